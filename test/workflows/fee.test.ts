// Services with a fee: an order comes with every submission, pays it once, and what is not paid goes back to a draft.
import { decideOrder } from '../../db/payments/decide-order.ts';
import { toInstant } from '../../domain/calendar/local-date.ts';
import { eventually } from '../harness/eventually.ts';
import { openStage, type Stage, type StagedCase } from '../harness/stage.ts';
import { PATHS } from './paths.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ fees: 'on' });
});
afterAll(() => stage.stop());

const ordersOf = (on: StagedCase) =>
  stage.db.paymentOrder.findMany({
    where: { applicationId: on.id },
    orderBy: { orderNo: 'asc' },
    include: { lines: true, refunds: true },
  });

async function newest(on: StagedCase) {
  const order = (await ordersOf(on)).at(-1);
  if (!order) throw new Error('no order was made');
  return order;
}

/** The payer scans the code and pays. */
async function pays(on: StagedCase): Promise<void> {
  const { orderNo, payerId, amountFen, expiresAt } = await newest(on);
  const actor = { id: payerId, role: 'payer' } as const;
  const command = { action: 'start-paying', channel: 'wechat' } as const;
  const { order } = await decideOrder(stage.deciding, { orderNo, actor, command });
  await stage.gateways.wechat.open({
    ...{ orderNo, amountFen, title: '车驾管业务收费' },
    expiresAt: order.expiresAt ?? toInstant(expiresAt),
  });
  expect(await stage.gateway.pay(orderNo)).toBe('paid');
}

const inState = (on: StagedCase, state: string) =>
  eventually(`${on.id} is ${state}`, async () => (await on.state()) === state);

test('paid in time it counts as submitted; declined, the money goes back', async () => {
  const on = await stage.file();
  expect((await newest(on)).lines).toEqual([expect.objectContaining({ feeOf: on.id, amountFen: 10_000 })]);
  await pays(on);
  await inState(on, 'submitted');
  const { clocks, submittedAt } = await on.application();
  expect(clocks.payment?.outcome).toBe('kept');
  expect(clocks.acceptance?.startedAt).toBe(submittedAt);
  await stage.does(on, { action: 'decline', reason: 'beyond-authority', note: '' });
  await eventually('the refund', async () => (await newest(on)).refunds[0]?.state === 'done');
  expect(await newest(on)).toMatchObject({
    state: 'refunded',
    refunds: [{ reason: 'application-withdrawn' }],
  });
});

test('another amount than asked for changes nothing', async () => {
  const on = await stage.file();
  expect((await on.tries({ action: 'confirm-fee', amountFen: 1 })).refusal?.code).toBe('fee-amount-differs');
  expect(await on.state()).toBe('awaiting-fee');
  await stage.does(on, { action: 'withdraw' });
  expect((await newest(on)).state).toBe('cancelled');
});

test('unpaid it goes back to a draft; submitted again it gets a workflow and an order of its own', async () => {
  const on = await PATHS['fee-lapsed'].play(stage);
  expect(await on.state()).toBe('draft');
  const first = await stage.env.client.workflow.getHandle(on.workflowId).describe();

  const { feeFen, delivery } = await on.application();
  const again = { action: 'submit', delivery, feeFen, gate: null } as const;
  await stage.does(on, again);
  const second = await stage.env.client.workflow.getHandle(on.workflowId).describe();
  expect(second.runId).not.toBe(first.runId);
  expect((await ordersOf(on)).map(({ state }) => state)).toEqual(['expired', 'created']);

  // Unpaid once more: every round has a ladder of its own.
  await stage.passes(on, (await on.application()).clocks.payment?.dueAt);
  await inState(on, 'draft');
  expect(await on.rungs()).toEqual(
    [1, 2].flatMap((round) => ['half', 'at-risk', 'lapse'].map((rung) => `payment/${round}/${rung}`)),
  );

  await stage.does(on, again);
  await pays(on);
  await inState(on, 'submitted');
  await stage.does(on, { action: 'withdraw' });
});

test('what costs nothing is submitted at once', async () => {
  const on = await stage.file({ service: 'inspection-mark-reissue' });
  expect(await on.state()).toBe('submitted');
  expect(await ordersOf(on)).toEqual([]);
  await stage.does(on, { action: 'withdraw' });
});

test('while one application waits for its fee, the same cannot be filed again', async () => {
  await stage.nextWorkday('09:00');
  const filed = await stage.filer.file();
  const { outcome } = filed;
  const twice = await stage.filer.create(await stage.filer.again(filed), true);
  expect(twice.refusal?.code).toBe('duplicate-application');
  const on = stage.caseOf(outcome.id);
  await stage.settled(on);
  await stage.does(on, { action: 'withdraw' });
  expect((await stage.filer.create(await stage.filer.again(filed), true)).refusal?.code).toBeUndefined();
});
