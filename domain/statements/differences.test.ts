// The four-way match: line by line by a table, whole days against an independent model, and what explains a difference afterwards.
import fc from 'fast-check';
import { toInstant } from '../calendar/local-date.ts';
import { foldPayment } from '../payments/evolve.ts';
import type { PaymentOrder } from '../payments/payment-order.ts';
import {
  DIFFERENCE_KINDS,
  type DifferenceKind,
  fateOf,
  isExplained,
  judgeLine,
  type KnownHere,
} from './differences.ts';
import type { BankLine } from './statement.ts';

const at = toInstant('2015-11-03T02:00:00Z');
const PAID: BankLine = { kind: 'paid', orderNo: 'P1', serial: 'S1', amountFen: 20_000, at };
const BACK: BankLine = { ...PAID, kind: 'refunded', refundNo: 'P1-R1' };
const CAPTURE = { orderNo: 'P1', amountFen: 20_000 };
const REFUND = { orderNo: 'P1', serial: 'S1', amountFen: 20_000, hasFailed: false };
const KNOWN: KnownHere = { hasOrder: true, isRepeated: false, capture: CAPTURE, refund: REFUND };

test.each<[string, BankLine, Partial<KnownHere>, string]>([
  ['the same on both sides', PAID, {}, 'matched'],
  ['unknown here', PAID, { capture: null }, 'missing-here'],
  ['of no order of ours', PAID, { capture: null, hasOrder: false }, 'order-unknown'],
  ['of another order', PAID, { capture: { ...CAPTURE, orderNo: 'P2' } }, 'order-differs'],
  ['a fen less', PAID, { capture: { ...CAPTURE, amountFen: 20_001 } }, 'amount-differs'],
  ['told before', PAID, { isRepeated: true }, 'repeated'],
  ['given back on both sides', BACK, {}, 'matched'],
  ['given back without us', BACK, { refund: null }, 'refund-missing-here'],
  ['given back of another capture', BACK, { refund: { ...REFUND, serial: 'S2' } }, 'refund-missing-here'],
  ['given back of another order', BACK, { refund: { ...REFUND, orderNo: 'P2' } }, 'refund-missing-here'],
  [
    'given back though it failed here',
    BACK,
    { refund: { ...REFUND, hasFailed: true } },
    'refund-missing-here',
  ],
  ['a fen less given back', BACK, { refund: { ...REFUND, amountFen: 20_001 } }, 'refund-amount-differs'],
  ['told before', BACK, { isRepeated: true }, 'refund-repeated'],
])('%s', (_what, line, known, match) => {
  expect(judgeLine(line, { ...KNOWN, ...known })).toBe(match);
});

interface Captured {
  readonly serial: string;
  readonly orderNo: string;
  readonly amountFen: number;
}

/** Few of each, so that they meet. */
const captured = fc.record({
  serial: fc.constantFrom('S1', 'S2', 'S3', 'S4'),
  orderNo: fc.constantFrom('P1', 'P2', 'P3', 'ELSEWHERE'),
  amountFen: fc.constantFrom(100, 200),
});
const ORDERS = new Set(['P1', 'P2', 'P3']);

/** A whole day by the rule, as the database is asked line by line. */
function dayByRule(there: readonly Captured[], here: ReadonlyMap<string, Captured>): readonly string[] {
  return there.map(({ serial, orderNo, amountFen }, index) => {
    const isRepeated = there.slice(0, index).some((earlier) => earlier.serial === serial);
    return judgeLine(
      { kind: 'paid', serial, orderNo, amountFen, at },
      { isRepeated, hasOrder: ORDERS.has(orderNo), capture: here.get(serial) ?? null, refund: null },
    );
  });
}

/** The same day by sets: the first lines of known orders, and what of them is on either side alone. */
function dayBySets(there: readonly Captured[], here: ReadonlyMap<string, Captured>) {
  const first = new Map<string, Captured>();
  for (const line of there) if (!first.has(line.serial)) first.set(line.serial, line);
  const ofOurs = [...first.values()].filter(({ orderNo }) => ORDERS.has(orderNo));
  const texts = new Set([...here.values()].map((each) => JSON.stringify(keyed(each))));
  return {
    repeated: there.length - first.size,
    'order-unknown': first.size - ofOurs.length,
    matched: ofOurs.filter((line) => texts.has(JSON.stringify(keyed(line)))).length,
    'missing-here': ofOurs.filter(({ serial }) => !here.has(serial)).length,
  };
}

const keyed = ({ serial, orderNo, amountFen }: Captured) => [serial, orderNo, amountFen];

test('whole days, by the rule and by sets, come to the same', () => {
  fc.assert(
    fc.property(
      fc.array(captured, { maxLength: 8 }),
      fc.uniqueArray(captured, { selector: ({ serial }) => serial, maxLength: 4 }),
      (there, ours) => {
        const here = new Map(
          ours.filter(({ orderNo }) => ORDERS.has(orderNo)).map((each) => [each.serial, each]),
        );
        const found = dayByRule(there, here);
        const count = (match: string) => found.filter((each) => each === match).length;
        const expected = dayBySets(there, here);
        for (const [match, times] of Object.entries(expected))
          expect([match, count(match)]).toEqual([match, times]);
        const rest = Object.values(expected).reduce((sum, times) => sum + times, 0);
        expect(count('order-differs') + count('amount-differs')).toBe(there.length - rest);
        for (const [index, match] of found.entries()) {
          const line = there[index];
          const known = line && here.get(line.serial);
          if (match === 'order-differs') expect(known?.orderNo).not.toBe(line?.orderNo);
          if (match === 'amount-differs') expect(known?.amountFen).not.toBe(line?.amountFen);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

describe('what became of a capture', () => {
  const order = (more: Partial<PaymentOrder>): PaymentOrder => ({
    ...foldPayment([]),
    ...{ orderNo: 'P1', amountFen: 20_000, state: 'reconciled' },
    captures: [{ serial: 'S1', amountFen: 20_000, capturedAt: at }],
    ...more,
  });
  const refund = {
    refundNo: 'P1-R1',
    serial: 'S1',
    amountFen: 20_000,
    reason: 'double-payment',
    part: null,
  } as const;

  test.each<[string, Partial<PaymentOrder>, string]>([
    ['it pays', {}, 'credited'],
    ['two persons have confirmed it', { state: 'confirmed' }, 'credited'],
    ['nothing is decided yet', { state: 'paid' }, 'undecided'],
    ['it is on its way back', { refunds: [{ ...refund, state: 'accepted' }] }, 'undecided'],
    ['it is back', { refunds: [{ ...refund, state: 'done' }] }, 'given-back'],
    ['giving it back failed', { refunds: [{ ...refund, state: 'failed' }] }, 'undecided'],
    [
      'only a part of it is back',
      { refunds: [{ ...refund, state: 'done', part: 'D1', amountFen: 5_000 }] },
      'credited',
    ],
    [
      'all its parts are back',
      {
        refunds: [
          { ...refund, state: 'done', part: 'D1', amountFen: 5_000 },
          { ...refund, state: 'done', part: null, amountFen: 15_000 },
        ],
      },
      'given-back',
    ],
    ['it is unknown', { captures: [] }, 'undecided'],
  ])('%s', (_what, more, fate) => {
    expect(fateOf(order(more), 'S1')).toBe(fate);
  });
});

describe('looked at again', () => {
  const NOTHING = { capture: null, refund: null, lineFen: null } as const;
  const ALL = {
    capture: { amountFen: 100, fate: 'credited' },
    refund: { amountFen: 100, isDone: true },
    lineFen: 100,
  } as const;
  const EXPLAINABLE: readonly DifferenceKind[] = [
    'missing-here',
    'missing-there',
    'refund-missing-here',
    'refund-missing-there',
  ];
  const of = (kind: DifferenceKind) => ({ kind, expectedFen: 100, foundFen: 100 });

  test.each(DIFFERENCE_KINDS)('%s is explained by nothing where nothing has changed', (kind) => {
    expect(isExplained(of(kind), NOTHING)).toBe(false);
  });

  test.each(DIFFERENCE_KINDS)('%s is explained by the books alone only where they can catch up', (kind) => {
    expect(isExplained(of(kind), ALL)).toBe(EXPLAINABLE.includes(kind));
  });

  test.each(EXPLAINABLE)('%s is not explained by another amount', (kind) => {
    const other = {
      capture: { amountFen: 99, fate: 'credited' },
      refund: { amountFen: 99, isDone: true },
      lineFen: 99,
    } as const;
    expect(isExplained(of(kind), other)).toBe(false);
  });

  test('what is still on its way explains nothing', () => {
    const capture = { amountFen: 100, fate: 'undecided' } as const;
    expect(isExplained(of('missing-here'), { ...NOTHING, capture })).toBe(false);
    const refund = { amountFen: 100, isDone: false };
    expect(isExplained(of('refund-missing-here'), { ...NOTHING, refund })).toBe(false);
  });
});
