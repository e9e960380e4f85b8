import type { ExamAppointmentFacts } from '../appointments/facts.ts';
import service from './exam-appointment-cancel.ts';
import { gateGiven, on } from './testing/builders.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

const of = (overrides: Partial<ExamAppointmentFacts> = {}) => ({
  subject: {
    'exam-appointment': { applicationId: 'an-id', on: on('2015-11-10'), isBooked: true, ...overrides },
  },
});
const form = SAMPLE_FORMS['exam-appointment-cancel'];
const applicant = gateGiven({ ...of(), delivery: null, form });

describeService(service, applicant, [
  {
    when: 'it is another’s appointment, or none',
    code: 'exam-appointment-not-own',
    zh: '只能取消本人的考试预约。',
    refused: { subject: {} },
    passes: {},
  },
  {
    when: 'it is cancelled already',
    code: 'already-closed',
    zh: '该考试预约已取消或者已结束。',
    pointer: '/form/appointment',
    refused: of({ isBooked: false }),
    passes: of(),
  },
  {
    when: 'the test is today',
    code: 'exam-cancel-too-late',
    zh: '距考试不足1天,不能取消;未参加考试的视为考试不合格。',
    pointer: '/form/appointment',
    refused: of({ on: on('2015-11-03') }),
    passes: of({ on: on('2015-11-04') }),
  },
]);
