// decide(order, command) → events and, if refused, why. In doubt an order is held: only a definite answer or two persons end it.
import { addMinutes } from '../calendar/local-date.ts';
import type { Refusal } from '../refusals.ts';
import { letGo, letGoDecision, recordCapture } from './captures.ts';
import type { OrderRequest, PaymentCommand, PaymentContext } from './commands.ts';
import type { PaymentEvent } from './events.ts';
import { foldPayment } from './evolve.ts';
import { except, stopDecisionClock } from './exception.ts';
import { type Capture, findPayment, PAYMENT_STATES, type PaymentOrder } from './payment-order.ts';
import { type CommandOf, type Recording, record, recording } from './recording.ts';
import { recordRefund, repeatRefund } from './refunds.ts';
import { askAfterMinutes } from './settings.ts';
import { settle } from './settle.ts';
import { approveVerdict, proposeVerdict, rejectVerdict } from './verdicts.ts';

/** Events to store in any case: time may have moved the order on even where the command itself is refused. */
export interface PaymentDecision {
  readonly order: PaymentOrder;
  readonly events: readonly PaymentEvent[];
  readonly refusal: Refusal | null;
}

/** Writes an order over whole fen above nothing, which lives thirty minutes. */
export function createOrder(request: OrderRequest, context: PaymentContext): PaymentDecision {
  const on = recording(foldPayment([]), context);
  if (!Number.isSafeInteger(request.amountFen) || request.amountFen <= 0)
    return answer(on, { code: 'amount-invalid' });
  const { now, settings } = context;
  record(on, { type: 'order-created', ...request, expiresAt: addMinutes(now, settings.orderMinutes) });
  return answer(on, null);
}

/** Takes the command on the order as time has left it. */
export function decidePayment(
  order: PaymentOrder,
  command: PaymentCommand,
  context: PaymentContext,
): PaymentDecision {
  const on = recording(order, context);
  settle(on);
  return answer(on, perform(on, command));
}

/** Lets time alone decide. */
export function tickPayment(order: PaymentOrder, context: PaymentContext): PaymentDecision {
  const on = recording(order, context);
  settle(on);
  return answer(on, null);
}

const answer = ({ order, events }: Recording, refusal: Refusal | null): PaymentDecision => ({
  ...{ order, events, refusal },
});

function perform(on: Recording, command: PaymentCommand): Refusal | null {
  switch (command.action) {
    case 'start-paying':
      return startPaying(on, command);
    case 'cancel':
      return cancel(on);
    case 'record-capture':
      return recordCapture(on, command.capture);
    case 'record-closed':
      return recordClosed(on, command);
    case 'record-silence':
      return recordSilence(on);
    case 'record-confirmation':
      return recordConfirmation(on);
    case 'match-statement':
      return matchStatement(on, command.line);
    case 'record-paid-elsewhere':
      return letGoDecision(on, command, 'paid-elsewhere');
    case 'record-decision-withdrawn':
      return letGoDecision(on, command, 'decision-withdrawn');
    case 'withdraw':
      return letGo(on, 'application-withdrawn');
    case 'propose-verdict':
      return proposeVerdict(on, command);
    case 'approve-verdict':
      return approveVerdict(on);
    case 'reject-verdict':
      return rejectVerdict(on);
    case 'record-refund':
      return recordRefund(on, command);
    case 'repeat-refund':
      return repeatRefund(on, command);
  }
}

function startPaying(on: Recording, { channel }: CommandOf<'start-paying'>): Refusal | null {
  const { state, closing, channel: chosen } = on.order;
  if (state === 'created') {
    const { now, settings } = on.context;
    const answerBy = addMinutes(now, settings.reconcileMinutes);
    const askAt = addMinutes(now, settings.askMinutes);
    return record(on, { type: 'payment-started', channel, answerBy, askAt });
  }
  if (state !== 'paying') return notOpen(on.order);
  if (closing !== null) return { code: 'payment-closing' };
  // The same page in another tab.
  return chosen === channel ? null : { code: 'payment-channel-fixed', pointer: '/channel' };
}

/** The payer goes back on it. What the bank may have taken already is found out first. */
function cancel(on: Recording): Refusal | null {
  const { state, closing } = on.order;
  if (state === 'created') return record(on, { type: 'cancelled' });
  if (state !== 'paying') return notOpen(on.order);
  return closing === null ? record(on, { type: 'closing-begun', why: 'cancelled' }) : null;
}

function notOpen(order: PaymentOrder): Refusal {
  if (PAYMENT_STATES[order.state].isFinal) return { code: 'payment-order-closed' };
  return { code: order.state === 'paid' ? 'payment-order-paid' : 'payment-in-doubt' };
}

/** The bank will take nothing for it any more; of an order that it has taken money for it cannot be true. */
function recordClosed(on: Recording, { how }: CommandOf<'record-closed'>): null {
  const { state, closing, captures } = on.order;
  if (!PAYMENT_STATES[state].holds || captures.length > 0) return null;
  stopDecisionClock(on);
  if (how === 'refused' || closing === null) return record(on, { type: 'failed' });
  return record(on, { type: closing === 'expired' ? 'expired' : 'cancelled' });
}

function recordSilence(on: Recording): null {
  const { state, isAskDue, asked } = on.order;
  if (!isAskDue) return null;
  const { now, settings } = on.context;
  const minutes = askAfterMinutes(settings, asked + 1, state !== 'paying');
  return record(on, { type: 'bank-silent', askAt: addMinutes(now, minutes) });
}

function recordConfirmation(on: Recording): Refusal | null {
  const { state } = on.order;
  if (state === 'reconciled' || state === 'confirmed') return null;
  const isAwaited = state === 'paid' || state === 'unreconciled';
  if (!isAwaited || !findPayment(on.order)) return { code: 'payment-not-captured' };
  return record(on, { type: 'reconciled', by: 'register' });
}

/** The statement of the day names what was really taken. */
function matchStatement(on: Recording, line: Capture | null): null {
  if (line === null) return missInStatement(on);
  const known = on.order.captures.find(({ serial }) => serial === line.serial);
  if (known && known.amountFen !== line.amountFen) return except(on, 'statement-differs');
  recordCapture(on, line);
  const { state } = on.order;
  // A line that comes a day late explains an exception as well.
  const isAwaited = state === 'paid' || state === 'unreconciled' || state === 'exception';
  if (!isAwaited || findPayment(on.order)?.serial !== line.serial) return null;
  stopDecisionClock(on);
  return record(on, { type: 'reconciled', by: 'statement' });
}

function missInStatement(on: Recording): null {
  const { state } = on.order;
  return state === 'paid' || state === 'unreconciled' ? except(on, 'not-in-statement') : null;
}
