// The sync against a real HTTP server that misbehaves: outages, faults of the feed, and an end in the middle of a page.
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { type Database, openDatabase } from '../db/client.ts';
import { type Deciding, deciding } from '../db/deciding.ts';
import { isViolationSystemReachable } from '../db/violations/reachability.ts';
import { getCursor } from '../db/violations/sync-state.ts';
import { toInstant } from '../domain/calendar/local-date.ts';
import { FEES_ON } from '../domain/fees.ts';
import type { AboutRecord } from '../domain/violations/feed.ts';
import { createApplicantFor } from '../prisma/seed/applicants.ts';
import type { Listening } from '../sandbox/courier/listen.ts';
import { SCAN } from '../sandbox/scan.ts';
import type { PageFault } from '../sandbox/violation-system/messages.ts';
import { createViolationSystem, type ViolationSystem } from '../sandbox/violation-system/violation-system.ts';
import { type TestClock, testClock } from '../test/harness/clock.ts';
import { createTestDatabase, type TestDatabase } from '../test/harness/database.ts';
import { testVault } from '../test/harness/vault.ts';
import {
  asInput,
  decisionNews,
  numbered,
  paymentNews,
  recordNews,
  type Unnumbered,
  withdrawalNews,
} from '../test/harness/violation-feed.ts';
import { createViolationActivities } from './violation-activities.ts';
import {
  createViolationSystemPort,
  type ViolationSystemPort,
  ViolationSystemUnavailable,
} from './violation-system.ts';

const KEY = 'test-violation-key';
const PAGE = 5;

interface World {
  readonly database: TestDatabase;
  readonly db: Database;
  readonly clock: TestClock;
  readonly decides: Deciding;
  readonly system: ViolationSystem;
  readonly server: Listening;
  readonly port: ViolationSystemPort;
}

let world: World;

async function open(): Promise<World> {
  const database = await createTestDatabase();
  const db = openDatabase({ url: database.url, vault: testVault, poolSize: 4 });
  const clock = testClock();
  const decides = deciding({ db, fees: FEES_ON, hashSecret: (secret) => secret, now: clock.now });
  const system = createViolationSystem({ key: KEY, dataDir: null });
  const server = await system.listen(0);
  const port = portTo(server.url);
  return { database, db, clock, decides, system, server, port };
}

const portTo = (url: string, key = KEY) =>
  createViolationSystemPort({ url, key, timeoutMs: 400, pageSize: PAGE });

async function close({ database, db, system, server }: World): Promise<void> {
  await server.close().catch(() => {});
  system.close();
  await db.$disconnect();
  await database.drop();
}

beforeEach(async () => {
  world = await open();
});
afterEach(() => close(world));

function activities(violationSystem = world.port) {
  const made = createViolationActivities({ deciding: world.decides, violationSystem });
  const run = <R>(work: () => Promise<R>) =>
    new MockActivityEnvironment(undefined, { logger: new DefaultLogger('ERROR') }).run<
      [],
      R,
      () => Promise<R>
    >(work);
  return {
    importViolations: () => run(made.importViolations),
    settleViolations: () => run(made.settleViolations),
  };
}

/** A whole run, as the workflow makes it. */
async function sync(violationSystem = world.port): Promise<number> {
  const { importViolations, settleViolations } = activities(violationSystem);
  let pages = 0;
  for (let isLast = false; !isLast; pages += 1) ({ isLast } = await importViolations());
  await settleViolations();
  return pages;
}

/** Something happens: a few records and what becomes of them. */
function happens(news: readonly Unnumbered<AboutRecord>[]): void {
  for (const each of news) world.system.note(asInput(each));
}

const TWENTY = Array.from({ length: 10 }, (_, index): readonly Unnumbered<AboutRecord>[] => {
  const recordNo = `41170215100${index}`;
  return [recordNews(recordNo), decisionNews(recordNo, `${recordNo}D`)];
}).flat();

const states = async () => {
  const rows = await world.db.surveillanceRecord.findMany({ orderBy: { recordNo: 'asc' } });
  return rows.map(({ recordNo, state }) => `${recordNo} ${state}`);
};

test('page by page to the end; the next run begins there and finds nothing', async () => {
  happens(TWENTY);
  expect(await sync()).toBe(4);
  expect(await states()).toHaveLength(10);
  expect(await getCursor(world.db)).toBe(20);
  expect(await world.db.violationSync.findUnique({ where: { id: 'feed' } })).toMatchObject({
    ...{ failingSince: null, lastSucceededAt: new Date(world.clock.at) },
  });
  const audited = await world.db.auditEvent.count();
  expect(await sync()).toBe(1);
  expect(await world.db.auditEvent.count()).toBe(audited);
});

test('a feed that repeats and lets entries overtake each other ends in the same register', async () => {
  const lives = TWENTY.flatMap((each): readonly Unnumbered<AboutRecord>[] =>
    each.kind === 'decision'
      ? [each, paymentNews(each.recordNo, each.decisionNo), withdrawalNews(each.recordNo, each.decisionNo)]
      : [each],
  );
  happens(lives);
  await sync();
  const expected = await states();
  const other = await open();
  try {
    world.system.setFaults({});
    other.system.setFaults({ seed: 11, repeat: 0.4, overtake: 0.4 });
    for (const each of lives) other.system.note(asInput(each));
    other.system.setFaults({});
    const { entries } = await other.port.readFeed(0);
    expect(entries.map(({ seq }) => seq)).not.toEqual([1, 2, 3, 4, 5]);
    const first = world;
    world = other;
    await sync();
    expect(await states()).toEqual(expected);
    expect(await other.db.violationEntry.count()).toBe(0);
    world = first;
  } finally {
    await close(other);
  }
});

describe('an outage', () => {
  test.each<PageFault>(['server-error', 'hang-up', 'malformed', 'silence'])(
    '%s: nothing is lost, and since when is known until it is over',
    async (fault) => {
      happens(TWENTY);
      const { importViolations } = activities();
      await importViolations();
      world.system.setFaults({ pages: [fault, fault] });
      const failedAt = world.clock.at;
      await expect(importViolations()).rejects.toMatchObject({ type: 'ViolationSystemUnavailable' });
      world.clock.advance({ minutes: 5 });
      await expect(importViolations()).rejects.toMatchObject({ type: 'ViolationSystemUnavailable' });
      const row = await world.db.violationSync.findUniqueOrThrow({ where: { id: 'feed' } });
      expect([row.cursor, row.failingSince && toInstant(row.failingSince)]).toEqual([5n, failedAt]);
      await sync();
      expect(await states()).toHaveLength(10);
      expect((await world.db.violationSync.findUniqueOrThrow({ where: { id: 'feed' } })).failingSince).toBe(
        null,
      );
    },
  );

  test('of more than thirty minutes makes the register unreachable, until the next page', async () => {
    const { db, clock, system } = world;
    const isReachable = () => isViolationSystemReachable(db, clock.at);
    expect(await isReachable()).toBe(true);
    system.setFaults({ pages: ['server-error'] });
    await expect(activities().importViolations()).rejects.toThrow();
    clock.advance({ minutes: 30 });
    expect(await isReachable()).toBe(true);
    clock.advance({ minutes: 1 });
    expect(await isReachable()).toBe(false);
    await sync();
    expect(await isReachable()).toBe(true);
  });

  test('a wrong key, or a server that is away, is an outage like any other', async () => {
    for (const port of [portTo(world.server.url, 'wrong-key'), portTo('http://127.0.0.1:1')])
      await expect(port.readFeed(0)).rejects.toBeInstanceOf(ViolationSystemUnavailable);
  });
});

test('an end in the middle of a page: what was taken in stays, and the rest comes with the next try', async () => {
  const id = world.system.keepPicture({
    mediaType: 'image/png',
    base64: Buffer.from(SCAN).toString('base64'),
  });
  const evidence = [{ id, mediaType: 'image/png' as const, takenAt: toInstant('2015-10-13T09:30:00+08:00') }];
  happens([recordNews('1'), recordNews('2', { evidence }), recordNews('3')]);
  const dies: ViolationSystemPort = {
    ...world.port,
    findEvidence: async () => {
      throw new Error('the process is gone, and with it 412801199003071234');
    },
  };
  const failure: unknown = await activities(dies)
    .importViolations()
    .catch((error: unknown) => error);
  expect(String(failure)).not.toContain('412801199003071234');
  expect(await states()).toEqual(['1 queryable']);
  expect(await getCursor(world.db)).toBe(0);
  await sync();
  expect(await states()).toEqual(['1 queryable', '2 queryable', '3 queryable']);
  expect(await world.db.evidence.count({ where: { recordNo: '2' } })).toBe(1);
});

test('a picture that is not kept any more is left out; one that is none is not taken', async () => {
  const gone = '6a0f0c2e-8f0b-4c5e-9a58-0d6a5c3b1f01';
  expect(await world.port.findEvidence(gone)).toBeUndefined();
  const id = world.system.keepPicture({ mediaType: 'image/png', base64: 'bm8gcGljdHVyZQ==' });
  await expect(world.port.findEvidence(id)).rejects.toBeInstanceOf(ViolationSystemUnavailable);
});

test('points of a licence become complete, in the body and never in an address', async () => {
  const { licenceId } = await createApplicantFor(world.db, 'licence-renewal', {
    ...{ today: world.clock.today, n: 1 },
  });
  const { licenceNo } = await world.db.licence.findUniqueOrThrow({ where: { id: licenceId ?? '' } });
  world.system.note({ kind: 'points', licenceNo, asOf: '2015-11-03T01:00:00Z' });
  await sync();
  const { pointsAsOf } = await world.db.licence.findUniqueOrThrow({ where: { id: licenceId ?? '' } });
  expect(pointsAsOf).toEqual(new Date('2015-11-03T01:00:00Z'));
});

test('a second decision waits, and takes its place at the end of the run after the first has gone', async () => {
  happens([recordNews('1'), decisionNews('1', 'D1'), decisionNews('1', 'D2')]);
  await sync();
  expect(await world.db.violationEntry.findMany()).toMatchObject([{ subject: 'D2', awaits: 'person' }]);
  // What a person does at a window.
  await world.db.penaltyDecision.update({
    where: { decisionNo: 'D1' },
    data: { state: 'withdrawn', withdrawnAt: new Date(world.clock.at) },
  });
  await sync();
  expect(await world.db.penaltyDecision.findMany({ where: { state: 'unpaid' } })).toMatchObject([
    { decisionNo: 'D2' },
  ]);
});

test('what the sandbox numbers is what is read', async () => {
  happens(TWENTY.slice(0, 4));
  const { entries } = await world.port.readFeed(0);
  expect(entries).toEqual(numbered(TWENTY.slice(0, 4)));
});
