// Drift of payments: an open order has exactly one running workflow, at the order's version.
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Database } from '../db/client.ts';
import { eachOpenOrder, findOpenOrders, type OrderStanding, pokeOrders } from '../db/payments/standing.ts';
import { PROGRESS_QUERY, paymentWorkflowId } from '../workflows/contract.ts';
import type { PaymentProgress } from '../workflows/payment-messages.ts';
import { inParallel } from './in-parallel.ts';

const AT_ONCE = 16;
const CALL_TIMEOUT_MS = 5_000;
const LOOK_AGAIN_MS = 500;

/** Open orders that no workflow carries at their version for longer than a grace time. */
export async function findPaymentDrift(
  db: Database,
  client: Client,
  graceMs: number,
): Promise<readonly string[]> {
  const suspects: string[] = [];
  for await (const orders of eachOpenOrder(db)) suspects.push(...(await behind(client, orders)));
  if (suspects.length === 0) return [];
  await pause(graceMs);
  return behind(client, await findOpenOrders(db, suspects));
}

/** Pokes what has drifted, or every open order, and waits until all of it is carried on; answers with what is not. */
export async function carryPaymentsOn(
  db: Database,
  client: Client,
  {
    all,
    graceMs,
    timeoutMs,
  }: { readonly all: boolean; readonly graceMs: number; readonly timeoutMs: number },
): Promise<{ readonly poked: number; readonly left: readonly string[] }> {
  const orderNos = all ? await listOpen(db) : await findPaymentDrift(db, client, graceMs);
  await pokeOrders(db, orderNos);
  const until = Date.now() + timeoutMs;
  let left = orderNos;
  while (left.length > 0 && Date.now() < until) {
    left = await behind(client, await findOpenOrders(db, left));
    if (left.length > 0) await pause(LOOK_AGAIN_MS);
  }
  return { poked: orderNos.length, left };
}

async function listOpen(db: Database): Promise<readonly string[]> {
  const orderNos: string[] = [];
  for await (const orders of eachOpenOrder(db)) orderNos.push(...orders.map(({ orderNo }) => orderNo));
  return orderNos;
}

async function behind(client: Client, orders: readonly OrderStanding[]): Promise<readonly string[]> {
  const looked = await inParallel(orders, AT_ONCE, async ({ orderNo, version }) =>
    (await seenBy(client, orderNo)) >= version ? [] : [orderNo],
  );
  return looked.flat();
}

/** What the running workflow of an order has seen; nothing where none runs or answers. */
async function seenBy(client: Client, orderNo: string): Promise<number> {
  const handle = client.workflow.getHandle(paymentWorkflowId(orderNo));
  try {
    return await client.withDeadline(Date.now() + CALL_TIMEOUT_MS, async () => {
      const { status } = await handle.describe();
      if (status.name !== 'RUNNING') return 0;
      return (await handle.query<PaymentProgress>(PROGRESS_QUERY)).seq;
    });
  } catch {
    // Not there, or nobody answers for it: not carried either way.
    return 0;
  }
}
