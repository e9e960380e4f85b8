// Drift on a real Temporal server and PostgreSQL: what is lost, left behind or left over is found, and repair mends it.
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { pokeOrphans } from '../db/drift.ts';
import { decideOrder } from '../db/payments/decide-order.ts';
import { type Platform, startPlatform } from '../sandbox/platform.ts';
import { createTestDatabase, type TestDatabase } from '../test/harness/database.ts';
import { type CaseOnDesk, caseOnDesk } from '../test/harness/desk.ts';
import { eventually } from '../test/harness/eventually.ts';
import { createFiler, type Filer } from '../test/harness/filing.ts';
import { testDataConverter, testPayloadCodec } from '../test/harness/payloads.ts';
import { newFine, newPayer, orderFines } from '../test/harness/payments.ts';
import { workflowBundle } from '../test/harness/stage.ts';
import { testVault } from '../test/harness/vault.ts';
import { applicationWorkflowId, paymentWorkflowId, TASK_QUEUE } from '../workflows/contract.ts';
import { connectTemporal } from './compose.ts';
import { findDrift } from './drift.ts';
import { findPaymentDrift } from './payment-drift.ts';

const GRACE_MS = 300;
const ROOT = fileURLToPath(new URL('..', import.meta.url));
// Its own: whatever else runs on the server belongs to other databases.
const namespace = `drift-${randomBytes(4).toString('hex')}`;

let database: TestDatabase;
let temporal: Awaited<ReturnType<typeof connectTemporal>>;
let platform: Platform;
let filer: Filer;

beforeAll(async () => {
  database = await createTestDatabase();
  temporal = await openNamespace();
  platform = await startPlatform({
    databaseUrl: database.url,
    vault: testVault,
    payloadCodec: testPayloadCodec,
    temporal,
    workflowBundle: workflowBundle(),
  });
  filer = createFiler(platform.deciding);
});

afterAll(async () => {
  await platform?.stop();
  await temporal?.close();
  await database?.drop();
});

async function openNamespace() {
  const address = environment('TEMPORAL_ADDRESS');
  const connected = await connectTemporal(address, namespace, testDataConverter);
  await connected.client.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs('1 day'),
  });
  // The server learns of a new namespace some seconds later.
  await eventually('the namespace', async () => {
    const { client } = connected;
    return client.workflow.count().then(
      () => true,
      () => false,
    );
  });
  return connected;
}

function environment(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run the test with \`npm test -- <path>\`.`);
  return value;
}

const client = (): Client => temporal.client;
const workflowOf = ({ id }: CaseOnDesk) => client().workflow.getHandle(applicationWorkflowId(id));
const driftKinds = async () =>
  (await findDrift(platform.db, client(), GRACE_MS)).map(({ kind, applicationId }) => ({
    kind,
    applicationId,
  }));

/** A filed application whose workflow has taken it up. */
async function carriedCase(
  service: 'renewal-deferral' | 'plate-reissue' = 'renewal-deferral',
): Promise<CaseOnDesk> {
  const { outcome } = await filer.file({ service });
  const on = caseOnDesk(platform.deciding, outcome.id);
  await eventually('its workflow', async () => (await isAt(on)) === outcome.application.version);
  return on;
}

async function isAt(on: CaseOnDesk): Promise<number | null> {
  return workflowOf(on)
    .query<{ seq: number }>('progress')
    .then(
      ({ seq }) => seq,
      () => null,
    );
}

async function ends(on: CaseOnDesk): Promise<void> {
  await eventually(`the end of ${on.id}`, async () => {
    const { status } = await workflowOf(on).describe();
    return status.name === 'COMPLETED';
  });
}

/** Accepts and approves; the workflow does the rest. */
async function finishes(on: CaseOnDesk): Promise<void> {
  await on.does({ action: 'accept' }, { action: 'approve' });
  await ends(on);
}

/** Waits until what was done to workflows is seen in the server's list. */
async function listed(ids: readonly string[]): Promise<void> {
  await eventually('the list of running workflows', async () => {
    const seen: string[] = [];
    for await (const { workflowId } of client().workflow.list({ query: "ExecutionStatus = 'Running'" })) {
      seen.push(workflowId);
    }
    return ids.every((id) => seen.includes(applicationWorkflowId(id)));
  });
}

async function repair(...args: readonly string[]): Promise<{ code: number | null; text: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/repair.ts', '--grace', '0.3', ...args], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: database.url, TEMPORAL_NAMESPACE: namespace },
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += String(chunk)));
  child.stderr.on('data', (chunk) => (text += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, text };
}

test('there is no drift while every case is carried', async () => {
  const on = await carriedCase();
  expect(await driftKinds()).toEqual([]);
  await finishes(on);
  expect(await driftKinds()).toEqual([]);
});

test('every kind of drift is found and mended', async () => {
  const lost = await carriedCase();
  const behind = await carriedCase();
  const over = await carriedCase();
  const orphan = randomUUID();

  await workflowOf(lost).terminate();
  // Decided as the workflow's own activities decide: nobody pokes.
  await behind.tries({ action: 'accept' }, { byWorkflow: true });
  await over.tries({ action: 'withdraw' }, { byWorkflow: true });
  await client().workflow.start('postalWorkflow', {
    workflowId: applicationWorkflowId(orphan),
    taskQueue: TASK_QUEUE,
    args: [orphan],
  });
  await listed([over.id, orphan]);

  const found = await driftKinds();
  expect(found).toHaveLength(4);
  expect(found).toEqual(
    expect.arrayContaining([
      { kind: 'no-workflow', applicationId: lost.id },
      { kind: 'behind', applicationId: behind.id },
      { kind: 'ended-case', applicationId: over.id },
      { kind: 'unknown-case', applicationId: orphan },
    ]),
  );

  const { code, text } = await repair();
  expect(text).toMatch('4 poked, 4 carried on, 0 not');
  expect(code).toBe(0);
  await ends(over);
  await finishes(lost);
  await behind.does({ action: 'approve' });
  await ends(behind);
  expect(await driftKinds()).toEqual([]);
});

test('a Temporal that has lost everything is rebuilt, pending effects included', async () => {
  const waiting = await carriedCase();
  const approved = await carriedCase('plate-reissue');
  const ready = await carriedCase('plate-reissue');
  await Promise.all([waiting, approved, ready].map((on) => workflowOf(on).terminate()));
  await approved.tries({ action: 'accept' }, { byWorkflow: true });
  await approved.tries({ action: 'approve' }, { byWorkflow: true });

  const { code, text } = await repair('--all');
  expect(text).toMatch('3 open, but no workflow carries it');
  expect(code).toBe(0);
  await eventually('the register effect', async () => (await approved.state()) === 'producing');
  await finishes(waiting);
  for (const on of [approved, ready]) expect((await workflowOf(on).describe()).status.name).toBe('RUNNING');
});

test('a payment whose workflow is lost is found, and carried on by repair', async () => {
  const payer = await newPayer(platform.deciding);
  const decisionNo = await newFine(platform.deciding, payer);
  const { orderNo } = await orderFines(platform.deciding, payer, [decisionNo]);
  const workflow = client().workflow.getHandle(paymentWorkflowId(orderNo));
  const isCarried = async () =>
    workflow.query('progress').then(
      () => true,
      () => false,
    );
  await eventually('its workflow', isCarried);
  expect(await findPaymentDrift(platform.db, client(), GRACE_MS)).toEqual([]);
  await workflow.terminate();
  expect(await findPaymentDrift(platform.db, client(), GRACE_MS)).toEqual([orderNo]);
  const { code, text } = await repair();
  expect(text).toMatch('1 payments poked, 1 carried on, 0 not');
  expect(code).toBe(0);
  expect(await isCarried()).toBe(true);
  const actor = { id: payer.accountId, role: 'payer' } as const;
  await decideOrder(platform.deciding, { orderNo, command: { action: 'cancel' }, actor });
  await eventually('its end', async () => (await workflow.describe()).status.name === 'COMPLETED');
});

test('a poked case waits for its own next alarm and asks nothing in the meantime', async () => {
  const on = await carriedCase('plate-reissue');
  await workflowOf(on).terminate();
  expect((await repair('--case', on.id)).code).toBe(0);
  const eventsBefore = (await workflowOf(on).describe()).historyLength;
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect((await workflowOf(on).describe()).historyLength).toBe(eventsBefore);
});

test('one case is repaired by its number', async () => {
  const on = await carriedCase();
  const { number } = await platform.db.application.findUniqueOrThrow({ where: { id: on.id } });
  await workflowOf(on).terminate();
  const { code, text } = await repair('--case', number);
  expect(text).toMatch('1 poked, 1 carried on, 0 not');
  expect(code).toBe(0);
  await finishes(on);
});

test('what makes no sense is refused before anything is done', async () => {
  const unknown = await repair('--case', randomUUID());
  expect(unknown).toMatchObject({ code: 2, text: expect.stringMatching('There is no case') });
  expect((await repair('--all', '--case', randomUUID())).code).toBe(2);
  expect((await repair('--timeout', 'soon')).code).toBe(2);
  expect((await repair('--everything')).code).toBe(2);
});

test('a poke for a case that does not exist leaves no workflow behind', async () => {
  const id = randomUUID();
  await pokeOrphans(platform.db, [{ id, lifecycle: 'L-DEFER' }]);
  await eventually('its end', async () => {
    const handle = client().workflow.getHandle(applicationWorkflowId(id));
    return handle.describe().then(
      ({ status }) => status.name === 'COMPLETED',
      () => false,
    );
  });
});
