// What the bank has taken: it pays an order once; whatever else was taken goes back.
import { addMinutes } from '../calendar/local-date.ts';
import { except, stopDecisionClock } from './exception.ts';
import {
  type Capture,
  findPayment,
  type GivenBackReason,
  keptCaptures,
  PAYMENT_STATES,
  type PaymentOrder,
} from './payment-order.ts';
import { type CommandOf, type Recording, record } from './recording.ts';
import { askRefund } from './refunds.ts';

/** Money has been taken, or is told of once more. */
export function recordCapture(on: Recording, capture: Capture): null {
  const { order } = on;
  if (order.captures.some(({ serial }) => serial === capture.serial)) return null;
  const isWanted = PAYMENT_STATES[order.state].holds && !findPayment(order);
  if (!isWanted) return giveBackExtra(on, capture);
  if (isUnwelcome(order.closing)) {
    record(on, { type: 'overpaid', capture });
    return giveBack(on, order.closing);
  }
  if (capture.amountFen !== order.amountFen) {
    record(on, { type: 'overpaid', capture });
    return except(on, 'amount-differs');
  }
  stopDecisionClock(on);
  const others = keptCaptures(order);
  const { now, settings } = on.context;
  record(on, { type: 'captured', capture, answerBy: addMinutes(now, settings.reconcileMinutes) });
  for (const other of others) askRefund(on, other, 'wrong-amount');
  return null;
}

function giveBackExtra(on: Recording, capture: Capture): null {
  const reason = findPayment(on.order) ? 'double-payment' : 'paid-after-close';
  record(on, { type: 'overpaid', capture });
  return askRefund(on, capture, reason);
}

function isUnwelcome(closing: PaymentOrder['closing']): closing is GivenBackReason {
  return closing !== null && closing !== 'expired' && closing !== 'cancelled';
}

/** What is left of a capture of which parts may have gone back before. */
function giveBackRest(on: Recording, capture: Capture, why: GivenBackReason): void {
  const parts = new Map(
    on.order.refunds
      .filter(({ serial, part }) => serial === capture.serial && part !== null)
      .map(({ part, amountFen }) => [part, amountFen]),
  );
  const gone = [...parts.values()].reduce((sum, fen) => sum + fen, 0);
  const amountFen = capture.amountFen - gone;
  if (amountFen > 0) askRefund(on, capture, why, { part: null, amountFen });
}

/** 双重缴款: what was paid elsewhere, or stands no longer, is not paid here too. Of several decisions that are paid already, only its part goes back. */
export function letGoDecision(
  on: Recording,
  { decisionNo, amountFen }: CommandOf<'record-paid-elsewhere' | 'record-decision-withdrawn'>,
  why: GivenBackReason,
): null {
  const { purpose, state, refunds } = on.order;
  const payment = findPayment(on.order);
  const isOneOfMany = purpose.kind === 'fines' && purpose.decisionNos.length > 1;
  const isCredited = state === 'reconciled' || state === 'confirmed';
  if (!payment || !isOneOfMany || !isCredited) return letGo(on, why);
  if (refunds.some(({ part }) => part === decisionNo)) return null;
  return askRefund(on, payment, why, { part: decisionNo, amountFen });
}

/** What was to be paid for is gone: nothing is asked for any more, and what was paid goes back. */
export function letGo(on: Recording, why: GivenBackReason): null {
  const { order } = on;
  if (order.state === 'created') return record(on, { type: 'cancelled' });
  if (keptCaptures(order).length > 0) return giveBack(on, why);
  if (!PAYMENT_STATES[order.state].holds || order.closing === why) return null;
  return record(on, { type: 'closing-begun', why });
}

function giveBack(on: Recording, why: GivenBackReason): null {
  stopDecisionClock(on);
  for (const capture of keptCaptures(on.order)) giveBackRest(on, capture, why);
  return record(on, { type: 'given-back', why });
}
