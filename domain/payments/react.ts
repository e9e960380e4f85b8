// react(order) → what the workflow of a payment has to do next, and the one alarm it keeps.
import type { Instant } from '../calendar/local-date.ts';
import { nextRungAt } from '../promises/rungs.ts';
import {
  findPayment,
  isRefunding,
  PAYMENT_STATES,
  type PaymentOrder,
  type PaymentState,
} from './payment-order.ts';

export type PaymentEffect = 'ask-bank' | 'close-at-bank' | 'confirm-register' | 'send-refunds';

export interface PaymentReaction {
  readonly seq: number;
  readonly state: PaymentState;
  /** Whether the order still needs its workflow. */
  readonly open: boolean;
  readonly effects: readonly PaymentEffect[];
  readonly alarmAt: Instant | null;
}

/** What has to happen next, by the order alone. */
export function reactToPayment(order: PaymentOrder): PaymentReaction {
  return {
    seq: order.version,
    state: order.state,
    open: !PAYMENT_STATES[order.state].isFinal || isRefunding(order),
    effects: effectsOf(order),
    alarmAt: alarmOf(order),
  };
}

function effectsOf(order: PaymentOrder): readonly PaymentEffect[] {
  const effects: PaymentEffect[] = [];
  if (order.isAskDue) effects.push(order.closing !== null ? 'close-at-bank' : 'ask-bank');
  const isWaitedFor = order.state === 'paid' || order.state === 'unreconciled';
  if (isWaitedFor && findPayment(order)) effects.push('confirm-register');
  if (isRefunding(order)) effects.push('send-refunds');
  return effects;
}

function alarmOf({
  state,
  expiresAt,
  answerBy,
  askAt,
  closing,
  decisionClock,
}: PaymentOrder): Instant | null {
  const ends = state === 'created' || (state === 'paying' && closing === null) ? expiresAt : null;
  const rung = decisionClock && nextRungAt(decisionClock);
  const instants = [ends, answerBy, askAt, rung].filter((at): at is Instant => at !== null);
  return instants.sort()[0] ?? null;
}

export type PaymentTask = 'decide-exception' | 'approve-verdict' | 'repeat-refund';

/** The task that waits for a person; null while none does. */
export function paymentTaskOf({ state, proposed, refunds }: PaymentOrder): PaymentTask | null {
  if (state === 'exception') return proposed === null ? 'decide-exception' : 'approve-verdict';
  const last = new Map(refunds.map(({ serial, part, state: at }) => [`${serial}/${part}`, at]));
  return [...last.values()].includes('failed') ? 'repeat-refund' : null;
}
