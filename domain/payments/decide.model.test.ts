// Whatever comes in whatever order, a payer pays once or not at all, and nothing is let go that may have been paid.
import fc from 'fast-check';
import { addMinutes } from '../calendar/local-date.ts';
import type { PaymentCommand } from './commands.ts';
import { decidePayment } from './decide.ts';
import { foldPayment } from './evolve.ts';
import { isRefunding, keptCaptures, PAYMENT_STATES, type PaymentOrder } from './payment-order.ts';
import { reactToPayment } from './react.ts';
import {
  AMOUNT_FEN,
  CASHIER,
  capture,
  contextAt,
  DECISION_NO,
  ordered,
  REQUEST,
  SECOND,
} from './testing/played-order.ts';

const SERIALS = ['B1', 'B2', 'B3'] as const;
/** What the bank has really taken under each serial number, in each life. */
const takings = fc.tuple(...SERIALS.map(() => fc.constantFrom(AMOUNT_FEN, AMOUNT_FEN, AMOUNT_FEN - 100)));
type Takings = readonly number[];

const simple = fc.constantFrom<PaymentCommand>(
  { action: 'cancel' },
  { action: 'record-silence' },
  { action: 'record-confirmation' },
  { action: 'record-paid-elsewhere', decisionNo: DECISION_NO, amountFen: AMOUNT_FEN },
  { action: 'withdraw' },
  { action: 'reject-verdict' },
);
const step = fc.record({
  minutes: fc.oneof(
    { weight: 4, arbitrary: fc.nat(5) },
    { weight: 2, arbitrary: fc.nat(200) },
    fc.nat(6_000),
  ),
  by: fc.constantFrom(CASHIER, SECOND),
  what: fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('simple' as const), command: simple }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('approve' as const) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('capture' as const), of: fc.nat(2) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('start' as const), of: fc.nat(1) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('closed' as const), of: fc.nat(1) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('statement' as const), of: fc.nat(3) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('propose' as const), of: fc.nat(2) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('refund' as const), of: fc.nat(11) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('repeat' as const), of: fc.nat(3) }) },
  ),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
type What = Step['what'];

/** Many lives begin where two persons have to decide. */
const EXCEPTION: readonly Step[] = [
  { minutes: 0, by: CASHIER, what: { kind: 'start', of: 0 } },
  { minutes: 1, by: CASHIER, what: { kind: 'capture', of: 0 } },
  { minutes: 1, by: CASHIER, what: { kind: 'statement', of: 3 } },
];
const lives = fc
  .tuple(fc.constantFrom([], EXCEPTION), fc.array(step, { maxLength: 40 }))
  .map(([first, rest]) => [...first, ...rest]);

const refundNoOf = (n: number) => `${REQUEST.orderNo}-R${n + 1}`;

function commandOf(what: What, taken: Takings): PaymentCommand {
  const captureOf = (n: number) => capture(SERIALS[n], taken[n]);
  switch (what.kind) {
    case 'simple':
      return what.command;
    case 'approve':
      return { action: 'approve-verdict' };
    case 'capture':
      return { action: 'record-capture', capture: captureOf(what.of) };
    case 'start':
      return { action: 'start-paying', channel: what.of === 0 ? 'wechat' : 'alipay' };
    case 'closed':
      return { action: 'record-closed', how: what.of === 0 ? 'refused' : 'closed' };
    case 'statement':
      return { action: 'match-statement', line: what.of === 3 ? null : captureOf(what.of) };
    case 'propose': {
      const outcome = (['confirm', 'refund', 'release'] as const)[what.of] ?? 'release';
      return { action: 'propose-verdict', outcome, reason: '…' };
    }
    case 'refund': {
      const outcome = (['accepted', 'done', 'failed'] as const)[what.of % 3] ?? 'done';
      return { action: 'record-refund', refundNo: refundNoOf(Math.floor(what.of / 3)), outcome };
    }
    case 'repeat':
      return { action: 'repeat-refund', refundNo: refundNoOf(what.of) };
  }
}

const isCredited = ({ state }: PaymentOrder) => state === 'reconciled' || state === 'confirmed';
const isEnd = (type: string) => ['expired', 'cancelled', 'failed'].includes(type);

test('paid once or not at all; held while in doubt; the fold of its events', () => {
  const met = new Map<string, number>();
  fc.assert(
    fc.property(takings, lives, (taken, steps) => {
      const begun = ordered();
      let { order } = begun;
      const events = [...begun.events];
      let now = begun.now;
      for (const { minutes, by, what } of steps) {
        now = addMinutes(now, minutes);
        const command = commandOf(what, taken);
        const before = order;
        const told = decidePayment(order, command, contextAt(now, by));
        order = told.order;
        events.push(...told.events);
        if (told.refusal) met.set(told.refusal.code, 1);
        met.set(order.state, (met.get(order.state) ?? 0) + 1);

        // Only before paying began does time alone, or the payer alone, end an order.
        if (
          PAYMENT_STATES[before.state].holds &&
          before.state !== 'created' &&
          told.events.some(({ type }) => isEnd(type))
        )
          expect(command.action).toBe('record-closed');
        // Nobody pays elsewhere what may have been paid here.
        if (before.captures.length > 0 && !isRefunding(before) && keptCaptures(before).length > 0)
          expect(['expired', 'cancelled', 'failed']).not.toContain(
            PAYMENT_STATES[before.state].holds ? order.state : '',
          );
        // Each capture is given back once at most.
        const alive = order.refunds.filter(({ state }) => state !== 'failed').map(({ serial }) => serial);
        expect(new Set(alive).size).toBe(alive.length);
        expect(new Set(order.refunds.map(({ refundNo }) => refundNo)).size).toBe(order.refunds.length);

        const kept = keptCaptures(order).reduce((sum, { amountFen }) => sum + amountFen, 0);
        if (isCredited(order)) expect(kept).toBe(AMOUNT_FEN);
        else if (PAYMENT_STATES[order.state].isFinal) expect(kept).toBe(0);
        else if (order.state === 'paid') expect(kept).toBe(AMOUNT_FEN);
        // What is open has something that wakes it: an effect, an alarm, or a person.
        const { open, effects, alarmAt } = reactToPayment(order);
        if (open) expect(effects.length > 0 || alarmAt !== null).toBe(true);
      }
      expect(foldPayment(events)).toEqual(order);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at + 1));
    }),
    { numRuns: 3_000 },
  );
  for (const state of Object.keys(PAYMENT_STATES))
    if (state !== 'none') expect([state, met.has(state)]).toEqual([state, true]);
  for (const code of [
    'four-eyes',
    'verdict-not-possible',
    'payment-in-doubt',
    'payment-closing',
    'refund-not-failed',
  ])
    expect([code, met.has(code)]).toEqual([code, true]);
});
