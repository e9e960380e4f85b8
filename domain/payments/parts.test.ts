// One of several decisions was paid elsewhere, or stands no longer: of what has been entered only its part goes back.
import type { PaymentCommand } from './commands.ts';
import { foldPayment } from './evolve.ts';
import { findPayment, keptCaptures, type PaymentState } from './payment-order.ts';
import { paymentTaskOf, reactToPayment } from './react.ts';
import {
  AMOUNT_FEN,
  ask,
  CASHIER,
  captured,
  DECISION_NO,
  does,
  goOn,
  later,
  ordered,
  type PlayedOrder,
  REQUEST,
  SECOND,
  type Step,
  starts,
} from './testing/played-order.ts';

const [FIRST, OTHER, THIRD] = [DECISION_NO, '4117021900000019', '4117021900000027'] as const;
/** What each is of the whole. */
const PARTS = { [FIRST]: 10_600, [OTHER]: 8_000, [THIRD]: 2_000 } as const;
const THREE = {
  ...REQUEST,
  purpose: { kind: 'fines', applicationId: 'application', decisionNos: [FIRST, OTHER, THIRD] },
} as const;

type DecisionNo = keyof typeof PARTS;
const elsewhere = (decisionNo: DecisionNo): Step =>
  does({ action: 'record-paid-elsewhere', decisionNo, amountFen: PARTS[decisionNo] });
const withdrawn = (decisionNo: DecisionNo): Step =>
  does({ action: 'record-decision-withdrawn', decisionNo, amountFen: PARTS[decisionNo] });
const confirmed = does({ action: 'record-confirmation' });
const no = (n: number) => `${REQUEST.orderNo}-R${n}`;
const told = (n: number, outcome: 'accepted' | 'done' | 'failed'): Step =>
  does({ action: 'record-refund', refundNo: no(n), outcome });
const repeat = (n: number): PaymentCommand => ({ action: 'repeat-refund', refundNo: no(n) });

const play = (...steps: readonly Step[]): PlayedOrder => goOn(ordered(THREE), ...steps);
const reconciled = play(starts, captured(), confirmed);
const refundsOf = ({ order }: PlayedOrder) =>
  order.refunds.map(({ refundNo, part, amountFen, reason, state }) => [
    ...[refundNo.replace(REQUEST.orderNo, ''), part, amountFen, reason, state],
  ]);
/** What goes back or has gone. */
const backFen = ({ order }: PlayedOrder) =>
  order.refunds.filter(({ state }) => state !== 'failed').reduce((sum, { amountFen }) => sum + amountFen, 0);

const inException = play(starts, captured(), does({ action: 'match-statement', line: null }));
const byHand = goOn(
  inException,
  does({ action: 'propose-verdict', outcome: 'confirm', reason: '已核实' }, CASHIER),
  does({ action: 'approve-verdict' }, SECOND),
);

test.each<[string, PlayedOrder, PaymentState]>([
  ['by the register', reconciled, 'reconciled'],
  ['by two persons', byHand, 'confirmed'],
])('entered %s, the order stays and the part goes back, once', (_, on, state) => {
  const left = goOn(on, elsewhere(OTHER), elsewhere(OTHER), withdrawn(OTHER));
  expect([left.order.state, refundsOf(left)]).toEqual([
    state,
    [['-R1', OTHER, 8_000, 'paid-elsewhere', 'asked']],
  ]);
  // The payment still pays for the others.
  expect(findPayment(left.order)?.amountFen).toBe(AMOUNT_FEN);
  expect(reactToPayment(left.order)).toMatchObject({ open: true, effects: ['send-refunds'] });
  const done = goOn(left, told(1, 'accepted'), told(1, 'done'));
  expect([done.order.state, reactToPayment(done.order).open]).toEqual([state, false]);
  expect(foldPayment(done.events)).toEqual(done.order);
});

test('each part under a number of its own, for its own reason, up to the whole', () => {
  const on = goOn(reconciled, elsewhere(OTHER), withdrawn(FIRST), elsewhere(THIRD));
  expect(refundsOf(on)).toEqual([
    ['-R1', OTHER, 8_000, 'paid-elsewhere', 'asked'],
    ['-R2', FIRST, 10_600, 'decision-withdrawn', 'asked'],
    ['-R3', THIRD, 2_000, 'paid-elsewhere', 'asked'],
  ]);
  expect([on.order.state, backFen(on)]).toEqual(['reconciled', AMOUNT_FEN]);
});

test('refused by the bank it is sent again with the same part and amount, under the next number', () => {
  const failed = goOn(reconciled, elsewhere(OTHER), elsewhere(THIRD), told(1, 'failed'), told(2, 'done'));
  expect(paymentTaskOf(failed.order)).toBe('repeat-refund');
  const again = goOn(failed, does(repeat(1), CASHIER));
  expect(refundsOf(again)).toEqual([
    ['-R1', OTHER, 8_000, 'paid-elsewhere', 'failed'],
    ['-R2', THIRD, 2_000, 'paid-elsewhere', 'done'],
    ['-R3', OTHER, 8_000, 'paid-elsewhere', 'asked'],
  ]);
  expect(paymentTaskOf(again.order)).toBeNull();
  // Neither what is on its way nor what is done is sent once more.
  for (const n of [1, 2, 3]) expect(ask(again, repeat(n), CASHIER).refusal?.code).toBe('refund-not-failed');
  const twice = goOn(again, told(3, 'failed'), does(repeat(3), CASHIER), told(4, 'done'));
  expect(refundsOf(twice).at(-1)).toEqual(['-R4', OTHER, 8_000, 'paid-elsewhere', 'done']);
  expect([backFen(twice), reactToPayment(twice.order).open]).toEqual([10_000, false]);
});

describe('the whole after a part', () => {
  const withdraws = does({ action: 'withdraw' });

  test('gives back what is left', () => {
    const on = goOn(reconciled, elsewhere(OTHER), told(1, 'done'), withdraws);
    expect([on.order.state, refundsOf(on)]).toEqual([
      'refunded',
      [
        ['-R1', OTHER, 8_000, 'paid-elsewhere', 'done'],
        ['-R2', null, 12_600, 'application-withdrawn', 'asked'],
      ],
    ]);
    expect([backFen(on), keptCaptures(on.order)]).toEqual([AMOUNT_FEN, []]);
  });

  test('leaves the part to whoever sends it again, where the bank refused it', () => {
    const on = goOn(reconciled, elsewhere(OTHER), told(1, 'failed'), withdraws);
    expect([backFen(on), paymentTaskOf(on.order)]).toEqual([12_600, 'repeat-refund']);
    const again = goOn(on, does(repeat(1), CASHIER));
    expect(refundsOf(again).at(-1)).toEqual(['-R3', OTHER, 8_000, 'paid-elsewhere', 'asked']);
    expect(backFen(again)).toBe(AMOUNT_FEN);
  });

  test('counts a part once, however often it was sent', () => {
    const on = goOn(
      ...[reconciled, elsewhere(OTHER), told(1, 'failed'), does(repeat(1), CASHIER), told(2, 'done')],
      withdraws,
    );
    expect(refundsOf(on).at(-1)).toEqual(['-R3', null, 12_600, 'application-withdrawn', 'asked']);
    expect(backFen(on)).toBe(AMOUNT_FEN);
  });

  test('gives back nothing where every part has gone', () => {
    const parts = goOn(reconciled, elsewhere(FIRST), elsewhere(OTHER), elsewhere(THIRD));
    const on = goOn(parts, withdraws);
    expect([refundsOf(on), on.order.state]).toEqual([refundsOf(parts), 'refunded']);
  });
});

test.each<[string, readonly Step[], PaymentState, number]>([
  ['to be paid', [], 'cancelled', 0],
  ['being paid', [starts], 'paying', 0],
  ['paid and not entered yet', [starts, captured()], 'refunded', AMOUNT_FEN],
  ['in doubt', [starts, later(120)], 'unreconciled', 0],
])('while it is %s the whole order is let go of: the others are ordered anew', (_, steps, state, fen) => {
  const on = goOn(play(...steps), elsewhere(OTHER));
  expect([on.order.state, backFen(on)]).toEqual([state, fen]);
  expect(on.order.refunds.every(({ part }) => part === null)).toBe(true);
});

test('money that comes after the whole order was let go of goes back whole', () => {
  const on = goOn(play(starts), elsewhere(OTHER), captured());
  expect([on.order.state, refundsOf(on)]).toEqual([
    'refunded',
    [['-R1', null, AMOUNT_FEN, 'paid-elsewhere', 'asked']],
  ]);
});

test('taken twice, the second goes back whole and the part of the first by itself', () => {
  const on = goOn(reconciled, captured('B2'), elsewhere(OTHER));
  expect(refundsOf(on)).toEqual([
    ['-R1', null, AMOUNT_FEN, 'double-payment', 'asked'],
    ['-R2', OTHER, 8_000, 'paid-elsewhere', 'asked'],
  ]);
});
