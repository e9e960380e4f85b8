// evolve(order, event) → the order after it; the only way an order changes.
import type { PaymentEvent } from './events.ts';
import type { PaymentOrder, PaymentState, Refund } from './payment-order.ts';

const NOTHING: PaymentOrder = {
  orderNo: '',
  payerId: '',
  office: '',
  purpose: { kind: 'fee', applicationId: '' },
  amountFen: 0,
  state: 'none',
  since: null,
  version: 0,
  channel: null,
  expiresAt: null,
  answerBy: null,
  askAt: null,
  asked: 0,
  isAskDue: false,
  closing: null,
  captures: [],
  refunds: [],
  proposed: null,
  decisionClock: null,
};

/** The order after all its events. */
export function foldPayment(events: readonly PaymentEvent[]): PaymentOrder {
  return events.reduce(evolvePayment, NOTHING);
}

/** The order after one more event. */
export function evolvePayment(order: PaymentOrder, event: PaymentEvent): PaymentOrder {
  const after = applied(order, event);
  return { ...after, version: event.seq, since: after.state === order.state ? order.since : event.at };
}

function applied(order: PaymentOrder, event: PaymentEvent): PaymentOrder {
  switch (event.type) {
    case 'order-created': {
      const { orderNo, payerId, office, purpose, amountFen, expiresAt } = event;
      return { ...order, orderNo, payerId, office, purpose, amountFen, expiresAt, state: 'created' };
    }
    case 'payment-started': {
      const { channel, answerBy, askAt } = event;
      return { ...order, channel, answerBy, askAt, state: 'paying' };
    }
    case 'ask-due':
      return { ...order, isAskDue: true, askAt: null };
    case 'bank-silent':
      return { ...order, isAskDue: false, asked: order.asked + 1, askAt: event.askAt };
    case 'closing-begun':
      return { ...order, closing: event.why, isAskDue: true, askAt: null };
    case 'captured':
      return {
        ...settled(order, 'paid'),
        captures: [...order.captures, event.capture],
        answerBy: event.answerBy,
      };
    case 'overpaid':
      return { ...order, captures: [...order.captures, event.capture] };
    case 'expired':
    case 'cancelled':
    case 'failed':
      return settled(order, event.type);
    case 'unreconciled':
      return { ...order, state: 'unreconciled', answerBy: null, asked: 0 };
    case 'reconciled':
      return settled(order, 'reconciled');
    case 'exceptional':
      return { ...order, state: 'exception', answerBy: null };
    case 'refund-asked':
      return { ...order, refunds: [...order.refunds, event.refund] };
    case 'refund-accepted':
      return withRefund(order, event.refundNo, 'accepted');
    case 'refund-done':
      return withRefund(order, event.refundNo, 'done');
    case 'refund-failed':
      return withRefund(order, event.refundNo, 'failed');
    case 'verdict-proposed':
      return { ...order, proposed: event.verdict };
    case 'verdict-rejected':
      return { ...order, proposed: null };
    case 'verdict-given':
      return settled(order, VERDICT_STATES[event.outcome]);
    case 'given-back':
      return settled(order, 'refunded');
    case 'decision-clock-started':
    case 'decision-clock-stopped':
    case 'rung-raised':
      return { ...order, decisionClock: event.clock };
  }
}

const VERDICT_STATES = {
  confirm: 'confirmed',
  refund: 'refunded',
  release: 'failed',
} as const satisfies Readonly<Record<string, PaymentState>>;

/** Nothing more is asked of the bank, and nothing is proposed any more. */
function settled(order: PaymentOrder, state: PaymentState): PaymentOrder {
  return {
    ...order,
    state,
    ...{ answerBy: null, askAt: null, isAskDue: false, asked: 0, proposed: null },
  };
}

function withRefund(order: PaymentOrder, refundNo: string, state: Refund['state']): PaymentOrder {
  const refunds = order.refunds.map((refund) =>
    refund.refundNo === refundNo ? { ...refund, state } : refund,
  );
  return { ...order, refunds };
}
