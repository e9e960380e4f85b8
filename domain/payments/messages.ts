// What the payer is told of a payment, and when.
import type { MessageTemplate } from '../application/messages.ts';
import type { PaymentEvent } from './events.ts';

/** The message an event of an order brings about; null where nothing need be said. */
export function messageOfPayment(event: PaymentEvent): MessageTemplate | null {
  switch (event.type) {
    case 'reconciled':
      return 'payment-completed';
    case 'verdict-given':
      return VERDICT_MESSAGES[event.outcome];
    case 'unreconciled':
      return 'payment-unreconciled';
    case 'exceptional':
      return 'payment-exceptional';
    case 'expired':
    case 'failed':
      return 'payment-not-made';
    case 'refund-asked':
      return 'payment-refunding';
    case 'refund-done':
      return 'payment-refunded';
    default:
      return null;
  }
}

/** A refund says by itself that it is on its way. */
const VERDICT_MESSAGES = {
  confirm: 'payment-completed',
  refund: null,
  release: 'payment-not-made',
} as const satisfies Readonly<Record<string, MessageTemplate | null>>;
