// One payer at work: orders a fine, pays it or not, waits for the end of the order, and tries again until it is paid.
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { HttpAnswer } from '../../bench/rig/http.ts';
import type { Chance } from '../../prisma/seed/chance.ts';
import type { PatientClient } from '../patient-client.ts';
import type { BankControl } from './control.ts';
import type { ReadyPayer } from './payers.ts';

export interface PayingWith {
  readonly client: PatientClient;
  readonly bank: BankControl;
  readonly chance: Chance;
}

const Created = z.object({ id: z.string() });
const Order = z.object({
  orderNo: z.string(),
  state: z.string(),
  isHeld: z.boolean(),
});
const Orders = z.object({ items: z.array(Order) });
const Refused = z.object({ code: z.string() });

const MOST_ORDERS = 10;
const PATIENCE_MS = 300_000;
const POLL_MS = 400;
const LOOK_AGAIN_MS = 1_500;
/** Of those who have ordered: do not pay at all, pay when it is too late, go back on it. */
const WHIMS = { leaves: 0.03, paysLate: 0.03, cancels: 0.03 } as const;

/** Pays one fine; the number of orders that it took. @throws Error when it is not paid after all */
export async function payFine(on: PayingWith, payer: ReadyPayer, decisionNo: string): Promise<number> {
  for (let tries = 1; tries <= MOST_ORDERS; tries += 1) {
    const ordered = await orderedSoon(on, payer, decisionNo);
    if (ordered === 'paid-already') return tries - 1;
    const { orderNo } = ordered;
    await payOrNot(on, payer, orderNo, tries === 1);
    const state = await endOf(on, payer, orderNo);
    if (state === 'reconciled' || state === 'confirmed') return tries;
  }
  throw new Error(`${decisionNo} is not paid after ${MOST_ORDERS} orders`);
}

/** Something of the payer may be in doubt: nothing more is taken until that is explained. */
async function orderedSoon(on: PayingWith, payer: ReadyPayer, decisionNo: string) {
  const limit = Date.now() + PATIENCE_MS;
  for (;;) {
    const ordered = await orderFine(on, payer, decisionNo);
    if (ordered !== 'not-now') return ordered;
    if (Date.now() > limit) throw new Error(`${decisionNo} cannot be ordered in ${PATIENCE_MS / 1000} s`);
    await pause(LOOK_AGAIN_MS);
  }
}

/** The order, if one can be had now. */
async function orderFine(
  { client }: PayingWith,
  { cookie }: ReadyPayer,
  decisionNo: string,
): Promise<{ readonly orderNo: string } | 'paid-already' | 'not-now'> {
  const body = { service: 'fine-payment', form: { decisionNos: [decisionNo] } };
  const answer = await client.send({ method: 'POST', path: '/api/v1/applications', body, cookie });
  if (answer.status !== 201) return codeOf(answer) === 'fine-paid' ? 'paid-already' : 'not-now';
  const { id } = Created.parse(JSON.parse(answer.text));
  const path = `/api/v1/payment-orders?applicationId=${id}`;
  const orders = await client.send({ method: 'GET', path, cookie });
  return Orders.parse(JSON.parse(orders.text)).items[0] ?? 'not-now';
}

async function payOrNot(
  on: PayingWith,
  { cookie }: ReadyPayer,
  orderNo: string,
  isFirst: boolean,
): Promise<void> {
  const { client, bank, chance } = on;
  const whim = isFirst ? chance.next() : 1;
  const channel = chance.next() < 0.5 ? 'wechat' : 'alipay';
  const path = `/api/v1/payment-orders/${orderNo}`;
  await client.send({ method: 'POST', path: `${path}/start`, body: { channel }, cookie });
  if (whim < WHIMS.leaves) return;
  if (whim < WHIMS.leaves + WHIMS.cancels) {
    await client.send({ method: 'POST', path: `${path}/cancel`, cookie });
    return;
  }
  const isLate = whim < WHIMS.leaves + WHIMS.cancels + WHIMS.paysLate;
  if (isLate) await endOf(on, { cookie, accountId: '', decisionNos: [] }, orderNo);
  await bank.pay(orderNo);
}

/** Waits until nothing of the order is open any more; its state then. */
async function endOf({ client }: PayingWith, { cookie }: ReadyPayer, orderNo: string): Promise<string> {
  for (;;) {
    const path = `/api/v1/payment-orders/${orderNo}`;
    const { state, isHeld } = Order.parse(
      JSON.parse((await client.send({ method: 'GET', path, cookie })).text),
    );
    if (!isHeld) return state;
    await pause(POLL_MS);
  }
}

function codeOf({ text }: HttpAnswer): string {
  return Refused.parse(JSON.parse(text)).code;
}
