// Stories of the services that go over no desk for post: on the spot, at once, by appointment, for new vehicles.
import type { ServiceId } from '../domain/services/index.ts';
import { after, type Day, workday } from './days.ts';
import { type Act, acceptance, type Step, type Story, step, submission } from './story.ts';

const KEPT = { way: 'none', workdays: 1, ends: 'done', breaks: [] } as const;

/** Done when it is handed in, or a moment later. */
const atOnce = (service: ServiceId, name: string): Story => ({
  ...KEPT,
  ...{ name, service, steps: [submission(service)] },
});

const SESSION = workday(2);
const PASSED: Act = { by: 'clerk1', does: 'record-result', saying: { result: 'passed' } };
const FAILED: Act = { by: 'clerk1', does: 'record-result', saying: { result: 'failed' } };
const waiting = (on: Day): Step => step(on, '00:01', { by: 'nobody', does: 'wait' });

/** Booked for the day after tomorrow. */
const booked = (service: ServiceId, name: string, ...steps: readonly Step[]): Story => ({
  ...KEPT,
  ...{ name, service, session: SESSION, workdays: 3, steps: [submission(service), ...steps] },
});

const NUMBER = '豫Q1D2E3';

/** A number chosen within five minutes. */
const chosen = (name: string, number: string, ...steps: readonly Step[]): Story => ({
  ...KEPT,
  ...{ name, service: 'plate-preselection', workdays: 2 },
  steps: [
    submission('plate-preselection'),
    step(workday(0), '09:05', { by: 'applicant', does: 'choose-number', number }),
    ...steps,
  ],
});

export const OTHER_STORIES: readonly Story[] = [
  atOnce('hospital-physical-exam', 'examined'),
  atOnce('hospital-body-certificate', 'certificate-handed-in'),
  atOnce('owner-contact-change', 'contact-changed'),
  atOnce('driver-contact-change', 'contact-changed'),
  atOnce('violation-handling', 'violation-handled'),
  {
    ...KEPT,
    ...{ name: 'fines-paid', service: 'fine-payment' },
    steps: [
      submission('fine-payment'),
      step(workday(0), '09:40', { by: 'applicant', does: 'pay', channel: 'wechat' }),
    ],
  },
  booked('inspection-appointment', 'inspected', step(SESSION, '09:40', PASSED)),
  { ...booked('inspection-appointment', 'not-come', waiting(after(1, SESSION))), ends: 'absent' },
  booked(
    'exam-appointment',
    'passed-at-the-second-try',
    step(SESSION, '09:40', FAILED),
    step(SESSION, '10:20', PASSED),
  ),
  { ...booked('exam-appointment-cancel', 'cancelled'), session: SESSION },
  {
    ...KEPT,
    ...{ name: 'printed', service: 'temporary-plate', way: 'print' },
    steps: [submission('temporary-plate'), acceptance(workday(0))],
  },
  {
    ...chosen(
      'number-confirmed',
      NUMBER,
      step(workday(1), '10:00', { by: 'clerk1', does: 'register-vehicle' }),
    ),
    ends: 'assigned',
  },
  {
    ...chosen('number-not-used', '豫Q4F5G6', waiting(after(20, workday(0)))),
    ends: 'reservation-lapsed',
  },
];
