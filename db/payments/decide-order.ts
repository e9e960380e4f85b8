// The one writer of payment orders, for routes and activities alike.
import type { Transaction } from '../client.ts';
import { decideWithin } from '../decide.ts';
import type { Deciding } from '../deciding.ts';
import type { DecideRequest } from '../decision.ts';
import { transact } from '../transact.ts';
import { decideLocked, type OrderRequested, type PaymentOutcome, tickLocked } from './order-decision.ts';

/** Decides a command on an order and records what follows. A refusal is an answer, not an error. */
export async function decideOrder(deps: Deciding, request: OrderRequested): Promise<PaymentOutcome> {
  return transact(deps.db, (tx) => decideOrderWithin(deps, tx, request));
}

/** The same within a transaction. */
export async function decideOrderWithin(
  deps: Deciding,
  tx: Transaction,
  request: OrderRequested,
): Promise<PaymentOutcome> {
  return decideLocked(writingOf(deps, tx), request);
}

/** Lets time decide on an order: records what is due. */
export async function tickOrder(deps: Deciding, orderNo: string): Promise<PaymentOutcome> {
  return transact(deps.db, (tx) => tickLocked(writingOf(deps, tx), orderNo));
}

function writingOf(deps: Deciding, tx: Transaction) {
  const decideAlso = (request: DecideRequest) => decideWithin(deps, tx, request);
  return { deps, tx, decideAlso };
}
