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
import { type Recording, record } from './recording.ts';
import { askRefund } from './refunds.ts';
import { RECONCILE_MINUTES } from './settings.ts';

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
  record(on, { type: 'captured', capture, answerBy: addMinutes(on.context.now, RECONCILE_MINUTES) });
  for (const other of others) askRefund(on, other, 'wrong-amount');
  return null;
}

function giveBackExtra(on: Recording, capture: Capture): null {
  const reason = findPayment(on.order) ? 'double-payment' : 'paid-after-close';
  record(on, { type: 'overpaid', capture });
  return askRefund(on, capture, reason);
}

function isUnwelcome(closing: PaymentOrder['closing']): closing is GivenBackReason {
  return closing === 'paid-elsewhere' || closing === 'application-withdrawn';
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
  for (const capture of keptCaptures(on.order)) askRefund(on, capture, why);
  return record(on, { type: 'given-back', why });
}
