// A hundred attacks on a copy of the trail: every one is found, the untouched copy is clean, and the trail itself stays as it is.
import { createSealing } from '../../db/audit-chain.ts';
import { verifyChain } from '../../db/audit-verification.ts';
import { type Database, openDatabase } from '../../db/client.ts';
import { addAudit, AUDIT_KEY as key, verify } from '../../test/harness/audit.ts';
import { createTestDatabase, type TestDatabase } from '../../test/harness/database.ts';
import { testVault } from '../../test/harness/vault.ts';
import { ATTACKS } from './attacks.ts';
import { makeScratch, type Scratch } from './scratch.ts';
import { type Trial, type TrialsOptions, tryAttacks } from './trials.ts';

let database: TestDatabase;
/** Of the platform; and of the trials, one connection. */
let [db, trialsDb]: Database[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.url, vault: testVault, poolSize: 4 });
  trialsDb = openDatabase({ url: database.url, vault: testVault, poolSize: 1 });
});
afterEach(async () => {
  await trialsDb?.$disconnect();
  await db?.$disconnect();
  await database?.drop();
});

function opened(): { db: Database; trialsDb: Database } {
  if (!db || !trialsDb) throw new Error('not open');
  return { db, trialsDb };
}

async function tried(scratch: Scratch, more: Partial<TrialsOptions> = {}): Promise<readonly Trial[]> {
  const anchors = [{ ...scratch.tail, at: '' }];
  const trials: Trial[] = [];
  for await (const trial of tryAttacks(opened().trialsDb, scratch, {
    trials: 100,
    seed: 7,
    key,
    anchors,
    ...more,
  }))
    trials.push(trial);
  return trials;
}

const missed = (trials: readonly Trial[]) =>
  trials.filter(({ found }) => found.length === 0).map(({ name }) => name);

test('100 of 100 attacks are found, of every kind, and leave the copy as it was', async () => {
  const { db: platform, trialsDb: copy } = opened();
  for (let n = 0; n < 40; n += 1) await addAudit(platform, `application/${n}`);
  await createSealing({ db: platform, key }).step();
  const scratch = await makeScratch(copy, { key, most: 1_000, least: 120 });
  expect(scratch).toMatchObject({ links: 120, madeUp: 80, from: { position: 0 }, tail: { position: 120 } });

  const anchors = [{ ...scratch.tail, at: '' }];
  const clean = await verifyChain(copy, { key, anchors, unsealedAfterMs: 0 });
  expect(clean).toMatchObject({ rows: 120, links: 120, anchors: 1, waiting: 0 });
  expect([...clean.counts]).toEqual([]);

  const trials = await tried(scratch);
  expect(trials).toHaveLength(100);
  expect(missed(trials)).toEqual([]);
  const names = new Set(trials.map(({ name }) => name));
  expect(ATTACKS.filter(({ name }) => !names.has(name)).map(({ name }) => name)).toEqual([]);

  expect((await verifyChain(copy, { key, anchors, unsealedAfterMs: 0 })).counts.size).toBe(0);
  expect(await verify(platform)).toMatchObject({ rows: 40, links: 40, counts: {} });
});

test('without anchors a cut tail goes unseen, no edit and no exchange does: so the trials can fail', async () => {
  const scratch = await makeScratch(opened().trialsDb, { key, most: 1_000, least: 60 });
  const trials = await tried(scratch, { anchors: [] });
  const kinds = new Set(trials.filter(({ found }) => found.length === 0).map(({ kind }) => kind));
  expect(kinds.has('cut')).toBe(true);
  expect(kinds.has('edit') || kinds.has('reorder')).toBe(false);
});

test('an attacker who guesses the key is not found by its links: so the guesses are real ones', async () => {
  const guessed = 'local-audit-key-0000';
  const scratch = await makeScratch(opened().trialsDb, { key: guessed, most: 1_000, least: 60 });
  const trials = await tried(scratch, { key: guessed, anchors: [] });
  expect(missed(trials)).toEqual(
    expect.arrayContaining([expect.stringMatching(/every link from there made anew with a guessed key/)]),
  );
});

test('the newest rows of a long trail are tried alone, from a trusted forerunner on', async () => {
  const { db: platform, trialsDb: copy } = opened();
  for (let n = 0; n < 30; n += 1) await addAudit(platform, `application/${n}`);
  await createSealing({ db: platform, key }).step();
  const scratch = await makeScratch(copy, { key, most: 20, least: 10 });
  expect(scratch).toMatchObject({ links: 20, madeUp: 0, from: { position: 10 }, tail: { position: 30 } });
  expect(missed(await tried(scratch, { trials: 40, seed: 3 }))).toEqual([]);
});
