// 特别提示 2: while a payment is in doubt nothing it may pay for is handled or paid anywhere else.
import { PAYMENT_STATES, type PaymentState } from '../../domain/payments/payment-order.ts';
import type { Database, Transaction } from '../client.ts';
import { stored } from '../json.ts';

const IN_DOUBT: readonly PaymentState[] = ['unreconciled', 'exception'];
const STATES = Object.keys(PAYMENT_STATES) as readonly PaymentState[];
/** States in which what is paid for is locked. */
export const HOLDING_STATES: readonly PaymentState[] = STATES.filter((state) => PAYMENT_STATES[state].holds);

/** Whether the payer, or anybody for the vehicle, has a payment that nothing has explained yet (violations.md §2 row 14). */
export async function hasUnreconciledPayment(
  tx: Transaction,
  { payerId, vehicleId }: { readonly payerId: string; readonly vehicleId: string | null },
): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM payment_order o
    WHERE o.state = ANY(${IN_DOUBT}) AND (o.payer_id = ${payerId}::uuid OR EXISTS (
      SELECT 1 FROM payment_line l
      JOIN penalty_decision d USING (decision_no)
      JOIN surveillance_record r USING (record_no)
      WHERE l.order_no = o.order_no AND r.vehicle_id = ${vehicleId}::uuid))
    LIMIT 1`;
  return rows.length > 0;
}

export interface HoldingOrder {
  readonly orderNo: string;
  readonly state: PaymentState;
}

/** The order that may still pay a decision; undefined while none may. */
export async function findHoldingOrder(
  tx: Database | Transaction,
  decisionNo: string,
): Promise<HoldingOrder | undefined> {
  const row = await tx.paymentOrder.findFirst({
    where: { state: { in: [...HOLDING_STATES] }, lines: { some: { decisionNo } } },
    select: { orderNo: true, state: true },
  });
  return row === null ? undefined : { orderNo: row.orderNo, state: stored<PaymentState>(row.state) };
}
