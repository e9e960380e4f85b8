// The daily statement with real banks' bills and days that pass in moments: late bills, missed days, workers that die half-way.
import { decideOrder } from '../../db/payments/decide-order.ts';
import { importStatement } from '../../db/statements/import.ts';
import {
  addDays,
  addMinutes,
  instantAt,
  type LocalDate,
  localDateOf,
} from '../../domain/calendar/local-date.ts';
import type { PaymentChannel } from '../../domain/payments/payment-order.ts';
import type { FaultRequest } from '../../sandbox/gateway/messages.ts';
import { SCHEDULES } from '../../worker/schedules.ts';
import { TASK_QUEUE } from '../../workflows/contract.ts';
import { eventually } from '../harness/eventually.ts';
import { getStored, newFine, newPayer, type OrderedFine, orderFines } from '../harness/payments.ts';
import { openStage, type Stage } from '../harness/stage.ts';

let stage: Stage;
let isRegisterAway = false;
let runs = 0;

beforeAll(async () => {
  stage = await openStage({
    register: {
      enterPayment: async () => {
        if (isRegisterAway) throw new Error('the violation system is away');
      },
    },
  });
});
afterAll(() => stage?.stop());
beforeEach(() => {
  isRegisterAway = false;
});

/** Starts a run as the schedule does. */
async function start(on: LocalDate | null = null) {
  runs += 1;
  return stage.env.client.workflow.start('statementWorkflow', {
    ...{ taskQueue: TASK_QUEUE, workflowId: `statement-${runs}` },
    args: on === null ? [] : [on],
  });
}

type Run = Awaited<ReturnType<typeof start>>;

/** Lets the time pass that a run waits for, a little at once: the server may skip far ahead of an activity tried again. */
async function ends(run: Run): Promise<void> {
  for (let tenMinutes = 0; tenMinutes < 60; tenMinutes += 1) {
    if ((await run.describe()).status.name === 'COMPLETED') return;
    await stage.sleepUntil(addMinutes(await stage.now(), 10));
  }
  throw new Error('the run does not end');
}

async function goThrough(on: LocalDate | null = null): Promise<void> {
  await ends(await start(on));
}

const today = async () => localDateOf(await stage.now());

/** Eight in the morning of the next day. */
async function nextMorning(): Promise<LocalDate> {
  const day = await today();
  await stage.sleepUntil(instantAt(addDays(day, 1), '08:00'));
  return day;
}

/** An order opened with a bank and paid there, whatever we hear of it. */
async function paidAtBank(
  faults: FaultRequest = {},
  channel: PaymentChannel = 'wechat',
): Promise<OrderedFine> {
  await stage.nextWorkday('09:00');
  const payer = await newPayer(stage.deciding);
  const on = await orderFines(stage.deciding, payer, [await newFine(stage.deciding, payer)]);
  stage.gateway.setFaults(on.orderNo, faults);
  const actor = { id: payer.accountId, role: 'payer' } as const;
  const command = { action: 'start-paying', channel } as const;
  await decideOrder(stage.deciding, { orderNo: on.orderNo, actor, command });
  const { order } = await getStored(stage.deciding, on.orderNo);
  if (order.expiresAt === null) throw new Error('an order ends');
  const { orderNo, amountFen, expiresAt } = order;
  await stage.gateways[channel].open({ orderNo, amountFen, expiresAt, title: '交通违法罚款' });
  await stage.gateway.pay(orderNo);
  return on;
}

const orderOf = async ({ orderNo }: OrderedFine) => (await getStored(stage.deciding, orderNo)).order;

async function reaches(on: OrderedFine, state: string): Promise<void> {
  await eventually(`${on.orderNo} is ${state}`, async () => (await orderOf(on)).state === state);
}

const days = async (of: object = {}) => {
  const rows = await stage.db.statementDay.findMany({
    where: of,
    orderBy: [{ on: 'asc' }, { channel: 'asc' }],
  });
  return rows.map(({ channel, on, settledAt }) => ({
    ...{ channel, on: on.toISOString().slice(0, 10), isSettled: settledAt !== null },
  }));
};

test('runs every morning at eight, also when one is still waiting', () => {
  expect(SCHEDULES.find(({ id }) => id === 'statement')).toMatchObject({
    ...{ workflow: 'statementWorkflow', when: { daily: { hour: 8, minute: 0 } } },
    ...{ overlap: 'BUFFER_ONE', catchUp: '7 days' },
  });
});

test('a paid order that the register has not confirmed is confirmed by the bill of its day', async () => {
  isRegisterAway = true;
  const on = await paidAtBank();
  await reaches(on, 'paid');
  const day = await nextMorning();
  await goThrough();
  await reaches(on, 'reconciled');
  const of = { on: new Date(day) };
  expect(await days(of)).toEqual([
    { channel: 'alipay', on: day, isSettled: true },
    { channel: 'wechat', on: day, isSettled: true },
  ]);
  const { orderNo } = on;
  expect(await stage.db.statementLine.findMany({ where: { orderNo } })).toMatchObject([{ match: 'matched' }]);
  expect(await stage.db.statementDay.findFirst({ where: { ...of, channel: 'wechat' } })).toMatchObject({
    ...{ paidCount: 1, ourPaidCount: 1, refundedCount: 0, ourRefundedCount: 0 },
  });
});

test('a bill that is not made before ten is waited for', async () => {
  const day = await nextMorning();
  const of = { on: new Date(day) };
  const run = await start();
  await stage.sleepUntil(instantAt(addDays(day, 1), '09:30'));
  expect(await days(of)).toEqual([]);
  await ends(run);
  const [fetched] = await stage.db.statementDay.findMany({ where: of });
  expect(fetched?.fetchedAt.getTime()).toBeGreaterThanOrEqual(
    Date.parse(instantAt(addDays(day, 1), '10:00')),
  );
});

test('charged twice, and paid after the end: what the order did not hear of goes back', async () => {
  const twice = await paidAtBank({ isChargedTwice: true });
  await reaches(twice, 'reconciled');
  await nextMorning();
  await goThrough();
  await eventually('the second payment is back', async () => {
    const { refunds } = await orderOf(twice);
    return refunds.length === 1 && refunds[0]?.state === 'done';
  });
  await nextMorning();
  await goThrough();
  const { orderNo } = twice;
  const found = await stage.db.statementDifference.findMany({ where: { orderNo } });
  expect(found.filter(({ state }) => state !== 'resolved')).toEqual([]);
});

test('three days missed are caught up with, oldest first, each once', async () => {
  const paid: OrderedFine[] = [];
  for (let day = 0; day < 3; day += 1) paid.push(await paidAtBank({}, day === 1 ? 'alipay' : 'wechat'));
  const from = (await getStored(stage.deciding, paid[0]?.orderNo ?? '')).createdAt;
  const until = await nextMorning();
  expect(await days({ on: { gte: new Date(localDateOf(from)) } })).toEqual([]);
  await goThrough();
  const lineOf = ({ orderNo }: OrderedFine) =>
    stage.db.statementLine.findFirstOrThrow({ where: { orderNo } });
  for (const on of paid) expect(await lineOf(on)).toMatchObject({ kind: 'paid', match: 'matched' });
  const caughtUp = await days({ on: { gte: new Date(localDateOf(from)) } });
  const dates = [...new Set(caughtUp.map(({ on }) => on))];
  expect(caughtUp).toHaveLength(2 * dates.length);
  expect(dates.length).toBeGreaterThanOrEqual(3);
  expect([dates[0], dates.at(-1)]).toEqual([localDateOf(from), until]);
  expect(caughtUp.every(({ isSettled }) => isSettled)).toBe(true);
  const lines = await stage.db.statementLine.count();
  await goThrough();
  expect(await stage.db.statementLine.count()).toBe(lines);
});

test('a worker that died between import and match: the next run goes on, and fetches nothing anew', async () => {
  isRegisterAway = true;
  const on = await paidAtBank();
  await reaches(on, 'paid');
  const day = await nextMorning();
  const key = { channel: 'wechat', on: day } as const;
  const fetchedAt = await stage.now();
  expect(await importStatement(stage.db, key, await stage.gateways.wechat.statement(day), fetchedAt)).toBe(
    true,
  );
  await goThrough();
  await reaches(on, 'reconciled');
  const row = await stage.db.statementDay.findFirst({ where: { channel: 'wechat', on: new Date(day) } });
  expect([row?.fetchedAt.toISOString(), row?.settledAt === null]).toEqual([fetchedAt, false]);
});

test('one day by its name, and no other', async () => {
  await stage.sleepUntil(instantAt(addDays(await today(), 3), '11:00'));
  const wanted = addDays(await today(), -1);
  const before = await days();
  await goThrough(wanted);
  const added = (await days()).filter(({ on }) => !before.some((known) => known.on === on));
  expect(added.map(({ on }) => on)).toEqual([wanted, wanted]);
  await goThrough(await today());
  expect(await days()).toHaveLength(before.length + 2);
});
