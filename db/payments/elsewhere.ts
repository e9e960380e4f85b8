// What happens at a window or on another platform to a decision that is being paid here (特别提示 3).
import type { PaymentActor, PaymentCommand } from '../../domain/payments/commands.ts';
import type { Refusal } from '../../domain/refusals.ts';
import type { Transaction } from '../client.ts';
import type { Deciding } from '../deciding.ts';
import { decideOrderWithin } from './decide-order.ts';
import { findHoldingOrder } from './in-doubt.ts';

const SYNC: PaymentActor = { id: 'violation-sync', role: 'system' };

interface OrderOver {
  readonly orderNo: string;
  readonly partFen: number;
}

/** The decision was paid elsewhere: what was or is being paid for it here goes back, so that it is paid once. */
export async function tellPaidElsewhere(deps: Deciding, tx: Transaction, decisionNo: string): Promise<void> {
  for (const { orderNo, partFen: amountFen } of await ordersOver(tx, decisionNo)) {
    await tell(deps, tx, orderNo, { action: 'record-paid-elsewhere', decisionNo, amountFen });
  }
}

/** The decision no longer stands. Nobody takes back what may be being paid at this moment; what was paid goes back. */
export async function tellDecisionWithdrawn(
  deps: Deciding,
  tx: Transaction,
  decisionNo: string,
): Promise<Refusal | null> {
  const holding = await findHoldingOrder(tx, decisionNo);
  if (holding && holding.state !== 'created') return { code: 'payment-in-doubt' };
  for (const { orderNo, partFen: amountFen } of await ordersOver(tx, decisionNo)) {
    await tell(deps, tx, orderNo, { action: 'record-decision-withdrawn', decisionNo, amountFen });
  }
  return null;
}

/** The order that claims the decision, live or paid, with the part of its amount that the decision is. */
async function ordersOver(tx: Transaction, decisionNo: string): Promise<readonly OrderOver[]> {
  const lines = await tx.paymentLine.findMany({
    where: { decisionNo, claims: true },
    select: { orderNo: true, amountFen: true, lateFeeFen: true },
  });
  return lines.map(({ orderNo, amountFen, lateFeeFen }) => ({ orderNo, partFen: amountFen + lateFeeFen }));
}

async function tell(
  deps: Deciding,
  tx: Transaction,
  orderNo: string,
  command: PaymentCommand,
): Promise<void> {
  const { refusal } = await decideOrderWithin(deps, tx, { orderNo, command, actor: SYNC });
  if (refusal) throw new Error(`order ${orderNo} refused to let go with ${refusal.code}`);
}
