// Days of statements and their sums, and who may resolve what.
import fc from 'fast-check';
import { addDays, parseLocalDate, toInstant } from '../calendar/local-date.ts';
import { confirmationRefusal, proposalRefusal, rejectionRefusal } from './resolutions.ts';
import { addsUp, type BankLine, judgedWith, lastWholeDay, sumsOf } from './statement.ts';

const DAY = parseLocalDate('2015-11-03');
const at = toInstant('2015-11-03T02:00:00Z');
const paid = (amountFen: number): BankLine => ({ kind: 'paid', orderNo: 'P', serial: 'S', amountFen, at });
const back = (amountFen: number): BankLine => ({ ...paid(amountFen), kind: 'refunded', refundNo: 'R' });

test('sums are kept apart', () => {
  const sums = { paidCount: 2, paidFen: 300, refundedCount: 1, refundedFen: 50 };
  expect(sumsOf([paid(100), back(50), paid(200)])).toEqual(sums);
});

test('a statement adds up, and one with a line less or a fen more does not', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 10_000_000 })), { minLength: 1 }),
      (drawn) => {
        const lines = drawn.map(([isPaid, fen]) => (isPaid ? paid(fen) : back(fen)));
        const summary = sumsOf(lines);
        expect(addsUp({ lines, summary })).toBe(true);
        expect(addsUp({ lines: lines.slice(1), summary })).toBe(false);
        expect(addsUp({ lines, summary: { ...summary, paidFen: summary.paidFen + 1 } })).toBe(false);
        expect(addsUp({ lines, summary: { ...summary, refundedFen: summary.refundedFen + 1 } })).toBe(false);
      },
    ),
  );
});

test('days are judged without gap or overlap, ten minutes before they end', () => {
  expect(judgedWith(DAY)).toEqual({
    from: toInstant('2015-11-02T23:50:00+08:00'),
    until: toInstant('2015-11-03T23:50:00+08:00'),
  });
  expect(judgedWith(addDays(DAY, 1)).from).toBe(judgedWith(DAY).until);
});

test.each([
  ['2015-11-03T23:59:59+08:00', '2015-11-02'],
  ['2015-11-04T00:00:00+08:00', '2015-11-03'],
  ['2015-11-03T16:00:00Z', '2015-11-03'],
])('at %s the last whole day is %s', (now, day) => {
  expect(lastWholeDay(toInstant(now))).toBe(day);
});

test.each([
  ['open', null, 'difference-not-proposed', 'difference-not-proposed'],
  ['proposed', 'difference-proposed', null, null],
  ['resolved', 'difference-resolved', 'difference-resolved', 'difference-resolved'],
] as const)('of one that is %s', (state, proposing, confirming, rejecting) => {
  const standing = { state, proposedById: 'one' };
  expect([
    proposalRefusal(standing)?.code ?? null,
    confirmationRefusal(standing, 'another')?.code ?? null,
    rejectionRefusal(standing)?.code ?? null,
  ]).toEqual([proposing, confirming, rejecting]);
});

test('nobody confirms what they proposed', () => {
  const standing = { state: 'proposed', proposedById: 'one' } as const;
  expect(confirmationRefusal(standing, 'one')).toEqual({ code: 'four-eyes' });
});
