// The cash desk at work: a cashier proposes by what is in the bank's books, a supervisor approves; refused refunds go out again.
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { SignedIn } from '../../bench/rig/people.ts';
import type { PatientClient } from '../patient-client.ts';
import type { BankControl } from './control.ts';

export interface CashDesk {
  readonly client: PatientClient;
  readonly bank: BankControl;
  readonly cashier: SignedIn;
  readonly supervisor: SignedIn;
}

const Item = z.object({
  orderNo: z.string(),
  version: z.int(),
  amountFen: z.int(),
  task: z.string(),
});
const Page = z.object({ items: z.array(Item) });
const Detail = z.object({
  captures: z.array(z.object({ pays: z.boolean() })),
  refunds: z.array(z.object({ refundNo: z.string(), state: z.string() })),
});

const BREAK_MS = 1_000;

/** Works until it is told to stop; how many tasks it has done. */
export async function workAt(desk: CashDesk, signal: AbortSignal): Promise<number> {
  let done = 0;
  while (!signal.aborted) {
    for (const item of await tasksOf(desk)) {
      await workOn(desk, item);
      done += 1;
    }
    await pause(BREAK_MS);
  }
  return done;
}

async function tasksOf({ client, cashier: { cookie } }: CashDesk) {
  const path = '/api/v1/payment-tasks?limit=50';
  return Page.parse(JSON.parse((await client.send({ method: 'GET', path, cookie })).text)).items;
}

/** Somebody else may have been quicker, or the bank: then the version is stale, and it is looked at again. */
async function workOn(desk: CashDesk, { orderNo, version, task }: z.output<typeof Item>): Promise<void> {
  const { client, bank, cashier, supervisor } = desk;
  const path = `/api/v1/payment-orders/${orderNo}`;
  const detail = Detail.parse(
    JSON.parse((await client.send({ method: 'GET', path: `${path}/desk`, cookie: cashier.cookie })).text),
  );
  const act = (by: SignedIn, what: string, body?: unknown) =>
    client.send({
      ...{ method: 'POST', path: `${path}/${what}`, cookie: by.cookie, version },
      ...(body !== undefined && { body }),
    });
  if (task === 'approve-verdict') return void (await act(supervisor, 'verdict/approval'));
  if (task === 'repeat-refund') {
    await bank.setFaults(orderNo, {});
    for (const { refundNo, state } of detail.refunds)
      if (state === 'failed') await act(cashier, `refunds/${refundNo}/repetition`);
    return;
  }
  await act(cashier, 'verdict', { outcome: outcomeFor(detail.captures), reason: '与支付机构账目核对' });
}

function outcomeFor(captures: readonly { readonly pays: boolean }[]): 'confirm' | 'refund' | 'release' {
  if (captures.some(({ pays }) => pays)) return 'confirm';
  return captures.length > 0 ? 'refund' : 'release';
}
