import type { ExamSubject } from '../appointments/facts.ts';
import { addDays } from '../calendar/local-date.ts';
import { CLASS_ORDER, type LicenceClass } from '../register/codes.ts';
import { on } from '../services/testing/builders.ts';
import {
  hasPermitEnded,
  isExhausted,
  waitDaysOf,
  waitsAfterFailure,
  waitsForPermit,
} from './booking-rules.ts';
import { isInOrder } from './subjects.ts';
import { booking, failures, learning } from './testing/builders.ts';

/** Days by class, copied by hand from `exam.waitDays`: 科目二, 科目三道路. */
const WAITS: Readonly<Record<LicenceClass, readonly [number, number]>> = {
  A1: [20, 40],
  A2: [20, 40],
  A3: [20, 40],
  B1: [20, 40],
  B2: [20, 40],
  C1: [10, 30],
  C2: [10, 20],
  C3: [10, 20],
  C4: [10, 20],
  C5: [10, 20],
  D: [10, 20],
  E: [10, 20],
  F: [10, 20],
  M: [10, 30],
  N: [10, 30],
  P: [10, 30],
};

test.each(CLASS_ORDER)('%s waits as the setting says, to the day', (cls) => {
  const [second, road] = WAITS[cls];
  const issued = on('2015-10-01');
  const learner = learning({ cls, permitIssuedOn: issued });
  for (const [subject, days] of [
    ['2', second],
    ['3a', road],
  ] as const) {
    expect(waitDaysOf(subject, cls)).toBe(days);
    expect(waitsForPermit(learner, subject, addDays(issued, days - 1))).toBe(true);
    expect(waitsForPermit(learner, subject, addDays(issued, days))).toBe(false);
  }
  for (const subject of ['1', '3b'] as const) expect(waitsForPermit(learner, subject, issued)).toBe(false);
});

test.each<[ExamSubject, 'failed' | 'absent' | 'passed' | 'open', boolean]>([
  ['1', 'failed', false],
  ['2', 'failed', true],
  ['2', 'absent', true],
  ['2', 'passed', false],
  ['2', 'open', false],
  ['3a', 'failed', true],
  ['3b', 'absent', true],
])('after %s %s: ten days %s', (subject, outcome, waits) => {
  const last = on('2015-11-01');
  const learner = learning({ bookings: [booking(subject, last, outcome)] });
  expect(waitsAfterFailure(learner, subject, addDays(last, 9))).toBe(waits);
  expect(waitsAfterFailure(learner, subject, addDays(last, 10))).toBe(false);
  // A failure of one subject keeps nobody from another.
  expect(waitsAfterFailure(learner, subject === '2' ? '3a' : '2', last)).toBe(false);
});

test('the permit is good on its last day', () => {
  const learner = learning({ permitValidTo: on('2018-10-01') });
  expect(hasPermitEnded(learner, on('2018-10-01'))).toBe(false);
  expect(hasPermitEnded(learner, on('2018-10-02'))).toBe(true);
  expect(hasPermitEnded(learning({ permitValidTo: null }), on('2030-01-01'))).toBe(false);
});

test.each<[ExamSubject, number, boolean]>([
  ['2', 4, false],
  ['2', 5, true],
  ['3a', 4, false],
  ['3a', 5, true],
  ['1', 9, false],
  ['3b', 9, false],
])('%s, %i bookings: exhausted %s', (subject, count, exhausted) => {
  const learner = learning({ bookings: failures(count, subject, on('2016-03-01')) });
  expect(isExhausted(learner, subject)).toBe(exhausted);
});

test('bookings of an earlier permit do not count', () => {
  const learner = learning({
    permitIssuedOn: on('2015-10-01'),
    bookings: failures(5, '2', on('2015-09-30')),
  });
  expect(isExhausted(learner, '2')).toBe(false);
});

test.each<[ExamSubject, readonly ExamSubject[], boolean]>([
  ['1', [], true],
  ['2', [], false],
  ['2', ['1'], true],
  ['3a', ['1'], false],
  ['3a', ['1', '2'], true],
  ['3b', ['1', '2'], false],
  ['3b', ['1', '2', '3a'], true],
  ['3a', ['2'], false],
])('%s after %j: in order %s', (subject, passed, inOrder) => {
  expect(isInOrder(subject, passed)).toBe(inOrder);
});
