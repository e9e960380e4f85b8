// The platform's login can do its work, and nothing to what it must not touch, however it asks.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { asOwner, createTestDatabase, type TestDatabase } from '../test/harness/database.ts';
import { ensurePlatformRole } from './platform-role.ts';

let database: TestDatabase;
let role: string;
const made: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  for (const each of made) await asOwner(process.env.DATABASE_URL, `DROP ROLE IF EXISTS ${each}`);
});
beforeEach(() => {
  role = `platform_${randomBytes(4).toString('hex')}`;
  made.push(role);
});

function platformUrl(password: string): string {
  const url = new URL(database.ownerUrl);
  url.username = role;
  url.password = encodeURIComponent(password);
  return url.toString();
}

async function asPlatform<T>(password: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: platformUrl(password) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const INSERT =
  "INSERT INTO audit_event (at, actor_id, actor_role, action, object) VALUES (now(), 'a', 'clerk', 'x', 'y')";

test('it adds to the audit trail and reads it, and keeps the rest of the tables', async () => {
  await ensurePlatformRole(database.ownerUrl, platformUrl("p'w/1"));
  await asPlatform("p'w/1", async (client) => {
    await client.query(INSERT);
    await client.query(
      'INSERT INTO audit_link (position, event_id, digest) SELECT 1, id, $1 FROM audit_event',
      ['x'],
    );
    expect((await client.query('SELECT count(*)::int AS rows FROM audit_link')).rows).toEqual([{ rows: 1 }]);
    await client.query('DELETE FROM rate_limit');
    await client.query('UPDATE account SET role = role');
  });
});

test('it can neither change the trail, nor become somebody who can', async () => {
  await ensurePlatformRole(database.ownerUrl, platformUrl('secret'));
  const { username: owner } = new URL(database.ownerUrl);
  await asPlatform('secret', async (client) => {
    await client.query('RESET ROLE');
    const change = [
      "UPDATE audit_event SET action = 'x'",
      'DELETE FROM audit_event',
      'TRUNCATE audit_event CASCADE',
      "UPDATE audit_link SET digest = 'x'",
      'DELETE FROM audit_link',
      'DROP TABLE audit_link',
      'ALTER TABLE audit_event DISABLE TRIGGER ALL',
      'ALTER TABLE audit_event ADD COLUMN more text',
      `SET ROLE ${owner}`,
      `SET SESSION AUTHORIZATION ${owner}`,
      'SET session_replication_role = replica',
      'CREATE TABLE own (n int)',
      'CREATE ROLE another',
      `ALTER ROLE ${role} SUPERUSER`,
      'DELETE FROM _prisma_migrations',
      "COPY audit_event TO PROGRAM 'cat'",
      "SELECT pg_read_file('postgresql.conf')",
    ];
    for (const sql of change)
      await expect(client.query(sql)).rejects.toThrow(
        /permission denied|must be (owner|able)|must have|only roles/i,
      );
  });
});

test('set up again it is the same login, with the password of the address', async () => {
  await ensurePlatformRole(database.ownerUrl, platformUrl('first'));
  await Promise.all([1, 2].map(() => ensurePlatformRole(database.ownerUrl, platformUrl('second'))));
  await expect(asPlatform('first', async () => {})).rejects.toThrow(/password authentication failed/);
  await asPlatform('second', (client) => client.query(INSERT));
});

test('the owner’s own address is left alone', async () => {
  await ensurePlatformRole(database.ownerUrl, database.ownerUrl);
  await asOwner(database.ownerUrl, INSERT);
});

test.each([
  ['SUPERUSER', /privileges of its own/],
  ['CREATEROLE', /privileges of its own/],
  ['IN ROLE pg_read_all_data', /holds more than yizhan_app/],
])('a login with %s is refused', async (more, problem) => {
  await asOwner(database.ownerUrl, `CREATE ROLE ${role} LOGIN ${more}`);
  await expect(ensurePlatformRole(database.ownerUrl, platformUrl('secret'))).rejects.toThrow(problem);
});
