// A payment order as it is shown: to who pays, and with what the bank took to the cash desk.
import type { z } from 'zod';
import type { OrderHappening, StoredOrder } from '../../db/payments/orders.ts';
import { checkingOf } from '../../domain/payments/checking.ts';
import { findPayment, PAYMENT_STATES } from '../../domain/payments/payment-order.ts';
import { REFUND_REASONS, REFUND_STATES } from '../../domain/payments/refund-texts.ts';
import type { PaymentOrderView } from '../contract/payments.ts';

/** What its payer sees. */
export function orderView(of: StoredOrder): z.output<typeof PaymentOrderView> {
  const { order, lines, createdAt, paidAt, reconciledAt, applicationNumber, service } = of;
  const { orderNo, state, version, amountFen, channel, expiresAt, purpose, refunds } = order;
  const { zh, en, holds: isHeld } = PAYMENT_STATES[state];
  return {
    ...{ orderNo, applicationNumber, service, state, version, amountFen, channel },
    applicationId: purpose.applicationId,
    stateName: { zh, en },
    lines: [...lines],
    ...{ createdAt, expiresAt, paidAt, reconciledAt, isHeld },
    checking: checkingOf(order),
    refunds: refunds.map(({ refundNo, amountFen: fen, reason, state: at }) => ({
      ...{ refundNo, amountFen: fen, state: at },
      reason: REFUND_REASONS[reason],
      stateName: REFUND_STATES[at],
    })),
  };
}

/** What the queue of the cash desk shows of it. */
export function deskItem(of: StoredOrder) {
  return { ...orderView(of), task: of.task, taskDueAt: of.taskDueAt };
}

/** What the cash desk decides on. */
export function deskView(of: StoredOrder, events: readonly OrderHappening[]) {
  const { order } = of;
  const payment = findPayment(order)?.serial;
  return {
    ...deskItem(of),
    captures: order.captures.map((capture) => ({ ...capture, pays: capture.serial === payment })),
    proposed: order.proposed,
    events,
  };
}
