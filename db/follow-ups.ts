// What a decision's events bring about in other tables, in its own transaction: each file knows its own events.
import type { Refusal } from '../domain/refusals.ts';
import type { Transaction } from './client.ts';
import { cancelWithSubmission } from './exam-cancelling.ts';
import type { FollowedDecision, FollowUp } from './follow-up.ts';
import { registerParcels } from './parcels.ts';
import { orderPayment } from './payments/order-for-application.ts';
import { endProxy } from './pickup-proxies.ts';
import { holdPlaces } from './places.ts';
import { followPreselection } from './preselection.ts';
import { penaliseWithSubmission } from './violations/handling.ts';

const FOLLOW_UPS: readonly FollowUp[] = [
  registerParcels,
  endProxy,
  holdPlaces,
  cancelWithSubmission,
  penaliseWithSubmission,
  followPreselection,
  orderPayment,
];

/** Lets everything follow that has to; the first refusal, or null. */
export async function followUp(tx: Transaction, decision: FollowedDecision): Promise<Refusal | null> {
  if (decision.events.length === 0) return null;
  for (const follow of FOLLOW_UPS) {
    const refusal = await follow(tx, decision);
    if (refusal) return refusal;
  }
  return null;
}
