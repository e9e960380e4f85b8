// The sync as Temporal runs it: in virtual time through outages, and on a real server through the death of a worker.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { createViolationSystemPort } from '../../activities/violation-system.ts';
import { type Database, openDatabase } from '../../db/client.ts';
import { getCursor } from '../../db/violations/sync-state.ts';
import type { Listening } from '../../sandbox/courier/listen.ts';
import {
  createViolationSystem,
  type ViolationSystem,
} from '../../sandbox/violation-system/violation-system.ts';
import { TASK_QUEUE } from '../../workflows/contract.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { testDataConverter as dataConverter } from '../harness/payloads.ts';
import { openStage, type Stage } from '../harness/stage.ts';
import { testVault } from '../harness/vault.ts';
import { asInput, decisionNews, recordNews } from '../harness/violation-feed.ts';

const KEY = 'test-violation-key';
const WORKFLOW = 'syncViolationsWorkflow';
const PAGE_SIZE = 5;

let system: ViolationSystem;
let server: Listening;
beforeEach(async () => {
  system = createViolationSystem({ key: KEY, dataDir: null });
  server = await system.listen(0);
});
afterEach(async () => {
  await server.close();
  system.close();
});

function happens(records: number): void {
  for (let index = 0; index < records; index += 1) {
    const recordNo = `41170215200${index}`;
    system.note(asInput(recordNews(recordNo)));
    system.note(asInput(decisionNews(recordNo, `${recordNo}D`)));
  }
}

describe('in virtual time', () => {
  let stage: Stage;
  let url: string;
  beforeAll(async () => {
    stage = await openStage({
      violationSystem: {
        readFeed: (after) => port().readFeed(after),
        findEvidence: (id) => port().findEvidence(id),
      },
    });
  });
  afterAll(() => stage?.stop());
  beforeEach(async () => {
    ({ url } = server);
    await stage.db.violationSync.deleteMany();
  });
  const port = () => createViolationSystemPort({ url, key: KEY, timeoutMs: 1_000, pageSize: PAGE_SIZE });
  const run = () =>
    stage.env.client.workflow.execute(WORKFLOW, {
      taskQueue: TASK_QUEUE,
      workflowId: randomUUID(),
      args: [],
    });

  // A record whose entries lie on two pages is changed twice.
  test('takes in everything, page by page', async () => {
    happens(6);
    expect(await run()).toEqual({ pages: 3, entries: 12, changed: 7 });
    expect(await stage.db.penaltyDecision.count()).toBe(6);
    expect(await run()).toMatchObject({ pages: 1, entries: 0, changed: 0 });
  });

  test('a short outage is waited out, a long one ends the run, and the next goes on from there', async () => {
    happens(6);
    system.setFaults({ pages: ['none', 'server-error', 'hang-up', 'malformed'] });
    expect(await run()).toMatchObject({ pages: 3 });

    await stage.db.violationSync.deleteMany();
    system.setFaults({ pages: ['none', ...Array.from({ length: 60 }, () => 'server-error' as const)] });
    const workflowId = randomUUID();
    const { workflow } = stage.env.client;
    await expect(
      workflow.execute(WORKFLOW, { taskQueue: TASK_QUEUE, workflowId, args: [] }),
    ).rejects.toThrow();
    const { startTime, closeTime } = await workflow.getHandle(workflowId).describe();
    const minutes = ((closeTime?.getTime() ?? 0) - startTime.getTime()) / 60_000;
    expect(minutes).toBeGreaterThan(6);
    expect(minutes).toBeLessThan(10);
    expect(await getCursor(stage.db)).toBe(PAGE_SIZE);
    system.setFaults({});
    expect(await run()).toMatchObject({ pages: 2 });
  });
});

describe('on a real server', () => {
  let database: TestDatabase;
  let db: Database;
  let connection: Connection;
  const workers: ChildProcess[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    db = openDatabase({ url: database.url, vault: testVault, poolSize: 2 });
    connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS ?? '' });
  });
  afterAll(async () => {
    for (const worker of workers) worker.kill('SIGKILL');
    await connection.close();
    await db.$disconnect();
    await database.drop();
  });

  function startWorker(taskQueue: string): ChildProcess {
    const script = fileURLToPath(new URL('../harness/sync-worker.ts', import.meta.url));
    const args = ['--import', 'tsx', script, database.url, server.url, KEY, taskQueue];
    const worker = spawn(process.execPath, args, { stdio: 'ignore' });
    workers.push(worker);
    return worker;
  }

  test('a worker dies between two pages; another goes on, and nothing is taken in twice', async () => {
    happens(10);
    system.setFaults({ pages: ['none', 'none', 'silence'] });
    const taskQueue = `sync-${randomUUID()}`;
    const client = new Client({ connection, dataConverter });
    const first = startWorker(taskQueue);
    const handle = await client.workflow.start(WORKFLOW, { taskQueue, workflowId: randomUUID(), args: [] });
    await eventually('the second page', async () => (await getCursor(db)) === 2 * PAGE_SIZE);
    first.kill('SIGKILL');
    await once(first, 'exit');
    startWorker(taskQueue);
    expect(await handle.result()).toMatchObject({ pages: 4, entries: 20, changed: 12 });
    expect(await db.penaltyDecision.count()).toBe(10);
    expect(await db.auditEvent.count({ where: { action: 'import-violation' } })).toBe(12);
  });
});
