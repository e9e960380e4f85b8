import { adviceFor } from '../application/gate.ts';
import { booking } from '../appointments/testing/builders.ts';
import service from './inspection-appointment.ts';
import { gateGiven, on, vehicle } from './testing/builders.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

const form = SAMPLE_FORMS['inspection-appointment'];
const full = { capacity: 20, booked: 20 };
const absencesOn = ['2015-03-01', '2015-06-01', '2015-10-10'].map(on);
const applicant = gateGiven({ vehicle: vehicle(), booking: booking(), delivery: null, form });

describeService(service, applicant, [
  {
    when: 'the vehicle is seized',
    code: 'status-blocking',
    zh: '机动车(驾驶证)当前状态为“查封”,不能办理该业务。',
    refused: { vehicle: vehicle({ statuses: ['K'] }) },
    passes: { vehicle: vehicle({ statuses: ['D', 'G', 'H', 'I', 'J', 'L', 'O', 'Q'] }) },
  },
  {
    when: 'the vehicle has an appointment already',
    code: 'inspection-already-booked',
    zh: '该车已有未完成的检验预约。',
    refused: { duplicate: true },
    passes: { duplicate: false },
  },
  {
    when: 'the applicant was absent three times in a year',
    code: 'absences',
    zh: '您12个月内已有3次预约后未到,2015-11-10起方可再次预约。',
    refused: { booking: booking({}, { absencesOn }) },
    passes: { booking: booking({}, { absencesOn: absencesOn.slice(1) }) },
  },
  {
    when: 'there is no such session',
    code: 'session-unknown',
    zh: '没有该场次,请重新选择。',
    pointer: '/form/session',
    refused: { booking: { session: null, absencesOn: [] } },
    passes: {},
  },
  {
    when: 'the session is today',
    code: 'session-not-offered',
    zh: '该时段不可预约,请从可预约时段中选择。',
    pointer: '/form/session',
    refused: { booking: booking({ on: on('2015-11-03') }) },
    passes: { booking: booking({ on: on('2015-11-04') }) },
  },
  {
    when: 'the session is thirty-one days away',
    code: 'session-not-offered',
    zh: '该时段不可预约,请从可预约时段中选择。',
    refused: { booking: booking({ on: on('2015-12-04') }) },
    passes: { booking: booking({ on: on('2015-12-03') }) },
  },
  {
    when: 'the session was called off',
    code: 'session-not-offered',
    zh: '该时段不可预约,请从可预约时段中选择。',
    refused: { booking: booking({ isOpen: false }) },
    passes: {},
  },
  {
    when: 'the session is full',
    code: 'slot-full',
    zh: '该时段已约满,请选择其他时段。',
    pointer: '/form/session',
    refused: { booking: booking(full) },
    passes: { booking: booking({ ...full, booked: 19 }) },
  },
  {
    when: 'the session is full and the applicant would not wait',
    code: 'slot-full',
    zh: '该时段已约满,请选择其他时段。',
    refused: { booking: booking(full), form: { ...form, waits: false } },
    passes: { booking: booking(full), form: { ...form, waits: true } },
  },
]);

describe('what is told before it is booked', () => {
  const told = (of: Partial<typeof applicant>) =>
    adviceFor(service, { ...applicant, ...of }).map(({ code, zh }) => [code, zh]);
  // Out of the six years, so that one thing is told at a time.
  const old = { firstRegisteredOn: on('2008-05-08'), manufacturedOn: on('2008-03-01') };
  const plain = vehicle({ ...old, inspectionValidTo: on('2016-01-31') });

  it('is nothing where there is nothing to tell', () => {
    expect(told({ vehicle: plain })).toEqual([]);
  });

  it('is that the day is more than three months before the expiry', () => {
    const early = vehicle({ ...old, inspectionValidTo: on('2016-02-29') });
    expect(told({ vehicle: early, booking: booking({ on: on('2015-11-28') }) })).toEqual([
      ['too-early', '检验合格标志可在检验有效期满前三个月内申领,您预约的日期早于该期限。'],
    ]);
    expect(told({ vehicle: early, booking: booking({ on: on('2015-11-29') }) })).toEqual([]);
  });

  it.each(['G', 'I'] as const)('is that %s is to be settled', (status) => {
    expect(told({ vehicle: { ...plain, statuses: [status] } })).toEqual([
      [
        'violations-unsettled',
        '该车有未处理的道路交通安全违法行为(交通事故),处理完毕后方可核发检验合格标志。',
      ],
    ]);
  });

  it('is that the vehicle need not be brought', () => {
    expect(told({ vehicle: vehicle({ inspectionValidTo: on('2015-11-30') }) })).toEqual([
      ['exempt-from-line', '该车在6年免检期内,可直接申领检验合格标志,无需上线检验。'],
    ]);
  });
});
