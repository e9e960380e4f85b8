// Services with a fee: the gateway is asked once a submission, and what is not paid in time goes back to a draft.
import type { FeeRequest, PaymentPort } from '../../activities/payment.ts';
import { openStage, type Stage, type StagedCase } from '../harness/stage.ts';
import { PATHS } from './paths.ts';

const asked: FeeRequest[] = [];
let refusesOnce = false;
const payment: PaymentPort = {
  requestFee: async (request) => {
    asked.push(request);
    if (refusesOnce) {
      refusesOnce = false;
      throw new Error('the gateway is away');
    }
    return { orderNo: `FEE-${request.key}` };
  },
};

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ fees: 'on', payment });
});
afterAll(() => stage.stop());
beforeEach(() => {
  asked.length = 0;
});

const pays = async (on: StagedCase) =>
  ({ action: 'confirm-fee', amountFen: (await on.application()).feeFen }) as const;

test('paid in time it counts as submitted', async () => {
  const on = await PATHS['fee-paid'].play(stage);
  expect(asked).toEqual([{ key: `${on.id}/1`, amountFen: 10_000 }]);
  const { clocks, submittedAt } = await on.application();
  expect(clocks.payment?.outcome).toBe('kept');
  expect(clocks.acceptance?.startedAt).toBe(submittedAt);
  expect(await on.eventTypes()).toContain('fee-paid');
});

test('a gateway that is away is asked again under the same key', async () => {
  refusesOnce = true;
  const on = await stage.file();
  expect(asked.map(({ key }) => key)).toEqual([`${on.id}/1`, `${on.id}/1`]);
  expect((await on.eventTypes()).filter((type) => type === 'fee-ordered')).toHaveLength(1);
  await stage.does(on, { action: 'withdraw' });
});

test('another amount than asked for changes nothing', async () => {
  const on = await stage.file();
  expect((await on.tries({ action: 'confirm-fee', amountFen: 1 })).refusal?.code).toBe('fee-amount-differs');
  expect(await on.state()).toBe('awaiting-fee');
  await stage.does(on, { action: 'withdraw' });
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
  expect(asked.map(({ key }) => key)).toEqual([`${on.id}/1`, `${on.id}/2`]);

  // Unpaid once more: every round has a ladder of its own.
  await stage.passes(on, (await on.application()).clocks.payment?.dueAt);
  expect(await on.rungs()).toEqual(
    [1, 2].flatMap((round) => ['half', 'at-risk', 'lapse'].map((rung) => `payment/${round}/${rung}`)),
  );

  await stage.does(on, again, await pays(on));
  expect(await on.state()).toBe('submitted');
  await stage.does(on, { action: 'withdraw' });
});

test('a payment that comes after the lapse finds a draft', async () => {
  const on = await PATHS['fee-lapsed'].play(stage);
  const { refusal } = await on.tries(await pays(on), { actor: { id: 'payment', role: 'system' } });
  expect(refusal?.code).toBe('action-not-allowed');
  expect(await on.state()).toBe('draft');
});

test('what costs nothing is submitted at once', async () => {
  const on = await stage.file({ service: 'inspection-mark-reissue' });
  expect(await on.state()).toBe('submitted');
  expect(asked).toEqual([]);
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
