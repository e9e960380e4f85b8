// A decision on a payment order in the making.
import type { PaymentCommand, PaymentContext } from './commands.ts';
import type { PaymentEvent, PaymentEventBody } from './events.ts';
import { evolvePayment } from './evolve.ts';
import type { PaymentOrder } from './payment-order.ts';

export interface Recording {
  order: PaymentOrder;
  readonly events: PaymentEvent[];
  readonly context: PaymentContext;
}

export type CommandOf<A extends PaymentCommand['action']> = Extract<PaymentCommand, { readonly action: A }>;

/** Begins a decision on an order as it stands. */
export function recording(order: PaymentOrder, context: PaymentContext): Recording {
  return { order, events: [], context };
}

/** Adds one event and moves the order on. */
export function record(on: Recording, body: PaymentEventBody): null {
  const { now: at, actor } = on.context;
  const event: PaymentEvent = { ...body, seq: on.order.version + 1, at, actor };
  on.events.push(event);
  on.order = evolvePayment(on.order, event);
  return null;
}
