import type { LearningFacts, SessionFacts } from '../appointments/facts.ts';
import { booking } from '../appointments/testing/builders.ts';
import { addDays } from '../calendar/local-date.ts';
import { booking as attempt, failures, learning } from '../exams/testing/builders.ts';
import service from './exam-appointment.ts';
import { gateGiven, on, TODAY } from './testing/builders.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

const form = SAMPLE_FORMS['exam-appointment'];
const exam = (overrides: Partial<SessionFacts> = {}) =>
  booking({ kind: 'exam', subject: '2', classes: ['C1', 'C2'], site: '驾驶人考试中心', ...overrides });
const of = (overrides: Partial<LearningFacts> = {}) => ({
  subject: { 'licence-application': learning(overrides) },
});
const applicant = gateGiven({ ...of(), booking: exam(), delivery: null, form });
const full = { capacity: 20, booked: 20 };
const road = { form: { ...form, subject: '3a' }, booking: exam({ subject: '3a' }) };

describeService(service, applicant, [
  {
    when: 'nothing is applied for here',
    code: 'learning-not-own',
    zh: '您在本地没有可以预约考试的驾驶证申请。',
    pointer: '/subject',
    refused: { subject: {} },
    passes: {},
  },
  {
    when: 'the application is finished',
    code: 'learning-closed',
    zh: '该驾驶证申请已办结或者已失效,不能预约考试。',
    refused: of({ isOpen: false }),
    passes: of(),
  },
  {
    when: 'the permit ended yesterday',
    code: 'permit-expired',
    zh: '驾驶技能准考证明已过有效期。',
    refused: of({ permitValidTo: addDays(TODAY, -1) }),
    passes: of({ permitValidTo: addDays(TODAY, 30) }),
  },
  {
    when: 'the permit ends before the test',
    code: 'permit-ends-before-exam',
    zh: '驾驶技能准考证明有效期至2015-11-09,不能预约此后的考试。',
    pointer: '/form/session',
    refused: of({ permitValidTo: on('2015-11-09') }),
    passes: of({ permitValidTo: on('2015-11-10') }),
  },
  {
    when: 'the subject is passed',
    code: 'subject-passed',
    zh: '该科目考试已合格,无需再次预约。',
    pointer: '/form/subject',
    refused: of({ passed: ['1', '2'] }),
    passes: of({ passed: ['1'] }),
  },
  {
    when: 'the subject was booked five times',
    code: 'five-times',
    zh: '该科目预约考试次数已达五次。',
    pointer: '/form/subject',
    refused: of({
      passed: [],
      permitIssuedOn: on('2015-06-01'),
      bookings: failures(5, '2', on('2015-10-20')),
    }),
    passes: of({ permitIssuedOn: on('2015-06-01'), bookings: failures(4, '2', on('2015-10-20')) }),
  },
  {
    when: 'the subject before it is not passed',
    code: 'subject-order',
    zh: '请先通过前一科目考试。',
    pointer: '/form/subject',
    refused: { ...road, ...of({ passed: ['1'] }) },
    passes: { ...road, ...of({ passed: ['1', '2'] }) },
  },
  {
    when: 'the permit is nine days old',
    code: 'waiting-time',
    zh: '取得驾驶技能准考证明未满10日,暂不能预约。',
    pointer: '/form/subject',
    refused: of({ permitIssuedOn: addDays(TODAY, -9) }),
    passes: of({ permitIssuedOn: addDays(TODAY, -10) }),
  },
  {
    when: 'a truck’s permit is nineteen days old',
    code: 'waiting-time',
    zh: '取得驾驶技能准考证明未满20日,暂不能预约。',
    refused: {
      ...of({ cls: 'B2', permitIssuedOn: addDays(TODAY, -19) }),
      booking: exam({ classes: ['B2'] }),
    },
    passes: { ...of({ cls: 'B2', permitIssuedOn: addDays(TODAY, -20) }), booking: exam({ classes: ['B2'] }) },
  },
  {
    when: 'the road is wanted with a permit of twenty-nine days',
    code: 'waiting-time',
    zh: '取得驾驶技能准考证明未满30日,暂不能预约。',
    refused: { ...road, ...of({ passed: ['1', '2'], permitIssuedOn: addDays(TODAY, -29) }) },
    passes: { ...road, ...of({ passed: ['1', '2'], permitIssuedOn: addDays(TODAY, -30) }) },
  },
  {
    when: 'the subject was failed nine days ago',
    code: 'waiting-time-after-failure',
    zh: '该科目考试不合格未满10日,暂不能预约。',
    pointer: '/form/subject',
    refused: of({ bookings: [attempt('2', addDays(TODAY, -9))] }),
    passes: of({ bookings: [attempt('2', addDays(TODAY, -10))] }),
  },
  {
    when: 'nobody came nine days ago',
    code: 'waiting-time-after-failure',
    zh: '该科目考试不合格未满10日,暂不能预约。',
    refused: of({ bookings: [attempt('2', addDays(TODAY, -9), 'absent')] }),
    passes: of({ bookings: [attempt('2', addDays(TODAY, -10), 'absent')] }),
  },
  {
    when: 'the subject has an appointment already',
    code: 'exam-already-booked',
    zh: '该科目已有未完成的考试预约。',
    refused: { duplicate: true },
    passes: { duplicate: false },
  },
  {
    when: 'there is no such session',
    code: 'session-unknown',
    zh: '没有该场次,请重新选择。',
    pointer: '/form/session',
    refused: { booking: null },
    passes: {},
  },
  {
    when: 'the session was yesterday',
    code: 'session-not-offered',
    zh: '该时段不可预约,请从可预约时段中选择。',
    refused: { booking: exam({ on: on('2015-11-02') }) },
    passes: { booking: exam({ on: on('2015-11-04') }) },
  },
  {
    when: 'the session is of another subject',
    code: 'session-other-subject',
    zh: '该场次不是所选科目的考试。',
    refused: { booking: exam({ subject: '1' }) },
    passes: {},
  },
  {
    when: 'the session is for other classes',
    code: 'session-other-class',
    zh: '该场次不适用于您申请的准驾车型。',
    refused: { booking: exam({ classes: ['A1', 'B2'] }) },
    passes: { booking: exam({ classes: ['B2', 'C1'] }) },
  },
  {
    when: 'the session is full',
    code: 'capacity-full',
    zh: '该场次考试名额已约满,请选择其他场次或者候补。',
    pointer: '/form/session',
    refused: { booking: exam(full) },
    passes: { booking: exam(full), form: { ...form, waits: true } },
  },
]);
