// Without PostgreSQL: said quickly and plainly, and over as soon as it is back.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { publicContracts } from '../../api/contract/public.ts';
import { sessionContracts } from '../../api/contract/session.ts';
import { openDatabase } from '../../db/client.ts';
import { migrate } from '../../prisma/migrate.ts';
import { seedCalendar } from '../../prisma/seed/calendar.ts';
import {
  type PostgresServer,
  startPostgres,
  startThrowaway,
  type Throwaway,
} from '../../scripts/setup/servers.mjs';
import { listenOn } from '../harness/api.ts';
import { eventually } from '../harness/eventually.ts';
import { applicantFor, nobody, signedIn, type TestApplicant } from '../harness/people.ts';
import { silenceable } from '../harness/silence.ts';
import { testVault } from '../harness/vault.ts';

let servers: Throwaway;
let postgres: PostgresServer;
let api: Awaited<ReturnType<typeof listenOn>>;
let self: TestApplicant;

beforeAll(async () => {
  servers = await startThrowaway({ redis: false, temporal: false, durable: true });
  if (!servers.postgres) throw new Error('no PostgreSQL was started');
  postgres = servers.postgres;
  await migrate(postgres.url);
  const db = openDatabase({ url: postgres.url, vault: testVault, poolSize: 1 });
  await seedCalendar(db);
  await db.$disconnect();
  api = await listenOn(postgres.url);
  self = await applicantFor(api, 'plate-reissue', { today: api.clock.today });
});
afterAll(async () => {
  await api?.stop();
  await servers?.close();
});

const get = async (path: string) => {
  const answer = await fetch(api.url + path);
  return { status: answer.status, text: await answer.text() };
};

async function startAgain(): Promise<void> {
  const { dataDir, port } = postgres;
  postgres = await startPostgres({ dataDir, port, runDir: servers.runDir });
  await eventually('readiness', async () => (await get('/readyz')).status === 200);
}

const PATIENCE_MS = 5_000;

/** The answer while PostgreSQL is away, and how soon it came. */
async function unavailable(
  ask: () => Promise<{ status: number; headers: Headers; problem: { code: string } }>,
) {
  const began = performance.now();
  const { status, headers, problem } = await ask();
  expect([status, problem.code]).toEqual([503, 'temporarily-unavailable']);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(performance.now() - began).toBeLessThan(PATIENCE_MS);
}

test('alive and ready, each for itself', async () => {
  expect(await get('/livez')).toEqual({ status: 200, text: JSON.stringify({ status: 'alive' }) });
  expect(await get('/readyz')).toMatchObject({ status: 200 });
  expect(JSON.parse((await get('/readyz')).text)).toEqual({ status: 'ready', postgres: 'ready' });
});

test('while PostgreSQL is away every request is told so in time; afterwards the same key does the work once', async () => {
  const body = await self.submission();
  const key = 'sent-while-postgres-was-away';
  await postgres.kill();

  expect(await get('/livez')).toMatchObject({ status: 200 });
  expect(await get('/readyz')).toMatchObject({ status: 503 });
  expect(JSON.parse((await get('/readyz')).text)).toEqual({ status: 'not ready', postgres: 'unreachable' });
  expect(await get('/metrics')).toMatchObject({
    status: 200,
    text: expect.stringContaining('pending_pokes Nan'),
  });
  const catalogue = await get('/api/v1/services');
  expect(catalogue).toMatchObject({ status: 200, text: expect.stringContaining('"isOpen":true') });
  await unavailable(() => self.ask(applications.list));
  await unavailable(() => self.ask(applications.create, { body, key }));
  const track = { number: 'ZMD-20151103-000001-0', secret: 'x' };
  await unavailable(() =>
    nobody(api.url).ask(sessionContracts.signIn, { body: { login: 'x', password: 'x' } }),
  );
  expect((await nobody(api.url).ask(publicContracts.track, { body: track })).status).toBeGreaterThan(400);

  await startAgain();
  const created = await self.ask(applications.create, { body, key });
  expect(created.body.state).toBe('submitted');
  expect((await self.ask(applications.create, { body, key })).text).toBe(created.text);
  expect((await self.ask(applications.list)).body.items).toHaveLength(1);
});

test('a PostgreSQL that falls silent is waited for only so long', async () => {
  const proxy = await silenceable(postgres.port);
  const url = new URL(postgres.url);
  url.port = String(proxy.port);
  const behind = await listenOn(url.toString(), { clock: api.clock, patienceMs: 3_000 });
  const other = await signedIn(behind.url, self.applicant.login);
  proxy.fallSilent();
  await Promise.all([1, 2, 3].map(() => unavailable(() => other.ask(applications.list))));
  await unavailable(() =>
    nobody(behind.url).ask(sessionContracts.signIn, { body: { login: 'x', password: 'x' } }),
  );
  expect((await fetch(`${behind.url}/livez`)).status).toBe(200);
  proxy.speakAgain();
  await eventually('an answer', async () => (await other.ask(applications.list)).status === 200);
  await behind.stop();
  await proxy.close();
});

test('a connection that breaks in mid-transaction leaves nothing behind and the key free', async () => {
  const other = await applicantFor(api, 'plate-reissue', { today: api.clock.today });
  const body = await other.submission();
  const key = 'sent-into-a-breaking-connection';
  const holder = openDatabase({ url: postgres.url, vault: testVault, poolSize: 1 });
  const asked = await holder.$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE audit_event`;
    const pending = other.ask(applications.create, { body, key });
    await eventually('a request that waits', async () => {
      const [row] = await api.db.$queryRaw<{ pid: number }[]>`
        SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%INSERT INTO application_event%'`;
      return row && (await api.db.$queryRaw`SELECT pg_terminate_backend(${row.pid}::int)`);
    });
    return pending;
  });
  await holder.$disconnect();
  expect(asked.problem.code).toBe('temporarily-unavailable');
  expect(await api.db.application.count({ where: { applicantId: other.accountId } })).toBe(0);
  expect((await other.ask(applications.create, { body, key })).status).toBe(201);
});

test('before it goes down it is not ready any more, and still answers', async () => {
  api.drain();
  expect(JSON.parse((await get('/readyz')).text)).toEqual({ status: 'not ready', postgres: 'draining' });
  expect((await self.ask(applications.list)).status).toBe(200);
});
