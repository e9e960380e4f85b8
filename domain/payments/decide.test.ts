import { addMinutes, toInstant } from '../calendar/local-date.ts';
import type { PaymentCommand } from './commands.ts';
import { createOrder } from './decide.ts';
import { foldPayment } from './evolve.ts';
import { keptCaptures, PAYMENT_STATES, type PaymentState } from './payment-order.ts';
import { paymentTaskOf, reactToPayment } from './react.ts';
import { PAYMENT_SETTINGS } from './settings.ts';
import {
  AMOUNT_FEN,
  ask,
  BEGIN,
  CASHIER,
  capture,
  captured,
  contextAt,
  DECISION_NO,
  does,
  goOn,
  later,
  ordered,
  type PlayedOrder,
  play,
  REQUEST,
  SECOND,
  type Step,
  silent,
  starts,
  typesOf,
} from './testing/played-order.ts';

const { orderMinutes: ORDER_MINUTES, reconcileMinutes: RECONCILE_MINUTES } = PAYMENT_SETTINGS;

const stateOf = ({ order }: PlayedOrder) => order.state;
const effectsOf = ({ order }: PlayedOrder) => reactToPayment(order).effects;
const refundsOf = ({ order }: PlayedOrder) =>
  order.refunds.map(({ refundNo, serial, amountFen, reason, state }) => [
    ...[refundNo.replace(REQUEST.orderNo, ''), serial, amountFen, reason, state],
  ]);
const line = (serial?: string, amountFen?: number): Step =>
  does({ action: 'match-statement', line: capture(serial, amountFen) });
const notInStatement = does({ action: 'match-statement', line: null });
const closedAtBank = does({ action: 'record-closed', how: 'closed' });
const refusedByBank = does({ action: 'record-closed', how: 'refused' });
const confirmed = does({ action: 'record-confirmation' });
const paidElsewhere = does({
  action: 'record-paid-elsewhere',
  decisionNo: DECISION_NO,
  amountFen: AMOUNT_FEN,
});
const cancels = does({ action: 'cancel' });
const proposes = (outcome: 'confirm' | 'refund' | 'release'): Step =>
  does({ action: 'propose-verdict', outcome, reason: '已与银行核实' }, CASHIER);
const approves = does({ action: 'approve-verdict' }, SECOND);

describe('an order', () => {
  test.each([0, -1, 0.5, Number('1e309'), Number.NaN, 2 ** 53])('of %p fen is none', (amountFen) => {
    const { refusal, events } = createOrder({ ...REQUEST, amountFen }, contextAt(BEGIN));
    expect([refusal?.code, events]).toEqual(['amount-invalid', []]);
  });

  test('lives thirty minutes', () => {
    const on = ordered();
    expect(reactToPayment(on.order)).toMatchObject({
      ...{ state: 'created', open: true, effects: [] },
      alarmAt: addMinutes(BEGIN, ORDER_MINUTES),
    });
    expect(stateOf(goOn(on, later(ORDER_MINUTES - 0.001)))).toBe('created');
    const over = goOn(on, later(ORDER_MINUTES));
    expect([stateOf(over), reactToPayment(over.order)]).toMatchObject([
      'expired',
      { open: false, alarmAt: null },
    ]);
    expect(ask(over, { action: 'start-paying', channel: 'wechat' }).refusal?.code).toBe(
      'payment-order-closed',
    );
  });

  test('is paid, confirmed by the register and done', () => {
    const on = play(starts, captured());
    expect([stateOf(on), effectsOf(on)]).toEqual(['paid', ['confirm-register']]);
    const done = goOn(on, confirmed);
    expect(reactToPayment(done.order)).toMatchObject({ state: 'reconciled', open: false, effects: [] });
    expect(typesOf(done)).toEqual(['order-created', 'payment-started', 'captured', 'reconciled']);
    expect(goOn(done, confirmed).events).toEqual(done.events);
  });

  test('is paid in one way: the same page in two tabs, no other', () => {
    const on = play(starts);
    expect(goOn(on, starts).events).toEqual(on.events);
    const other = ask(on, { action: 'start-paying', channel: 'alipay' });
    expect(other.refusal).toEqual({ code: 'payment-channel-fixed', pointer: '/channel' });
  });

  test('may be paid although nobody noticed that paying began', () => {
    expect(stateOf(play(captured()))).toBe('paid');
  });
});

describe('the bank is asked', () => {
  test('every two minutes, and closes what has expired', () => {
    const on = play(starts, later(2));
    expect(effectsOf(on)).toEqual(['ask-bank']);
    const asked = goOn(on, silent);
    expect([effectsOf(asked), asked.order.askAt]).toEqual([[], addMinutes(BEGIN, 4)]);
    const over = goOn(asked, later(28));
    expect([stateOf(over), effectsOf(over)]).toEqual(['paying', ['close-at-bank']]);
    expect(stateOf(goOn(over, closedAtBank))).toBe('expired');
  });

  test('a bank that never answers leaves the order in doubt, and the order stays held', () => {
    const on = play(starts, later(RECONCILE_MINUTES - 0.001));
    expect(stateOf(on)).toBe('paying');
    const doubted = goOn(on, later(0.001));
    expect([stateOf(doubted), PAYMENT_STATES.unreconciled.holds]).toEqual(['unreconciled', true]);
    const weeks = goOn(doubted, silent, later(60 * 24 * 30));
    expect(stateOf(weeks)).toBe('unreconciled');
    expect(effectsOf(weeks)).toEqual(['close-at-bank']);
    expect(ask(weeks, { action: 'start-paying', channel: 'wechat' }).refusal?.code).toBe('payment-in-doubt');
    expect(ask(weeks, { action: 'cancel' }).refusal?.code).toBe('payment-in-doubt');
    expect(stateOf(goOn(weeks, captured()))).toBe('paid');
  });

  test('less and less often once in doubt', () => {
    let on = goOn(play(starts, later(RECONCILE_MINUTES)), silent);
    const waits: number[] = [];
    for (let time = 0; time < 7; time += 1) {
      const at = on.order.askAt ?? on.now;
      const minutes = (Date.parse(at) - Date.parse(on.now)) / 60_000;
      waits.push(minutes);
      on = goOn(on, later(minutes), silent);
    }
    expect(waits).toEqual([4, 8, 16, 32, 60, 60, 60]);
  });

  test('an answer nobody asked for is none', () => {
    const on = play(starts);
    expect(goOn(on, silent).events).toEqual(on.events);
  });
});

describe('money', () => {
  test('told ten times is one payment', () => {
    const on = play(starts, captured());
    const told = goOn(on, ...Array.from({ length: 10 }, () => captured()), confirmed, captured(), line());
    expect(told.order.captures).toHaveLength(1);
    expect(typesOf(told).filter((type) => type === 'captured')).toHaveLength(1);
    expect(told.order.refunds).toEqual([]);
  });

  test.each<[string, readonly Step[]]>([
    ['while it is being reconciled', [captured('B1')]],
    ['after it was reconciled', [captured('B1'), confirmed]],
  ])('taken twice goes back once: %s', (_, steps) => {
    const on = play(starts, ...steps, captured('B2'), captured('B2'));
    expect(refundsOf(on)).toEqual([['-R1', 'B2', AMOUNT_FEN, 'double-payment', 'asked']]);
    expect(effectsOf(on)).toContain('send-refunds');
    expect(keptCaptures(on.order).map(({ serial }) => serial)).toEqual(['B1']);
  });

  test.each<[PaymentState, readonly Step[]]>([
    ['expired', [later(30)]],
    ['expired', [starts, later(30), closedAtBank]],
    ['cancelled', [cancels]],
    ['cancelled', [starts, cancels, closedAtBank]],
    ['failed', [starts, refusedByBank]],
  ])('that comes after the end goes back: %s', (state, steps) => {
    const on = play(...steps);
    expect(stateOf(on)).toBe(state);
    const late = goOn(on, captured());
    expect([stateOf(late), refundsOf(late)]).toEqual([
      state,
      [['-R1', 'B1', AMOUNT_FEN, 'paid-after-close', 'asked']],
    ]);
    expect(reactToPayment(late.order).open).toBe(true);
    const done = goOn(
      late,
      does({ action: 'record-refund', refundNo: `${REQUEST.orderNo}-R1`, outcome: 'done' }),
    );
    expect(reactToPayment(done.order).open).toBe(false);
  });

  test('of another amount is an exception; the right one after it pays, and the wrong one goes back', () => {
    const on = play(starts, captured('B1', AMOUNT_FEN - 1));
    expect([stateOf(on), paymentTaskOf(on.order)]).toEqual(['exception', 'decide-exception']);
    const right = goOn(on, captured('B2'));
    expect([stateOf(right), refundsOf(right)]).toEqual([
      'paid',
      [['-R1', 'B1', AMOUNT_FEN - 1, 'wrong-amount', 'asked']],
    ]);
    expect(right.order.decisionClock?.status).toBe('stopped');
  });

  test('told of out of order: refused, then taken after all; taken, then refused', () => {
    const taken = play(starts, captured(), refusedByBank, closedAtBank);
    expect(stateOf(taken)).toBe('paid');
    const late = play(starts, refusedByBank, captured());
    expect(refundsOf(late)).toEqual([['-R1', 'B1', AMOUNT_FEN, 'paid-after-close', 'asked']]);
  });

  test('taken although its payer cancelled pays; what had to be closed first was not closed', () => {
    const on = play(starts, cancels);
    expect(effectsOf(on)).toEqual(['close-at-bank']);
    expect(ask(on, { action: 'start-paying', channel: 'wechat' }).refusal?.code).toBe('payment-closing');
    expect(stateOf(goOn(on, captured()))).toBe('paid');
  });
});

describe('paid elsewhere', () => {
  test.each<[string, readonly Step[], PaymentState]>([
    ['nothing was taken yet', [paidElsewhere], 'cancelled'],
    ['the bank closes', [starts, paidElsewhere, closedAtBank], 'cancelled'],
    ['in doubt it stays held', [starts, later(RECONCILE_MINUTES), paidElsewhere], 'unreconciled'],
  ])('%s', (_, steps, state) => {
    const on = play(...steps);
    expect([stateOf(on), on.order.refunds]).toEqual([state, []]);
  });

  test.each<[string, readonly Step[]]>([
    ['before it was told', [starts, captured(), paidElsewhere]],
    ['after it was told', [starts, paidElsewhere, captured()]],
    ['and reconciled', [starts, captured(), confirmed, paidElsewhere]],
    ['in exception', [starts, captured(), notInStatement, paidElsewhere]],
  ])('what was taken %s goes back, once', (_, steps) => {
    const on = goOn(play(...steps), paidElsewhere);
    expect([stateOf(on), refundsOf(on)]).toEqual([
      'refunded',
      [['-R1', 'B1', AMOUNT_FEN, 'paid-elsewhere', 'asked']],
    ]);
  });
});

describe('the statement', () => {
  test('reconciles what the register did not confirm in time, and what nobody had told of', () => {
    const unconfirmed = play(starts, captured(), later(RECONCILE_MINUTES));
    expect([stateOf(unconfirmed), effectsOf(unconfirmed)]).toEqual(['unreconciled', ['confirm-register']]);
    expect(stateOf(goOn(unconfirmed, line()))).toBe('reconciled');
    const lost = play(starts, later(RECONCILE_MINUTES));
    expect(typesOf(goOn(lost, line())).slice(-2)).toEqual(['captured', 'reconciled']);
  });

  test.each<[string, readonly Step[]]>([
    ['does not have it', [captured(), notInStatement]],
    ['has another amount', [captured(), line('B1', AMOUNT_FEN + 1)]],
    ['does not have what is in doubt', [later(RECONCILE_MINUTES), notInStatement]],
  ])('%s: an exception, with three working days for two persons', (_, steps) => {
    const on = play(starts, ...steps);
    expect(stateOf(on)).toBe('exception');
    expect(on.order.decisionClock).toMatchObject({ kind: 'payment-decision', status: 'running' });
    const late = goOn(on, later(60 * 24 * 10));
    expect([stateOf(late), typesOf(late)]).toEqual(['exception', expect.arrayContaining(['rung-raised'])]);
  });

  test('of yesterday says nothing of what is being paid', () => {
    expect(stateOf(play(starts, notInStatement))).toBe('paying');
  });
});

describe('two persons', () => {
  const inDoubt = play(starts, later(RECONCILE_MINUTES), notInStatement);
  const missing = play(starts, captured(), notInStatement);
  const wrong = play(starts, captured('B1', 1));

  test.each<[string, PlayedOrder, 'confirm' | 'refund' | 'release', PaymentState, number]>([
    ['confirm what was paid', missing, 'confirm', 'confirmed', 0],
    ['give back what was paid', missing, 'refund', 'refunded', 1],
    ['give back another amount', wrong, 'refund', 'refunded', 1],
    ['let go what was not taken', inDoubt, 'release', 'failed', 0],
  ])('%s', (_, on, outcome, state, refunds) => {
    const proposed = goOn(on, proposes(outcome));
    expect(paymentTaskOf(proposed.order)).toBe('approve-verdict');
    expect(ask(proposed, { action: 'approve-verdict' }, CASHIER).refusal?.code).toBe('four-eyes');
    const given = goOn(proposed, approves);
    expect([stateOf(given), given.order.refunds.length]).toEqual([state, refunds]);
    expect(given.order.decisionClock?.status).toBe('stopped');
  });

  test.each<[string, PlayedOrder, 'confirm' | 'refund' | 'release']>([
    ['confirm what was not taken', inDoubt, 'confirm'],
    ['give back what was not taken', inDoubt, 'refund'],
    ['confirm another amount', wrong, 'confirm'],
    ['let go what was taken', missing, 'release'],
  ])('cannot %s', (_, on, outcome) => {
    const told = ask(on, { action: 'propose-verdict', outcome, reason: '…' }, CASHIER);
    expect(told.refusal).toEqual({ code: 'verdict-not-possible', pointer: '/outcome' });
  });

  test('a proposal falls with what arrives meanwhile, or by the other’s word', () => {
    const proposed = goOn(inDoubt, proposes('release'));
    const arrived = goOn(proposed, captured());
    expect([stateOf(arrived), arrived.order.proposed]).toEqual(['paid', null]);
    expect(ask(arrived, { action: 'approve-verdict' }, SECOND).refusal?.code).toBe('verdict-not-proposed');
    const rejected = goOn(proposed, does({ action: 'reject-verdict' }, SECOND));
    expect(paymentTaskOf(rejected.order)).toBe('decide-exception');
    expect(ask(proposed, { action: 'propose-verdict', outcome: 'release', reason: '…' }).refusal?.code).toBe(
      'verdict-pending',
    );
    expect(
      ask(play(starts), { action: 'propose-verdict', outcome: 'release', reason: '…' }).refusal?.code,
    ).toBe('payment-not-exceptional');
  });

  test('a wrong amount after the right one was proposed to be let go is not let go', () => {
    const proposed = goOn(inDoubt, proposes('release'), captured('B9', 7));
    expect(ask(proposed, { action: 'approve-verdict' }, SECOND).refusal?.code).toBe('verdict-not-possible');
  });
});

describe('a refund', () => {
  const due = play(starts, captured('B1'), captured('B2'));
  const no = (n: number) => `${REQUEST.orderNo}-R${n}`;
  const refund = (n: number, outcome: 'accepted' | 'done' | 'failed'): PaymentCommand => ({
    ...({ action: 'record-refund', refundNo: no(n), outcome } as const),
  });

  test('is done once, in whatever order it is told', () => {
    const on = goOn(due, does(refund(1, 'done')), does(refund(1, 'accepted')), does(refund(1, 'failed')));
    expect(on.order.refunds.map(({ state }) => state)).toEqual(['done']);
    expect(ask(on, refund(7, 'done')).refusal?.code).toBe('refund-unknown');
    expect(ask(on, { action: 'repeat-refund', refundNo: no(1) }).refusal?.code).toBe('refund-not-failed');
  });

  test('that the bank refused waits for a person, who sends it under another number', () => {
    const failed = goOn(due, does(refund(1, 'accepted')), does(refund(1, 'failed')));
    expect([paymentTaskOf(failed.order), effectsOf(failed)]).toEqual(['repeat-refund', ['confirm-register']]);
    const again = goOn(failed, does({ action: 'repeat-refund', refundNo: no(1) }, CASHIER));
    expect(refundsOf(again)).toEqual([
      ['-R1', 'B2', AMOUNT_FEN, 'double-payment', 'failed'],
      ['-R2', 'B2', AMOUNT_FEN, 'double-payment', 'asked'],
    ]);
    expect(ask(again, { action: 'repeat-refund', refundNo: no(1) }).refusal?.code).toBe('refund-not-failed');
    expect(paymentTaskOf(again.order)).toBeNull();
  });
});

test('an order is the fold of its events', () => {
  const on = play(starts, later(3), silent, captured('B1', 5), later(9_000), captured('B2'), confirmed);
  expect(foldPayment(on.events)).toEqual(on.order);
  expect(on.events.map(({ seq }) => seq)).toEqual(on.events.map((_, at) => at + 1));
  expect(on.events.every(({ at }) => at >= toInstant('2015-11-03T10:00:00+08:00'))).toBe(true);
});
