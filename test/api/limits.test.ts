// Limits as whoever meets them sees them: from one source, from one account, over copies of the API and restarts.
import { LIMITS } from '../../api/limits/numbers.ts';
import { DEMO_PASSWORD } from '../../prisma/seed/password.ts';
import { anybody } from '../../sandbox/person.ts';
import { inParallel } from '../../worker/in-parallel.ts';
import { listenOn, startApi, type TestApi } from '../harness/api.ts';
import { applicantFor } from '../harness/people.ts';

const HERE = 'https://yizhan.example';
type Listening = Awaited<ReturnType<typeof listenOn>>;

let api: TestApi;
let strict: Listening;
beforeAll(async () => {
  api = await startApi();
  strict = await listen();
});
afterAll(async () => {
  await strict?.stop();
  await api?.stop();
});

/** With the limits of production, or a part of them, behind a proxy. */
const listen = (limitFactor = 1) => listenOn(api.databaseUrl, { limitFactor, publicUrl: HERE });

async function newOwner(): Promise<string> {
  const { accountId } = await applicantFor(api, 'licence-renewal', { today: api.clock.today });
  const { mobile } = await api.db.account.findUniqueOrThrow({ where: { id: accountId } });
  return mobile ?? '';
}

/** Somebody at an address, at one copy of the API. */
function from(source: string, { url }: Pick<Listening, 'url'> = strict) {
  const person = anybody(url);
  const headers = { 'X-Forwarded-For': source, 'X-Forwarded-Proto': 'https', Origin: HERE };
  return {
    person,
    signIn: (login: string, password: string) =>
      person.call('POST', '/api/v1/session', { body: { login, password }, headers }),
    whoAmI: () => person.call('GET', '/api/v1/session', { headers }),
    post: (path: string, body: unknown) => person.call('POST', `/api/v1${path}`, { body, headers }),
  };
}

const failures = LIMITS['sign-in-pair'].count;

test('five wrong passwords lock a source out of an account, at every copy of the API and after a restart', async () => {
  const mobile = await newOwner();
  const copy = await listen();
  for (let n = 0; n < failures; n += 1) {
    const by = from('203.0.113.10', n % 2 ? copy : strict);
    expect((await by.signIn(mobile, 'not the password')).status).toBe(401);
  }
  for (const at of [strict, copy]) {
    const locked = await from('203.0.113.10', at).signIn(mobile, DEMO_PASSWORD);
    expect([locked.status, locked.body.code]).toEqual([429, 'too-many-requests']);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(29 * 60);
    expect(Number(locked.headers.get('retry-after'))).toBeLessThanOrEqual(30 * 60);
  }
  await copy.stop();
  const restarted = await listen();
  expect((await from('203.0.113.10', restarted).signIn(mobile, DEMO_PASSWORD)).status).toBe(429);
  expect((await from('203.0.113.11', restarted).signIn(mobile, DEMO_PASSWORD)).status).toBe(200);
  await restarted.stop();
});

test('a password that is right begins the count anew', async () => {
  const mobile = await newOwner();
  const owner = from('203.0.113.20');
  for (let round = 0; round < 3; round += 1) {
    for (let n = 1; n < failures; n += 1) expect((await owner.signIn(mobile, 'mistyped')).status).toBe(401);
    expect((await owner.signIn(mobile, DEMO_PASSWORD)).status).toBe(200);
  }
});

test('a device that is known gets in from the very address that others have locked', async () => {
  const mobile = await newOwner();
  const [owner, others] = [from('203.0.113.30'), from('203.0.113.30')];
  expect((await owner.signIn(mobile, DEMO_PASSWORD)).status).toBe(200);
  for (let n = 0; n <= failures; n += 1) await others.signIn(mobile, 'not the password');
  expect((await others.signIn(mobile, DEMO_PASSWORD)).status).toBe(429);
  expect((await owner.signIn(mobile, DEMO_PASSWORD)).status).toBe(200);
  // Whoever has taken the device has five guesses like everybody.
  for (let n = 0; n < failures; n += 1) expect((await owner.signIn(mobile, 'mistyped')).status).toBe(401);
  expect((await owner.signIn(mobile, DEMO_PASSWORD)).status).toBe(429);
});

test('look-ups that find nothing are refused after thirty in ten minutes; those that find something are not counted', async () => {
  const applicant = await applicantFor(api, 'licence-renewal', { today: api.clock.today });
  const body = await applicant.submission();
  const created = await applicant.call('POST', '/api/v1/applications', { body });
  const { number, trackingSecret: secret } = created.body;
  const visitor = from('203.0.113.40');
  for (let n = 0; n < LIMITS.tracking.count; n += 1)
    expect((await visitor.post('/tracking', { number, secret: 'wrong' })).status).toBe(404);
  const locked = await visitor.post('/tracking', { number, secret: 'wrong' });
  expect(locked.status).toBe(429);
  expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(9 * 60);
  expect((await visitor.post('/tracking', { number, secret })).status).toBe(200);
});

test('an account may ask 600 times a minute from wherever it asks, and a source 1,200 times', async () => {
  const mobile = await newOwner();
  const owner = from('203.0.113.50');
  await owner.signIn(mobile, DEMO_PASSWORD);
  const policy = (await owner.whoAmI()).headers.get('ratelimit-policy');
  expect(policy).toMatch(/"source"; q=1200; w=60/);
  expect(policy).toMatch(/"account"; q=600; w=60/);

  // A tenth of it is soon asked.
  const tenth = await listen(0.1);
  const asksFrom = async (source: string) => {
    const elsewhere = from(source, tenth);
    elsewhere.person.cookie = owner.person.cookie;
    return elsewhere.whoAmI();
  };
  const asked = await inParallel(
    Array.from({ length: 80 }, (_, n) => n),
    4,
    (n) => asksFrom(`203.0.113.${51 + (n % 3)}`),
  );
  const refused = asked.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(20);
  expect(refused[0]?.body.code).toBe('too-many-requests');
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);

  const visitors = await inParallel(Array.from({ length: 140 }), 4, () =>
    from('203.0.113.60', tenth).whoAmI(),
  );
  expect(visitors.filter(({ status }) => status === 429)).toHaveLength(20);
  expect((await from('203.0.113.61', tenth).whoAmI()).status).toBe(401);
  expect(
    (await fetch(`${tenth.url}/readyz`, { headers: { 'X-Forwarded-For': '203.0.113.60' } })).status,
  ).toBe(200);
  await tenth.stop();
});
