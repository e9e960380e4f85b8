// Random learners against a second reading of the rules, which keeps counters day by day and shares no arithmetic with the first.
import fc from 'fast-check';
import { checkGate } from '../application/gate.ts';
import type { ExamBookingFacts, ExamSubject, LearningFacts } from '../appointments/facts.ts';
import { booking as place } from '../appointments/testing/builders.ts';
import { addDays, type LocalDate } from '../calendar/local-date.ts';
import type { LicenceClass } from '../register/codes.ts';
import service from '../services/exam-appointment.ts';
import { gateGiven, on } from '../services/testing/builders.ts';
import { afterExam } from './after-exam.ts';
import { learning } from './testing/builders.ts';

const START = on('2015-11-02');
const SUBJECTS = ['1', '2', '3a', '3b'] as const satisfies readonly ExamSubject[];
const dayOf = (day: number): LocalDate => addDays(START, day);

/** What somebody tries: so many days later, to book a subject for a day ahead, and what comes of it. */
const tries = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 25 }),
    /** Mostly the one whose turn it is. */
    wish: fc.constantFrom('next' as const, 'next' as const, 'next' as const, ...SUBJECTS),
    ahead: fc.integer({ min: 1, max: 30 }),
    comes: fc.constantFrom(
      'passed' as const,
      'failed' as const,
      'failed' as const,
      'absent' as const,
      'cancelled' as const,
    ),
  }),
  { minLength: 5, maxLength: 60 },
);

/** Some learners rest long, so that permits end. */
const rests = fc.record({
  at: fc.integer({ min: 1, max: 8 }),
  days: fc.oneof(fc.constant(0), fc.integer({ min: 950, max: 1110 })),
});

/** The same day three years on, as a calendar on the wall shows it. */
function threeYearsOn(day: number): number {
  const date = new Date(Date.parse('2015-11-02') + day * 86_400_000);
  const [month, dayOfMonth] = [date.getUTCMonth(), date.getUTCDate()];
  const isLeapDay = month === 1 && dayOfMonth === 29;
  const end = Date.UTC(date.getUTCFullYear() + 3, month, isLeapDay ? 28 : dayOfMonth);
  return (end - Date.parse('2015-11-02')) / 86_400_000;
}

/** The second reading: numbers of days, counters, and a flag a subject. */
class Ledger {
  permit: number | null = null;
  readonly passed = new Set<string>();
  readonly count = new Map<string, number>();
  readonly barredUntil = new Map<string, number>();
  readonly cls: 'C1' | 'C2' | 'B2';
  constructor(cls: 'C1' | 'C2' | 'B2') {
    this.cls = cls;
  }

  verdict(subject: ExamSubject, today: number, examDay: number): string | null {
    const end = this.permit === null ? Number.POSITIVE_INFINITY : threeYearsOn(this.permit);
    if (today > end) return 'permit-expired';
    if (this.passed.has(subject)) return 'subject-passed';
    if ((subject === '2' || subject === '3a') && (this.count.get(subject) ?? 0) === 5) return 'five-times';
    const before = { '1': '', '2': '1', '3a': '12', '3b': '123a' }[subject];
    const needed = before.match(/3a|\d/g) ?? [];
    if (needed.some((each) => !this.passed.has(each))) return 'subject-order';
    const waits = { C1: { '2': 10, '3a': 30 }, C2: { '2': 10, '3a': 20 }, B2: { '2': 20, '3a': 40 } }[
      this.cls
    ];
    const wait = subject === '2' || subject === '3a' ? waits[subject] : 0;
    if (this.permit !== null && today < this.permit + wait) return 'waiting-time';
    if (today < (this.barredUntil.get(subject) ?? 0)) return 'waiting-time-after-failure';
    return examDay > end ? 'permit-ends-before-exam' : null;
  }

  enter(subject: ExamSubject, comes: 'passed' | 'failed' | 'absent', day: number): void {
    this.count.set(subject, (this.count.get(subject) ?? 0) + 1);
    if (comes === 'passed') {
      this.passed.add(subject);
      if (subject === '1') this.permit ??= day;
      return;
    }
    if (subject !== '1') this.barredUntil.set(subject, day + 10);
    if ((subject === '2' || subject === '3a') && this.count.get(subject) === 5) this.passed.clear();
  }
}

function facts(cls: LicenceClass): LearningFacts {
  return learning({ cls, acceptedOn: START, permitIssuedOn: null, permitValidTo: null, passed: [] });
}

function entered(
  before: LearningFacts,
  attempt: ExamBookingFacts & { outcome: 'passed' | 'failed' | 'absent' },
) {
  const { passed, permitIssuedOn, permitValidTo, isComplete } = afterExam(before, attempt);
  const bookings = [...before.bookings, attempt];
  return { ...before, passed, permitIssuedOn, permitValidTo, isOpen: !isComplete, bookings };
}

test('both readings judge every try of every learner alike', () => {
  const seen = new Set<string | null>();
  fc.assert(
    fc.property(
      fc.constantFrom('C1' as const, 'C2' as const, 'B2' as const),
      rests,
      tries,
      (cls, rest, all) => {
        const ledger = new Ledger(cls);
        let learner = facts(cls);
        let today = 0;
        for (const [index, { after, wish, ahead, comes }] of all.entries()) {
          today += after + (index === rest.at ? rest.days : 0);
          if (!learner.isOpen) return;
          const next = SUBJECTS.find((each) => !ledger.passed.has(each)) ?? '1';
          const subject = wish === 'next' ? next : wish;
          const session = { subject, classes: [cls], on: dayOf(today + ahead), kind: 'exam' as const };
          const verdict = checkGate(
            service,
            gateGiven({
              ...{ delivery: null, form: { subject, session: 'x', confirmation: true } },
              ...{ today: dayOf(today), booking: place(session) },
              subject: { 'licence-application': learner },
            }),
          );
          const expected = ledger.verdict(subject, today, today + ahead);
          seen.add(expected);
          expect(verdict?.code ?? null).toBe(expected);
          if (expected !== null || comes === 'cancelled') continue;
          today += ahead;
          ledger.enter(subject, comes, today);
          learner = entered(learner, { subject, on: dayOf(today), outcome: comes });
          expect([...learner.passed].sort()).toEqual([...ledger.passed].sort());
        }
      },
    ),
    { numRuns: 1_000 },
  );
  // A model that never meets a rule says nothing of it.
  expect([...seen].map(String).sort()).toEqual([
    ...['five-times', 'null', 'permit-ends-before-exam', 'permit-expired', 'subject-order', 'subject-passed'],
    ...['waiting-time', 'waiting-time-after-failure'],
  ]);
});
