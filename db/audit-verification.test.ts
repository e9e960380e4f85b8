// Each way of touching the trail is found, and called what it is.

import { toInstant } from '../domain/calendar/local-date.ts';
import { AUDIT_KEY, addAudit, verify } from '../test/harness/audit.ts';
import { createTestDatabase, type TestDatabase } from '../test/harness/database.ts';
import { testVault } from '../test/harness/vault.ts';
import type { Anchor } from './audit-anchors.ts';
import { sealAll } from './audit-chain.ts';
import { verifyChain } from './audit-verification.ts';
import { type Database, openDatabase, type Transaction } from './client.ts';

let database: TestDatabase;
/** Of somebody with every right. */
let db: Database;
/** One a link: as if every step had sealed a single row. */
let anchors: readonly Anchor[];

const LINKS = 12;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.ownerUrl, vault: testVault, poolSize: 4 });
  for (let n = 1; n <= LINKS; n += 1) await addAudit(db, `application/${n}`);
  await db.$transaction((tx) => sealAll(tx, AUDIT_KEY));
  const links = await db.auditLink.findMany({ orderBy: { position: 'asc' } });
  anchors = links.map(({ position, digest }) => ({ position: Number(position), digest, at: '' }));
});
afterAll(async () => {
  await db?.$disconnect();
  await database?.drop();
});

class RolledBack extends Error {}

/** Does something to the trail and undoes it. */
async function undone(work: (tx: Transaction) => Promise<void>): Promise<void> {
  const trying = db.$transaction(
    async (tx) => {
      await work(tx);
      throw new RolledBack();
    },
    { timeout: 60_000 },
  );
  await expect(trying).rejects.toThrow(RolledBack);
}

/** Whoever has every right first takes away what stands in the way: triggers, and what ties links to rows. */
async function attack(tx: Transaction, sql: string): Promise<void> {
  await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
  for (const statement of sql.split(';')) await tx.$executeRawUnsafe(statement);
}

const CUT = `DELETE FROM audit_event WHERE object IN ('application/10', 'application/11', 'application/12');
             DELETE FROM audit_link WHERE position > 9`;
const row = (position: number) => `(SELECT event_id FROM audit_link WHERE position = ${position})`;

test('an untouched trail is whole, with every anchor in place', async () => {
  const found = await verify(db, anchors);
  expect(found).toMatchObject({
    rows: LINKS,
    links: LINKS,
    anchors: LINKS,
    waiting: 0,
    counts: {},
    findings: [],
  });
  expect(found.lastAnchor).toEqual(anchors.at(-1));
});

test.each([
  ['an edited row', `UPDATE audit_event SET actor_id = 'x' WHERE id = ${row(5)}`, { 'row-altered': 1 }],
  ['a reason put in', `UPDATE audit_event SET reason = '' WHERE id = ${row(5)}`, { 'row-altered': 1 }],
  [
    'another time of sealing',
    `UPDATE audit_link SET sealed_at = now() + interval '1 day' WHERE position = 5`,
    { 'row-altered': 1 },
  ],
  ['a row deleted', `DELETE FROM audit_event WHERE id = ${row(5)}`, { 'row-deleted': 1 }],
  [
    'a forged digest',
    "UPDATE audit_link SET digest = 'x' WHERE position = 5",
    { 'link-forged': 1, 'tail-cut': 1 },
  ],
  [
    'a row deleted with its link',
    `DELETE FROM audit_link WHERE position = 5; DELETE FROM audit_event WHERE object = 'application/5'`,
    { 'links-missing': 1, 'tail-cut': 1 },
  ],
  [
    'a link deleted',
    'DELETE FROM audit_link WHERE position = 5',
    { 'links-missing': 1, 'row-unsealed': 1, 'tail-cut': 1 },
  ],
  [
    'two rows exchanged',
    `UPDATE audit_event SET object = CASE object WHEN 'application/4' THEN 'application/9' ELSE 'application/4' END,
            request_id = CASE object WHEN 'application/4' THEN 'request of application/9' ELSE 'request of application/4' END
     WHERE object IN ('application/4', 'application/9')`,
    { 'row-altered': 2 },
  ],
  [
    'the rows of two links exchanged',
    `DROP INDEX audit_link_event_id_key;
     UPDATE audit_link SET event_id = CASE position WHEN 4 THEN ${row(9)} ELSE ${row(4)} END WHERE position IN (4, 9)`,
    { 'rows-reordered': 2 },
  ],
  [
    'a link before the first',
    "INSERT INTO audit_event (id, at, actor_id, actor_role, action, object) VALUES (0, now(), 'x', 'x', 'x', 'x'); INSERT INTO audit_link (position, event_id, digest) VALUES (0, 0, 'x')",
    { 'link-forged': 1 },
  ],
  [
    'a row kept from the chain',
    "INSERT INTO audit_event (at, actor_id, actor_role, action, object) VALUES (now() - interval '1 hour', 'x', 'x', 'x', 'x')",
    { 'row-unsealed': 1 },
  ],
  [
    'a row that is said to be still to come',
    "INSERT INTO audit_event (at, actor_id, actor_role, action, object) VALUES ('infinity', 'x', 'x', 'x', 'x')",
    { 'row-unsealed': 1 },
  ],
  ['a cut tail', CUT, { 'tail-cut': 3 }],
  ['everything gone', 'TRUNCATE audit_event, audit_link', { 'tail-cut': LINKS }],
])('%s', async (_, sql, counts) => {
  await undone(async (tx) => {
    await attack(tx, sql);
    expect((await verify(tx, anchors)).counts).toEqual(counts);
  });
});

test('a tail that was cut and has grown again differs from what was anchored', async () => {
  await undone(async (tx) => {
    await attack(tx, CUT);
    for (let n = 0; n < 5; n += 1) await addAudit(tx, `application/new ${n}`);
    await sealAll(tx, AUDIT_KEY);
    expect(await verify(tx)).toMatchObject({ links: 14, counts: {} });
    expect((await verify(tx, anchors)).counts).toEqual({ 'tail-cut': 3 });
  });
});

test('anchors that two workers wrote in another order than they sealed do no harm', async () => {
  const turned = [...anchors].reverse();
  expect(await verify(db, turned)).toMatchObject({ anchors: LINKS, lastAnchor: anchors.at(-1), counts: {} });
  await undone(async (tx) => {
    await attack(tx, CUT);
    expect((await verify(tx, turned)).counts).toEqual({ 'tail-cut': 3 });
  });
});

test('a link of another key is found', async () => {
  await undone(async (tx) => {
    await addAudit(tx, 'application/last');
    await sealAll(tx, 'another audit key');
    expect((await verify(tx, anchors)).counts).toEqual({ 'row-altered': 1 });
  });
});

test('what is sealed while it is verified has its time, whatever it says of its own', async () => {
  const old = toInstant('2020-01-01T00:00:00Z');
  await addAudit(db, 'application/old', old);
  const verifying = verifyChain(db, { key: AUDIT_KEY, anchors, unsealedAfterMs: 20_000 });
  await db.$transaction((tx) => sealAll(tx, AUDIT_KEY));
  const { waiting, counts } = await verifying;
  expect([waiting, [...counts]]).toEqual([0, []]);
});

test('an anchor of a link that was sealed while the chain was walked is no cut', async () => {
  async function* growing() {
    yield* anchors;
    await addAudit(db, 'application/later');
    await db.$transaction((tx) => sealAll(tx, AUDIT_KEY));
    const { position, digest } = await db.auditLink.findFirstOrThrow({ orderBy: { position: 'desc' } });
    yield { position: Number(position), digest, at: '' };
  }
  const { counts } = await verifyChain(db, { key: AUDIT_KEY, anchors: growing() });
  expect([...counts]).toEqual([]);
});
