// Ten thousand guesses at everything that can be guessed, the right one among them where it comes too late: nobody gets
// in, and those who are guessed at still do.
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'otplib';
import { applicationContracts } from '../../api/contract/applications.ts';
import { type Call, createHttpClient, type HttpClient } from '../../bench/rig/http.ts';
import { type ProcessPlan, type RunningProcess, startProcess } from '../../bench/rig/processes.ts';
import { saveApiKey } from '../../db/api-keys.ts';
import { toInstant } from '../../domain/calendar/local-date.ts';
import { DEMO_PASSWORD, DEMO_TOTP_SECRET, demoPasswordHash } from '../../prisma/seed/password.ts';
import { OFFICE } from '../../prisma/seed/register.ts';
import { withCookies } from '../../sandbox/person.ts';
import { freePorts } from '../../scripts/setup/servers.mjs';
import { inParallel } from '../../worker/in-parallel.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { applicantFor, employ, type TestApplicant } from '../harness/people.ts';
import { codeTo } from '../harness/phones.ts';

const HERE = 'https://yizhan.example';
/** Guesses under way at once. */
const AT_ONCE = 12;
const ALL = 10_000;

interface Told {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds: number;
}

/** Somebody at an address of their own, before the proxy that ends TLS, with a browser that keeps cookies. */
function from(source: string) {
  let cookie = '';
  async function ask(asked: Pick<Call, 'method' | 'path' | 'body' | 'headers'>): Promise<Told> {
    const ofProxy = { 'X-Forwarded-For': source, 'X-Forwarded-Proto': 'https', Origin: HERE };
    const told = await http.send({ ...asked, cookie, headers: { ...ofProxy, ...asked.headers } });
    cookie = withCookies(cookie, told.headers['set-cookie'] ?? []);
    const { status, text, headers } = told;
    return { status, body: JSON.parse(text || '{}'), retryAfterSeconds: Number(headers['retry-after']) };
  }
  return {
    post: (path: string, body: unknown) => ask({ method: 'POST', path: `/api/v1${path}`, body }),
    get: (path: string, headers: Record<string, string>) =>
      ask({ method: 'GET', path: `/api/v1${path}`, headers }),
  };
}
type Somebody = ReturnType<typeof from>;

/** Where applicants are made; this one counts next to nothing. */
let api: TestApi;
/** The API as in production: a process of its own, with its limits, behind a proxy. */
let server: RunningProcess;
let plan: ProcessPlan;
let url: string;
let http: HttpClient;
let owner: TestApplicant & { readonly mobile: string };
let ownDevice: Somebody;
let clerksDevice: Somebody;
beforeAll(async () => {
  api = await startApi();
  plan = await serverPlan();
  await start();
  owner = await withMobile(await applicantFor(api, 'licence-renewal', { today: api.clock.today }));
  await employ(api, [{ login: 'victim', role: 'clerk' }]);
  ownDevice = from('203.0.113.1');
  clerksDevice = from('203.0.113.2');
  expect((await ownDevice.post('/session', { login: owner.mobile, password: DEMO_PASSWORD })).status).toBe(
    200,
  );
  expect((await signInClerk(-1)).status).toBe(200);
});
afterAll(async () => {
  await stop();
  await api?.stop();
});

async function serverPlan(): Promise<ProcessPlan> {
  const [port = 0] = await freePorts(1);
  url = `http://127.0.0.1:${port}`;
  const env = { DATABASE_URL: api.databaseUrl, API_PORT: String(port), PUBLIC_URL: HERE, LOG_LEVEL: 'warn' };
  return {
    ...{ name: 'api', entry: 'api/server.ts', healthUrl: `${url}/readyz` },
    env: { ...process.env, ...env },
    logFile: join(mkdtempSync(join(tmpdir(), 'yizhan-guessing-')), 'api.log'),
  };
}

async function start(): Promise<void> {
  server = await startProcess(plan);
  http = createHttpClient(url);
}

async function stop(signal?: 'SIGKILL'): Promise<void> {
  http?.close();
  await server?.end(signal);
}

async function withMobile<A extends TestApplicant>(applicant: A): Promise<A & { readonly mobile: string }> {
  const { mobile } = await api.db.account.findUniqueOrThrow({ where: { id: applicant.accountId } });
  if (mobile === null) throw new Error('applicants have mobiles');
  return { ...applicant, mobile };
}

const totp = (step: number) =>
  generate({ secret: DEMO_TOTP_SECRET, strategy: 'totp', epoch: Math.floor(Date.now() / 1_000) + step * 30 });

async function signInClerk(step: number): Promise<Told> {
  await clerksDevice.post('/session', { login: 'victim', password: DEMO_PASSWORD });
  return clerksDevice.post('/session/second-factor', { code: await totp(step) });
}

let sources = 0;
function newSource(): string {
  sources += 1;
  return `198.18.${Math.floor(sources / 250)}.${(sources % 250) + 1}`;
}
const stranger = () => from(newSource());

interface Tally {
  guesses: number;
  entries: number;
  readonly statuses: Map<number, number>;
}
const tally: Tally = { guesses: 0, entries: 0, statuses: new Map() };

/** Guesses, and counts what comes of it. */
async function guess(guesses: readonly (() => Promise<Told>)[], most = AT_ONCE): Promise<readonly Told[]> {
  return inParallel(guesses, most, async (one) => {
    const answer = await one();
    tally.guesses += 1;
    if (answer.status < 400) tally.entries += 1;
    tally.statuses.set(answer.status, (tally.statuses.get(answer.status) ?? 0) + 1);
    return answer;
  });
}

const times = <T>(count: number, each: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => each(n));
const password = (n: number) => `Guess-${n}`;
const sixDigits = (n: number) => String(n).padStart(6, '0');

/** Every code but those: what must not come true by chance. */
const codesBut = (count: number, ...right: readonly string[]) =>
  times(count + right.length, sixDigits)
    .filter((code) => !right.includes(code))
    .slice(0, count);

const statusesOf = (answers: readonly Told[]) => answers.map(({ status }) => status);

test('10,000 guesses: 0 entries, and the owners still get in', async () => {
  await passwordsFromOneSource();
  await passwordsFromManySources();
  await onePasswordOnManyAccounts();
  await codesToThePhone();
  await codesForAnotherPassword();
  await oneTimeCodes();
  await passwordsInAnOpenSession();
  await keysOfUnits();
  await trackingSecrets();
  expect([tally.guesses, tally.entries]).toEqual([ALL, 0]);
  // Nothing but refusals: no guess breaks anything.
  expect([...tally.statuses.keys()].sort()).toEqual([401, 404, 422, 429]);

  const known = await ownDevice.post('/session', { login: owner.mobile, password: DEMO_PASSWORD });
  expect(known.body).toMatchObject({ state: 'signed-in', id: owner.accountId });
  const clerk = await signInClerk(0);
  expect(clerk.body).toMatchObject({ state: 'signed-in', role: 'clerk' });

  await minutePasses();
  const elsewhere = stranger();
  expect((await elsewhere.post('/phone-codes', { mobile: owner.mobile, purpose: 'sign-in' })).status).toBe(
    202,
  );
  const code = await codeTo(api.db, owner.mobile);
  const byPhone = await elsewhere.post('/session', { login: owner.mobile, code });
  expect(byPhone.body).toMatchObject({ state: 'signed-in', id: owner.accountId });

  const another = await withMobile(await applicantFor(api, 'plate-reissue', { today: api.clock.today }));
  const untouched = await stranger().post('/session', { login: another.mobile, password: DEMO_PASSWORD });
  expect(untouched.body).toMatchObject({ state: 'signed-in', id: another.accountId });
}, 600_000);

/** A list of passwords at one account. The right one is the sixth. */
async function passwordsFromOneSource() {
  const guesser = stranger();
  const enter = (word: string) => () => guesser.post('/session', { login: owner.mobile, password: word });
  const first = await guess(
    times(5, (n) => enter(password(n))),
    1,
  );
  expect(statusesOf(first)).toEqual([401, 401, 401, 401, 401]);
  const [right] = await guess([enter(DEMO_PASSWORD)]);
  expect(right?.status).toBe(429);
  expect(right?.retryAfterSeconds).toBeGreaterThan(29 * 60);
  await guess(times(2_994, (n) => enter(n % 50 ? password(n) : DEMO_PASSWORD)));
}

/** The same from hundreds of sources, none of which is locked out by itself. */
async function passwordsFromManySources() {
  const enter = (word: string) => () => stranger().post('/session', { login: owner.mobile, password: word });
  await guess(times(100, (n) => enter(password(n))));
  // What was counted is known to a process that starts now.
  await stop('SIGKILL');
  await start();
  const right = await guess(times(50, () => enter(DEMO_PASSWORD)));
  expect(new Set(statusesOf(right))).toEqual(new Set([429]));
  await guess(times(850, (n) => enter(password(n))));
}

/** Password spraying: one password, five hundred accounts, three sources. */
async function onePasswordOnManyAccounts() {
  const logins = times(500, (n) => (n % 2 ? `1390396${String(n).padStart(4, '0')}` : `user-${n}`));
  for (const word of ['Zhumadian-1', 'Password1', '12345678a']) {
    const guesser = stranger();
    const answers = await guess(
      logins.map((login) => () => guesser.post('/session', { login, password: word })),
    );
    // Sixty were looked at, whoever they were.
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(60);
  }
}

/** A code is on its way to the owner. The right one is the sixth that is guessed, and all that follow. */
async function codesToThePhone() {
  const asker = stranger();
  await asker.post('/phone-codes', { mobile: owner.mobile, purpose: 'sign-in' });
  const right = await codeTo(api.db, owner.mobile);
  const enter = (code: string) => () => stranger().post('/session', { login: owner.mobile, code });
  await guess(codesBut(5, right).map(enter));
  await guess(times(20, () => enter(right)));
  await guess(codesBut(475, right).map(enter));
  const one = stranger();
  const answers = await guess(
    times(500, (n) => () => one.post('/session', { login: owner.mobile, code: sixDigits(n) })),
  );
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(60);
}

async function codesForAnotherPassword() {
  await minutePasses();
  await stranger().post('/phone-codes', { mobile: owner.mobile, purpose: 'reset-password' });
  const right = await codeTo(api.db, owner.mobile);
  const guesser = stranger();
  const reset = (code: string) => () =>
    guesser.post('/account/password-reset', { login: owner.mobile, code, next: 'Taken-2015' });
  await guess(codesBut(5, right).map(reset));
  await guess(times(10, () => reset(right)));
  await guess(codesBut(485, right).map(reset));
}

/** Somebody has the clerk's password. The right code is the sixth. */
async function oneTimeCodes() {
  const thief = stranger();
  const first = await thief.post('/session', { login: 'victim', password: DEMO_PASSWORD });
  expect(first.body).toEqual({ state: 'second-factor' });
  const right = await Promise.all(times(8, (n) => totp(n - 2)));
  const enter = (by: Somebody) => (code: string) => () => by.post('/session/second-factor', { code });
  const wrong = await guess(codesBut(5, ...right).map(enter(thief)), 1);
  expect(statusesOf(wrong)).toEqual([401, 401, 401, 401, 401]);
  const late = await guess([enter(thief)(await totp(0)), enter(thief)(await totp(1))]);
  expect(statusesOf(late)).toEqual([429, 429]);
  await guess(codesBut(493, ...right).map(enter(thief)));
  // From a hundred sources: the account itself is shut to whoever it does not know.
  const many = await inParallel(times(50, stranger), AT_ONCE, async (by) => {
    await by.post('/session', { login: 'victim', password: DEMO_PASSWORD });
    return by;
  });
  await guess(many.flatMap((by) => codesBut(10, ...right).map(enter(by))));
}

/** A session left open on a counter: the password is needed to change it. */
async function passwordsInAnOpenSession() {
  const left = await withMobile(await applicantFor(api, 'plate-reissue', { today: api.clock.today }));
  const finder = stranger();
  await finder.post('/session', { login: left.mobile, password: DEMO_PASSWORD });
  const change = (current: string) => () => finder.post('/account/password', { current, next: 'Taken-2015' });
  await guess(
    times(5, (n) => change(password(n))),
    1,
  );
  const [right] = await guess([change(DEMO_PASSWORD)]);
  expect(right?.status).toBe(429);
  await guess(times(494, (n) => change(password(n))));
}

async function keysOfUnits() {
  const { id } = await keyOfSomeUnit();
  const ask = (by: Somebody, key: string) => () =>
    by.get('/applications', { Authorization: `Bearer ${key}` });
  const secret = (n: number) => String(n).padStart(43, 'A');
  const one = stranger();
  await guess(times(250, (n) => ask(one, `yz_${n % 2 ? id : randomUUID()}_${secret(n)}`)));
  await guess(times(250, (n) => ask(stranger(), `yz_${id}_${secret(n)}`)));
}

async function keyOfSomeUnit() {
  const [unitId, accountId] = [randomUUID(), randomUUID()];
  const { db } = api;
  await db.unit.create({
    data: {
      ...{
        id: unitId,
        name: '某医院',
        kind: 'hospital',
        orgCode: '10000001X',
        options: [6],
        state: 'active',
      },
      ...{ office: OFFICE, legalRepresentativeSealed: db.vault.seal('{}'), createdAt: api.clock.at },
    },
  });
  await db.account.create({
    data: {
      ...{ id: accountId, login: 'operator', unitId, kind: 'unit', role: 'applicant', office: OFFICE },
      ...{ displayName: '经办人', passwordHash: await demoPasswordHash() },
    },
  });
  const expiresAt = toInstant(Date.now() + 86_400_000);
  return saveApiKey(db, {
    ...{ unitId, accountId, name: '体检系统', scopes: ['application:read'], createdById: accountId },
    ...{ createdAt: api.clock.at, expiresAt },
  });
}

async function trackingSecrets() {
  const body = await owner.submission();
  const { number } = (await owner.ask(applicationContracts.create, { body })).body;
  const track = (by: Somebody, n: number) => () => by.post('/tracking', { number, secret: `secret-${n}` });
  const one = stranger();
  const answers = await guess(times(500, (n) => track(one, n)));
  expect(answers.filter(({ status }) => status === 404)).toHaveLength(30);
  await guess(times(500, (n) => track(stranger(), n)));
}

/** As if a minute had passed since a code was sent. */
const minutePasses = () =>
  api.db.rateLimit.updateMany({ where: { key: { startsWith: 'phone-code-minute:' } }, data: { expire: 0 } });
