// Signing in, in one step or two, staying signed in, and out.
import { generate } from 'otplib';
import { applicationContracts } from '../../api/contract/applications.ts';
import { Problem } from '../../api/contract/schemas.ts';
import { sessionContracts } from '../../api/contract/session.ts';
import { DEMO_PASSWORD, DEMO_TOTP_SECRET } from '../../prisma/seed/password.ts';
import { OFFICE } from '../../prisma/seed/register.ts';
import { anybody } from '../../sandbox/person.ts';
import { listenOn, startApi, type TestApi } from '../harness/api.ts';
import { eventually } from '../harness/eventually.ts';
import { applicantFor, employ, nobody, openDesk, signedIn, type TestApplicant } from '../harness/people.ts';

let api: TestApi;
let owner: TestApplicant;
beforeAll(async () => {
  api = await startApi();
  await openDesk(api);
  owner = await applicantFor(api, 'licence-renewal', { today: api.clock.today });
});
afterAll(() => api?.stop());

const attempt = (login: string, password: string, cookie = '', url = api.url) =>
  fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(cookie && { Cookie: cookie }) },
    body: JSON.stringify({ login, password }),
  });

const enter = (cookie = '') => attempt(owner.applicant.login, DEMO_PASSWORD, cookie);

/** The session's cookie as it was set; empty where none was. */
function cookieOf(response: Response): string {
  return response.headers.getSetCookie().find((cookie) => /^(__Host-)?sid=/.test(cookie)) ?? '';
}

const sentBack = (cookie: string) => cookie.split(';')[0] ?? '';

const withCookie = (cookie: string) =>
  fetch(`${api.url}/api/v1/session`, { headers: { Cookie: sentBack(cookie) } });

const stepMs = 30_000;
const totpAt = (atMs: number, secret = DEMO_TOTP_SECRET) =>
  generate({ secret, strategy: 'totp', epoch: Math.floor(atMs / 1_000) });

test('tells who is signed in, and what they may do', async () => {
  const clerk = await signedIn(api.url, 'clerk');
  const { rules, ...account } = (await clerk.ask(sessionContracts.whoAmI)).body;
  expect(account).toEqual({
    ...{ id: clerk.accountId, role: 'clerk', roleName: 'clerk', kind: 'staff', displayName: 'clerk 民警' },
    ...{ office: OFFICE, mustChangePassword: false },
  });
  expect(rules.length).toBeGreaterThan(3);
  expect((await nobody(api.url).ask(sessionContracts.whoAmI)).problem.code).toBe('not-signed-in');
});

test('a new session at every sign-in: the cookie from before opens nothing', async () => {
  const first = cookieOf(await enter());
  const second = cookieOf(await enter(sentBack(first)));
  expect(sentBack(second)).not.toBe(sentBack(first));
  expect((await withCookie(second)).status).toBe(200);
  expect((await withCookie(first)).status).toBe(401);
});

test('a cookie made up by the client is not taken over', async () => {
  const planted = 'sid=s%3Aplanted-by-somebody.c2lnbmF0dXJl';
  const given = cookieOf(await enter(planted));
  expect(given).toMatch(/^sid=/);
  expect(given).not.toContain('planted');
});

test('signing out ends the session on the server', async () => {
  const cookie = cookieOf(await enter());
  const out = await fetch(`${api.url}/api/v1/session`, {
    method: 'DELETE',
    headers: { Cookie: sentBack(cookie) },
  });
  expect(out.status).toBe(204);
  expect((await withCookie(cookie)).status).toBe(401);
});

test('the cookie is out of reach of scripts and other sites, and lives as long as the session', async () => {
  const cookie = cookieOf(await enter());
  expect(cookie).toMatch(/; Path=\//);
  expect(cookie).toMatch(/; HttpOnly/);
  expect(cookie).toMatch(/; SameSite=Lax/);
  const ends = Date.parse(/Expires=([^;]+)/.exec(cookie)?.[1] ?? '');
  expect(ends).toBeGreaterThan(Date.now() + 23.9 * 3_600_000);
  expect(ends).toBeLessThan(Date.now() + 24.1 * 3_600_000);
});

describe('the staff', () => {
  test('a password alone opens nothing, and what it opened is not what the code opens', async () => {
    const first = await attempt('production', DEMO_PASSWORD);
    expect(await first.json()).toEqual({ state: 'second-factor' });
    const half = cookieOf(first);
    expect((await withCookie(half)).status).toBe(401);
    const person = anybody(api.url);
    person.cookie = sentBack(half);
    // The step before was the desk's.
    const code = await totpAt(Date.now() + stepMs);
    const entered = await person.call('POST', '/api/v1/session/second-factor', { body: { code } });
    expect(entered.body).toMatchObject({ state: 'signed-in', role: 'production' });
    expect(person.cookie).not.toContain(sentBack(half));
    expect((await withCookie(half)).status).toBe(401);
    const again = await fetch(`${api.url}/api/v1/session/second-factor`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie: sentBack(half) },
      body: JSON.stringify({ code }),
    });
    expect(await again.json()).toMatchObject({ code: 'second-factor-not-awaited' });
  });

  test('a one-time code is good once, and a stranger’s is none', async () => {
    await employ(api, [{ login: 'registrar', role: 'registrar' }]);
    const code = await totpAt(Date.now());
    const [one, other] = await Promise.all([halfWay('registrar'), halfWay('registrar')]);
    const answers = await Promise.all(
      [one, other].map((each) => each.ask(sessionContracts.secondFactor, { body: { code } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    const foreign = await totpAt(Date.now(), 'STRANGERSTRANGERSTRANGERSTRANGER');
    const refused = await (await halfWay('registrar')).ask(sessionContracts.secondFactor, {
      body: { code: foreign },
    });
    expect(refused.problem.code).toBe('second-factor-failed');
  });

  test('whoever has no second factor sets one up, once, with a code that proves it', async () => {
    await employ(api, [{ login: 'newcomer', role: 'clerk' }]);
    await api.db.account.update({ where: { login: 'newcomer' }, data: { totpSealed: null } });
    const person = nobody(api.url);
    const begun = await person.ask(sessionContracts.signIn, {
      body: { login: 'newcomer', password: DEMO_PASSWORD },
    });
    expect(begun.body).toEqual({ state: 'second-factor-set-up' });
    const early = await person.ask(sessionContracts.secondFactor, { body: { code: '000000' } });
    expect(early.problem.code).toBe('second-factor-not-set-up');
    const { secret, uri } = (await person.ask(sessionContracts.setUpTotp)).body;
    expect(uri).toContain(secret);
    const wrong = await totpAt(Date.now());
    expect((await person.ask(sessionContracts.secondFactor, { body: { code: wrong } })).status).toBe(401);
    expect((await api.db.account.findUniqueOrThrow({ where: { login: 'newcomer' } })).totpSealed).toBeNull();
    const code = await totpAt(Date.now(), secret);
    expect((await person.ask(sessionContracts.secondFactor, { body: { code } })).body.state).toBe(
      'signed-in',
    );
    const later = await halfWay('newcomer');
    expect((await later.ask(sessionContracts.setUpTotp)).problem.code).toBe('second-factor-set-up');
  });

  async function halfWay(login: string) {
    const person = nobody(api.url);
    const { body } = await person.ask(sessionContracts.signIn, { body: { login, password: DEMO_PASSWORD } });
    expect(body.state).toBe('second-factor');
    return person;
  }
});

test('an account that is suspended is shut out, with the session it has and with a new one', async () => {
  const { accountId, applicant, ...person } = await applicantFor(api, 'plate-reissue', {
    today: api.clock.today,
  });
  await api.db.account.update({ where: { id: accountId }, data: { state: 'suspended' } });
  await eventually('the suspension', async () => {
    const asked = await person.ask(applicationContracts.list);
    return asked.status === 403 && asked.problem.code === 'account-not-active';
  });
  expect((await attempt(applicant.login, DEMO_PASSWORD)).status).toBe(403);
  expect((await attempt(applicant.login, 'not the password')).status).toBe(401);
});

test('a session ends when it is not used for half an hour, or is a day old; that of the staff after a quarter', async () => {
  let awayMs = 0;
  const later = await listenOn(api.databaseUrl, { clockMs: () => Date.now() + awayMs });
  const isOpen = async (cookie: string) => {
    const answer = await fetch(`${later.url}/api/v1/session`, { headers: { Cookie: cookie } });
    return answer.status === 200;
  };
  const passes = (minutes: number) => {
    awayMs += minutes * 60_000;
  };
  const idle = sentBack(cookieOf(await enter()));
  passes(29);
  expect(await isOpen(idle)).toBe(true);
  passes(29);
  expect(await isOpen(idle)).toBe(true);
  passes(31);
  expect(await isOpen(idle)).toBe(false);
  awayMs = 0;
  const old = sentBack(cookieOf(await enter()));
  for (let minutes = 0; minutes + 25 < 24 * 60; minutes += 25) {
    passes(25);
    expect(await isOpen(old)).toBe(true);
  }
  passes(25);
  expect(await isOpen(old)).toBe(false);
  awayMs = 0;
  await employ(api, [{ login: 'on-duty', role: 'clerk' }]);
  const staff = (await signedIn(later.url, 'on-duty')).cookie();
  passes(14);
  expect(await isOpen(staff)).toBe(true);
  passes(16);
  expect(await isOpen(staff)).toBe(false);
  await later.stop();
});

test('a wrong password and an unknown account are answered alike and as slowly', async () => {
  async function answerOf(login: string, password: string) {
    const began = performance.now();
    const response = await attempt(login, password);
    const { requestId: _own, ...problem } = Problem.parse(await response.json());
    return {
      ms: performance.now() - began,
      shown: { status: response.status, problem, cookies: response.headers.getSetCookie() },
    };
  }
  const wrong: number[] = [];
  const unknown: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    const one = await answerOf('clerk', 'not the password');
    const other = await answerOf('nobody-of-this-name', 'not the password');
    expect(one.shown).toEqual(other.shown);
    expect(one.shown).toMatchObject({ status: 401, problem: { code: 'sign-in-failed' }, cookies: [] });
    wrong.push(one.ms);
    unknown.push(other.ms);
  }
  // Without the hash that is verified for nobody, an unknown account would be answered many times faster.
  expect(fastest(unknown)).toBeGreaterThan(fastest(wrong) / 2);
});

const fastest = (times: readonly number[]) => Math.min(...times);

test('over HTTPS the cookies are locked to the host', async () => {
  const secure = await listenOn(api.databaseUrl, { publicUrl: 'https://yizhan.example' });
  const response = await fetch(`${secure.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Forwarded-Proto': 'https' },
    body: JSON.stringify({ login: owner.applicant.login, password: DEMO_PASSWORD }),
  });
  await secure.stop();
  expect(cookieOf(response)).toMatch(/^__Host-sid=.*; Path=\/; .*; HttpOnly; Secure; SameSite=Lax$/);
  const device = response.headers.getSetCookie().find((cookie) => cookie.startsWith('__Host-device='));
  expect(device).toMatch(/; Path=\/; .*; HttpOnly; SameSite=Lax; Secure$/);
});
