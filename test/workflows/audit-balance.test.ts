// Mutations = audit rows, for what the platform does by itself: register, courier, alarms, whatever a workflow brings about.
import { type AuditBalance, watchAuditBalance } from '../harness/audit-balance.ts';
import { openStage, type Stage } from '../harness/stage.ts';
import { handOver } from './paths.ts';

const ACCEPT = { action: 'accept' } as const;
const APPROVE = { action: 'approve' } as const;
const PRODUCED = { action: 'complete-production' } as const;
const DISPATCH = { action: 'dispatch', trackingNumber: null } as const;

let stage: Stage;
let balance: AuditBalance;
beforeAll(async () => {
  stage = await openStage();
  balance = await watchAuditBalance(stage.ownerUrl);
});
afterAll(async () => {
  await balance?.close();
  await stage?.stop();
});

async function balanced(work: () => Promise<void>): Promise<number> {
  const { mutations, unaudited, repeated } = await balance.during(work);
  expect({ unaudited, repeated }).toEqual({ unaudited: [], repeated: [] });
  return mutations;
}

test('a parcel on its way, late, and delivered', async () => {
  const on = await stage.file({ service: 'plate-replace' });
  const mutations = await balanced(async () => {
    await stage.does(on, ACCEPT, APPROVE, PRODUCED, DISPATCH);
    await stage.courierReports(on, 'picked-up');
    await stage.passes(on, (await on.application()).clocks.delivery?.dueAt);
    await stage.courierReports(on, 'delivered');
  });
  expect(await on.state()).toBe('done');
  expect((await on.rungs()).length).toBeGreaterThan(0);
  expect(mutations).toBeGreaterThan(8);
});

test('what waits at the counter, and is handed over', async () => {
  const on = await stage.file({ delivery: { mode: 'pickup' } });
  await balanced(async () => {
    await stage.does(on, ACCEPT, APPROVE, PRODUCED);
    await handOver(stage, on);
  });
  expect(await on.state()).toBe('done');
});
