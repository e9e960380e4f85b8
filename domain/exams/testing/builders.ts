// Learners for tests; a test overrides what it is about.
import type { ExamBookingFacts, ExamSubject, LearningFacts } from '../../appointments/facts.ts';
import { addDays, addYears, type LocalDate, parseLocalDate } from '../../calendar/local-date.ts';

const ISSUED = parseLocalDate('2015-10-01');

/** Who has passed 科目一 and got the permit on 2015-10-01, for a small car. */
export function learning(overrides: Partial<LearningFacts> = {}): LearningFacts {
  return {
    no: 'L20150920001',
    cls: 'C1',
    acceptedOn: parseLocalDate('2015-09-20'),
    permitIssuedOn: ISSUED,
    permitValidTo: addYears(ISSUED, 3),
    isOpen: true,
    passed: ['1'],
    bookings: [],
    ...overrides,
  };
}

export function booking(
  subject: ExamSubject,
  on: LocalDate,
  outcome: ExamBookingFacts['outcome'] = 'failed',
): ExamBookingFacts {
  return { subject, on, outcome };
}

/** So many failures of a subject, ten days apart, the last of them on a day. */
export function failures(count: number, subject: ExamSubject, last: LocalDate): readonly ExamBookingFacts[] {
  return Array.from({ length: count }, (_, index) =>
    booking(subject, addDays(last, -10 * (count - 1 - index))),
  );
}
