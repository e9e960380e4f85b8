// A fine is paid: decision, record, points and vehicle learn of it together.
import { type Instant, localDateOf } from '../../domain/calendar/local-date.ts';
import type { Transaction } from '../client.ts';
import { recomputeUnhandled } from './statuses.ts';

export interface Paid {
  readonly by: 'platform' | 'window' | 'other-internet';
  readonly at: Instant;
}

/** Marks unpaid decisions as paid. @throws where one of them is not unpaid: it is paid once (I1) */
export async function markPaid(
  tx: Transaction,
  decisionNos: readonly string[],
  { by, at }: Paid,
): Promise<void> {
  const nos = [...decisionNos];
  const { count } = await tx.penaltyDecision.updateMany({
    where: { decisionNo: { in: nos }, state: 'unpaid' },
    data: { state: 'paid', paidAt: at, paidBy: by },
  });
  if (count !== nos.length)
    throw new Error(`${nos.length - count} of ${nos.length} decisions are not unpaid`);
  await tx.pointEntry.updateMany({
    where: { decisionNo: { in: nos } },
    data: { finePaidOn: new Date(localDateOf(at)) },
  });
  const paid = { decisions: { some: { decisionNo: { in: nos } } } };
  await tx.surveillanceRecord.updateMany({
    where: paid,
    data: { state: 'paid', lockBy: null, lockHolder: null, lockSince: null },
  });
  const vehicles = await tx.surveillanceRecord.findMany({ where: paid, select: { vehicleId: true } });
  for (const vehicleId of new Set(vehicles.map((row) => row.vehicleId)))
    await recomputeUnhandled(tx, vehicleId);
}
