// The relay between a real PostgreSQL and a real Temporal: bounded, patient, and nothing lost.

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection, type WorkflowClientInterceptor } from '@temporalio/client';
import { type Database, openDatabase } from '../db/client.ts';
import { deciding } from '../db/deciding.ts';
import { claimPokes, measurePokes } from '../db/pokes.ts';
import { FEES_OFF } from '../domain/fees.ts';
import { freePorts, startTemporal } from '../scripts/setup/servers.mjs';
import { createTestDatabase, type TestDatabase } from '../test/harness/database.ts';
import { caseOnDesk } from '../test/harness/desk.ts';
import { eventually } from '../test/harness/eventually.ts';
import { createFiler } from '../test/harness/filing.ts';
import { testDataConverter as dataConverter, testPayloadCodec } from '../test/harness/payloads.ts';
import { testVault } from '../test/harness/vault.ts';
import {
  applicationWorkflowId,
  CHANGED_SIGNAL,
  type Poke,
  WORKFLOW_OF_LIFECYCLE,
} from '../workflows/contract.ts';
import { type Relay, type RelayOptions, startRelay } from './relay.ts';

let database: TestDatabase;
let db: Database;
let connection: Connection;
const taskQueue = `relay-${randomUUID()}`;
const relays: Relay[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.ownerUrl, vault: testVault, poolSize: 8 });
  connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS ?? '' });
});
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
});
afterAll(async () => {
  await connection.close();
  await db.$disconnect();
  await database.drop();
});

const decides = () => deciding({ db, fees: FEES_OFF, hashSecret: (secret) => secret });
let filer: ReturnType<typeof createFiler> | undefined;

async function file() {
  filer ??= createFiler(decides());
  const { outcome } = await filer.file();
  return caseOnDesk(decides(), outcome.id);
}

type Tell = Parameters<NonNullable<WorkflowClientInterceptor['signalWithStart']>>;

/** A client to the real server on whose way the test stands. */
const clientWith = (signalWithStart: (...[input, next]: Tell) => Promise<string>) =>
  new Client({ connection, dataConverter, interceptors: { workflow: [{ signalWithStart }] } });

const plain = () => new Client({ connection, dataConverter });

function starts(options: Partial<RelayOptions> = {}): void {
  relays.push(
    startRelay({
      db,
      databaseUrl: database.url,
      client: plain(),
      taskQueue,
      maxInFlight: 4,
      pollMs: 200,
      onError: () => {},
      ...options,
    }),
  );
}

const allSent = () => eventually('an empty outbox', async () => (await measurePokes(db)).waiting === 0);

/** The pokes that Temporal holds of a case, in their order, over all runs of its workflow. */
async function signalled(id: string): Promise<readonly number[]> {
  const { events } = await plain().workflow.getHandle(applicationWorkflowId(id)).fetchHistory();
  const sealed = (events ?? []).flatMap(
    ({ workflowExecutionSignaledEventAttributes: signal }) => signal?.input?.payloads ?? [],
  );
  return (await testPayloadCodec.decode(sealed)).map(({ data }) => {
    const poke: Poke = JSON.parse(Buffer.from(data ?? []).toString());
    return poke.seq;
  });
}

const versionOf = async (on: Awaited<ReturnType<typeof file>>) => (await on.application()).version;

test('a change is told at once, by start and signal in one', async () => {
  starts({ pollMs: 60_000 });
  const on = await file();
  await allSent();
  const { type, taskQueue: queue } = await plain()
    .workflow.getHandle(applicationWorkflowId(on.id))
    .describe();
  expect([type, queue]).toEqual([WORKFLOW_OF_LIFECYCLE['L-POST'], taskQueue]);
  await on.does({ action: 'accept' });
  const version = await versionOf(on);
  await allSent();
  expect(await signalled(on.id)).toEqual([3, version]);
});

test('no more are in flight than allowed, and none waits for ever', async () => {
  const cases = [];
  for (let filed = 0; filed < 11; filed += 1) cases.push(await file());
  let inFlight = 0;
  let most = 0;
  starts({
    maxInFlight: 3,
    client: clientWith(async (input, next) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      const runId = await next(input);
      inFlight -= 1;
      return runId;
    }),
  });
  await allSent();
  expect(most).toBe(3);
  for (const { id } of cases) expect(await signalled(id)).toHaveLength(1);
});

test('what changes while it is being told is told again, and only the newest', async () => {
  let wasHeld = false;
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const client = clientWith(async (input, next) => {
    const runId = await next(input);
    if (!wasHeld) {
      wasHeld = true;
      await held;
    }
    return runId;
  });
  starts({ client });
  const on = await file();
  await eventually('a poke in flight', async () => wasHeld);
  await on.does({ action: 'accept' }, { action: 'approve' });
  letGo();
  await allSent();
  expect(await signalled(on.id)).toEqual([3, await versionOf(on)]);
});

test('a relay that dies after telling and before forgetting: another tells again', async () => {
  const on = await file();
  const [claimed] = await claimPokes(db, 'the dead', 10, 1);
  if (!claimed) throw new Error('nothing to claim');
  expect(claimed.key).toBe(on.id);
  await plain().workflow.signalWithStart(WORKFLOW_OF_LIFECYCLE['L-POST'], {
    workflowId: applicationWorkflowId(on.id),
    taskQueue,
    args: [on.id],
    signal: CHANGED_SIGNAL,
    signalArgs: [claimed.poke],
  });
  expect(await claimPokes(db, 'the living', 10, 1)).toEqual([]);
  starts();
  await allSent();
  expect(await signalled(on.id)).toEqual([claimed.seq, claimed.seq]);
});

test('two relays share the work and tell nothing twice', async () => {
  const cases = [];
  for (let filed = 0; filed < 8; filed += 1) cases.push(await file());
  starts();
  starts();
  await allSent();
  for (const { id } of cases) expect(await signalled(id)).toHaveLength(1);
});

test('its ear cut off, it still looks by itself', async () => {
  starts();
  const listening = () => db.$queryRaw<{ pid: number }[]>`
    SELECT pid FROM pg_stat_activity WHERE query = 'LISTEN poke' AND datname = current_database()`;
  await eventually('a listener', async () => (await listening()).length > 0);
  await db.$queryRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN poke' AND datname = current_database()`;
  const on = await file();
  await allSent();
  expect(await signalled(on.id)).toHaveLength(1);
  await eventually('another listener', async () => (await listening()).length > 0);
});

test('while Temporal refuses, tries grow rarer and news does not hurry them', async () => {
  const tries: number[] = [];
  let isAway = true;
  const errors: number[] = [];
  starts({
    onError: (_, pokes) => errors.push(pokes),
    client: clientWith(async (input, next) => {
      tries.push(Date.now());
      if (isAway) throw new Error('away');
      return next(input);
    }),
  });
  const on = await file();
  await eventually('a first failure', async () => errors.length > 0);
  await on.does({ action: 'accept' });
  await eventually('four tries', async () => tries.length >= 4);
  const gaps = tries.slice(1).map((moment, index) => moment - (tries[index] ?? 0));
  expect(gaps[0]).toBeGreaterThanOrEqual(240);
  expect(gaps[1]).toBeGreaterThanOrEqual(480);
  expect(gaps[2]).toBeGreaterThanOrEqual(960);
  expect(errors.every((pokes) => pokes === 1)).toBe(true);
  isAway = false;
  await allSent();
  expect(await signalled(on.id)).toEqual([await versionOf(on)]);
});

test('with no server at all pokes wait, and go when it comes', async () => {
  const [port] = await freePorts(1);
  if (port === undefined) throw new Error('no free port');
  const away = Connection.lazy({ address: `127.0.0.1:${port}`, connectTimeout: 1_000 });
  const folder = mkdtempSync(join(tmpdir(), 'yizhan-relay-'));
  const failures: unknown[] = [];
  const client = new Client({ connection: away, dataConverter });
  starts({ client, callTimeoutMs: 1_000, onError: (error) => failures.push(error) });
  const on = await file();
  await eventually('a failure', async () => failures.length > 0);
  expect((await measurePokes(db)).waiting).toBe(1);
  const server = await startTemporal({ dataDir: folder, port });
  try {
    await allSent();
    const { runId } = await client.workflow.getHandle(applicationWorkflowId(on.id)).describe();
    expect(runId).not.toBe('');
  } finally {
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
    await away.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
