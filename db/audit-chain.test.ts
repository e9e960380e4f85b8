// Sealing on a real PostgreSQL: every row exactly once, whoever writes and seals at the same time.

import pg from 'pg';
import { AUDIT_KEY, addAudit, verify } from '../test/harness/audit.ts';
import { asOwner, createTestDatabase, type TestDatabase } from '../test/harness/database.ts';
import { testVault } from '../test/harness/vault.ts';
import { createSealing, type Sealing } from './audit-chain.ts';
import { type Database, openDatabase, type Transaction } from './client.ts';

let database: TestDatabase;
let db: Database;
let sealing: Sealing;

beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.url, vault: testVault, poolSize: 16 });
  sealing = createSealing({ db, key: AUDIT_KEY });
});
afterEach(async () => {
  await db?.$disconnect();
  await database?.drop();
});

const step = (by: Sealing = sealing) => by.step();

/** Objects of the rows in the order of the chain. */
async function chain(): Promise<readonly string[]> {
  const links = await db.auditLink.findMany({ orderBy: { position: 'asc' }, include: { event: true } });
  expect(links.map(({ position }) => Number(position))).toEqual(links.map((_, index) => index + 1));
  return links.map(({ event }) => event.object);
}

interface HeldOpen {
  commit(): Promise<void>;
  rollBack(): Promise<void>;
}

/** A transaction that has added a row and does not end yet. */
async function heldOpen(object: string): Promise<HeldOpen> {
  let end = (_how: 'commit' | 'roll back') => {};
  const ending = new Promise<string>((resolve) => {
    end = resolve;
  });
  let running: Promise<void> = Promise.resolve();
  await new Promise<void>((written, failed) => {
    running = db.$transaction(
      async (tx: Transaction) => {
        await addAudit(tx, object);
        written();
        if ((await ending) === 'roll back') throw new Error('rolled back');
      },
      { timeout: 60_000 },
    );
    running.catch(failed);
  });
  return {
    commit: async () => {
      end('commit');
      await running;
    },
    rollBack: async () => {
      end('roll back');
      await expect(running).rejects.toThrow('rolled back');
    },
  };
}

test('rows are sealed once, in the order they came, and the chain verifies', async () => {
  await addAudit(db, 'one');
  await addAudit(db, 'two');
  expect(await step()).toMatchObject({ links: 2, tail: { position: 2 }, isWhole: true });
  expect(await step()).toMatchObject({ links: 0, tail: { position: 2 } });
  await addAudit(db, 'three');
  expect(await step()).toMatchObject({ links: 1, tail: { position: 3 } });
  expect(await chain()).toEqual(['one', 'two', 'three']);
  expect(await verify(db)).toMatchObject({ rows: 3, links: 3, waiting: 0, counts: {} });
});

test('more rows than one transaction takes are sealed in one step', async () => {
  await asOwner(
    database.ownerUrl,
    `INSERT INTO audit_event (at, actor_id, actor_role, action, object)
     SELECT now(), 'a', 'clerk', 'accept', 'application/' || n FROM generate_series(1, 5001) n`,
  );
  expect(await step()).toMatchObject({ links: 5_001, tail: { position: 5_001 } });
  expect(await verify(db)).toMatchObject({ links: 5_001, counts: {} });
});

test('a transaction that stays open keeps nobody else’s row from the chain, and its own is not left out', async () => {
  const late = await heldOpen('late');
  for (let round = 0; round < 5; round += 1) {
    await addAudit(db, `round ${round}`);
    expect(await step()).toMatchObject({ links: 1 });
    await step();
  }
  await late.commit();
  expect(await step()).toMatchObject({ links: 1, tail: { position: 6 } });
  expect((await chain()).at(-1)).toBe('late');
  expect(await verify(db)).toMatchObject({ links: 6, waiting: 0, counts: {} });
});

test('many open at once, ending in any order between steps, are all sealed; those rolled back leave no trace', async () => {
  const open = new Map<string, HeldOpen>();
  const expected: string[] = [];
  for (let n = 0; n < 40; n += 1) {
    const object = `transaction ${n}`;
    open.set(object, await heldOpen(object));
    if (open.size === 8) {
      // An order that is neither theirs nor its reverse.
      const [ending, held] = [...open].at((n * 5) % 8) ?? [];
      if (ending === undefined || held === undefined) throw new Error('nobody is open');
      open.delete(ending);
      if (n % 3 === 0) await held.rollBack();
      else {
        await held.commit();
        expected.push(ending);
      }
    }
    if (n % 2 === 0) await step();
  }
  for (const [object, held] of open) {
    await held.commit();
    expected.push(object);
    await step();
  }
  expect([...(await chain())].sort()).toEqual([...expected].sort());
  expect(await verify(db)).toMatchObject({ links: expected.length, waiting: 0, counts: {} });
});

test('eight writers and three sealers at once: every row exactly once', async () => {
  const written: string[] = [];
  let isWriting = true;
  async function write(writer: number): Promise<void> {
    for (let n = 0; n < 60; n += 1) {
      const object = `row ${n} of ${writer}`;
      const rollsBack = (n + writer) % 7 === 0;
      await db
        .$transaction(async (tx) => {
          await addAudit(tx, object);
          await tx.$executeRaw`SELECT pg_sleep(random() * 0.01)`;
          await addAudit(tx, `${object}, more`);
          if (rollsBack) throw new Error('rolled back');
          written.push(object, `${object}, more`);
        })
        .catch((error: unknown) => {
          if (!rollsBack) throw error;
        });
    }
  }
  async function seal(): Promise<void> {
    const own = createSealing({ db, key: AUDIT_KEY });
    while (isWriting) {
      await own.step();
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
  }
  const sealers = [seal(), seal(), seal()];
  await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
  isWriting = false;
  await Promise.all(sealers);
  await step();
  expect(written.length).toBeGreaterThan(700);
  expect([...(await chain())].sort()).toEqual([...written].sort());
  expect(await verify(db)).toMatchObject({ links: written.length, waiting: 0, counts: {} });
});

test('a sealer that starts anew finds what others left unsealed, however old', async () => {
  const late = await heldOpen('late');
  await addAudit(db, 'soon');
  await step();
  await late.commit();
  expect(await step(createSealing({ db, key: AUDIT_KEY }))).toMatchObject({ links: 1 });
  expect(await chain()).toEqual(['soon', 'late']);
});

const addFarBelow = (object: string) =>
  asOwner(
    database.ownerUrl,
    `INSERT INTO audit_event (id, at, actor_id, actor_role, action, object)
     VALUES (-1000000, now(), 'a', 'clerk', 'accept', '${object}')`,
  );

test('what lies far below the newest is looked through too, once those who wrote at the start have ended', async () => {
  await addAudit(db, 'newest');
  const writing = await heldOpen('writing');
  await addFarBelow('far below');
  expect(await step()).toMatchObject({ links: 1 });
  for (let looks = 0; looks < 3; looks += 1) expect(await step()).toMatchObject({ links: 0 });
  await writing.commit();
  expect(await step()).toMatchObject({ links: 2 });
  expect(await chain()).toEqual(['newest', 'writing', 'far below']);
  expect(await step()).toMatchObject({ links: 0 });
});

test('a sealer that stands still in the middle of its turn holds the others up for no longer than the server lets it', async () => {
  await addAudit(db, 'one');
  const still = new pg.Client({ connectionString: database.url });
  still.on('error', () => {});
  await still.connect();
  await still.query('BEGIN');
  await still.query("SELECT set_config('idle_in_transaction_session_timeout', '300', true)");
  await still.query("SELECT pg_advisory_xact_lock(x'7365616c'::int, 'audit_link'::regclass::oid::int)");
  expect(await step()).toMatchObject({ links: 1 });
  await still.end().catch(() => {});
});

test('a chain that lost the end it had is reported, and is sealed on', async () => {
  await addAudit(db, 'one');
  await addAudit(db, 'two');
  const { tail } = await step();
  if (tail === null) throw new Error('nothing was sealed');
  await asOwner(database.ownerUrl, 'DELETE FROM audit_link WHERE position = 2');
  expect(await step()).toMatchObject({ isWhole: false });
  expect(await step()).toMatchObject({ isWhole: true });
  expect(await step(createSealing({ db, key: AUDIT_KEY, known: tail }))).toMatchObject({ isWhole: false });
  const anchor = { ...tail, at: '' };
  expect(await verify(db, [anchor])).toMatchObject({ counts: { 'tail-cut': 1 } });
});

describe('the platform’s own role', () => {
  test.each(['audit_event', 'audit_link'])(
    'adds to %s and reads it, and can do nothing else to it',
    async (table) => {
      await addAudit(db, 'mine');
      await step();
      // PostgreSQL answers this one with a warning, and grants nothing.
      await db.$executeRawUnsafe(`GRANT ALL ON ${table} TO yizhan_app`).catch(() => {});
      const refused = [
        `UPDATE ${table} SET ${table === 'audit_event' ? "action = 'x'" : "digest = 'x'"}`,
        `DELETE FROM ${table}`,
        `TRUNCATE ${table} CASCADE`,
        `DROP TABLE ${table} CASCADE`,
        `ALTER TABLE ${table} DISABLE TRIGGER ALL`,
        `CREATE TRIGGER t BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
      ];
      for (const sql of refused) {
        await expect(db.$executeRawUnsafe(sql)).rejects.toThrow(/permission denied|must be owner/);
      }
      expect(await chain()).toEqual(['mine']);
    },
  );
});
