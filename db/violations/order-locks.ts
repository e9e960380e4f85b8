// The first and the last lock of whoever decides on a record from outside: orders come before records, decisions after all others.
import type { Transaction } from '../client.ts';

/** Locks the orders that pay, or have paid, decisions on a record. */
export async function lockOrdersOver(tx: Transaction, recordNo: string): Promise<void> {
  await tx.$executeRaw`
    SELECT 1 FROM payment_order WHERE order_no IN (
      SELECT l.order_no FROM payment_line l JOIN penalty_decision d USING (decision_no)
      WHERE d.record_no = ${recordNo} AND l.claims)
    ORDER BY order_no FOR UPDATE`;
}

/** An order over the decision that is being made at this moment is waited for: then it can be seen. */
export async function lockDecision(tx: Transaction, decisionNo: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM penalty_decision WHERE decision_no = ${decisionNo} FOR UPDATE`;
}
