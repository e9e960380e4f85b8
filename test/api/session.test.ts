// Signing in and out.

import { applicationContracts } from '../../api/contract/applications.ts';
import { publicContracts } from '../../api/contract/public.ts';
import { Problem } from '../../api/contract/schemas.ts';
import { DEMO_PASSWORD } from '../../prisma/seed/password.ts';
import { listenOn, startApi, type TestApi } from '../harness/api.ts';
import { nobody, openDesk, signedIn } from '../harness/people.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  await openDesk(api);
});
afterAll(() => api?.stop());

const attempt = (login: string, password: string, cookie = '', url = api.url) =>
  fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(cookie && { Cookie: cookie }) },
    body: JSON.stringify({ login, password }),
  });

function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0] ?? '';
}

const withCookie = (cookie: string) =>
  fetch(`${api.url}/api/v1/session`, { headers: { Cookie: cookie.split(';')[0] ?? '' } });

test('tells who is signed in', async () => {
  const clerk = await signedIn(api.url, 'clerk');
  const { body } = await clerk.ask(publicContracts.whoAmI);
  expect(body).toEqual({ id: clerk.accountId, role: 'clerk', displayName: 'clerk 民警' });
  expect((await nobody(api.url).ask(publicContracts.whoAmI)).problem.code).toBe('not-signed-in');
});

test('a new session at every sign-in: the cookie from before opens nothing', async () => {
  const first = cookieOf(await attempt('clerk', DEMO_PASSWORD));
  const second = cookieOf(await attempt('clerk', DEMO_PASSWORD, first.split(';')[0]));
  expect(second.split(';')[0]).not.toBe(first.split(';')[0]);
  expect((await withCookie(second)).status).toBe(200);
  expect((await withCookie(first)).status).toBe(401);
});

test('a cookie made up by the client is not taken over', async () => {
  const planted = 'sid=s%3Aplanted-by-somebody.c2lnbmF0dXJl';
  const given = cookieOf(await attempt('clerk', DEMO_PASSWORD, planted));
  expect(given).not.toContain('planted');
});

test('signing out ends the session on the server', async () => {
  const cookie = cookieOf(await attempt('clerk', DEMO_PASSWORD));
  const out = await fetch(`${api.url}/api/v1/session`, {
    method: 'DELETE',
    headers: { Cookie: cookie.split(';')[0] ?? '' },
  });
  expect(out.status).toBe(204);
  expect((await withCookie(cookie)).status).toBe(401);
});

test('the cookie is out of reach of scripts and other sites, and lives as long as the session', async () => {
  const cookie = cookieOf(await attempt('clerk', DEMO_PASSWORD));
  expect(cookie).toMatch(/; Path=\//);
  expect(cookie).toMatch(/; HttpOnly/);
  expect(cookie).toMatch(/; SameSite=Lax/);
  const later = cookieOf(await withCookie(cookie));
  expect(Date.parse(/Expires=([^;]+)/.exec(later)?.[1] ?? '')).toBeGreaterThan(Date.now() + 29 * 60_000);
});

test('an account that is suspended is shut out at once', async () => {
  const dispatch = await signedIn(api.url, 'dispatch');
  await api.db.account.update({ where: { login: 'dispatch' }, data: { state: 'suspended' } });
  expect((await dispatch.ask(applicationContracts.list)).problem.code).toBe('account-not-active');
  expect((await attempt('dispatch', DEMO_PASSWORD)).status).toBe(401);
});

test('a wrong password and an unknown account are answered alike and as slowly', async () => {
  async function answerOf(login: string, password: string) {
    const began = performance.now();
    const response = await attempt(login, password);
    const { requestId: _own, ...problem } = Problem.parse(await response.json());
    return {
      ms: performance.now() - began,
      shown: { status: response.status, problem, cookie: cookieOf(response) },
    };
  }
  const wrong: number[] = [];
  const unknown: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    const one = await answerOf('clerk', 'not the password');
    const other = await answerOf('nobody-of-this-name', 'not the password');
    expect(one.shown).toEqual(other.shown);
    expect(one.shown).toMatchObject({ status: 401, problem: { code: 'sign-in-failed' }, cookie: '' });
    wrong.push(one.ms);
    unknown.push(other.ms);
  }
  // Without the hash that is verified for nobody, an unknown account would be answered many times faster.
  expect(fastest(unknown)).toBeGreaterThan(fastest(wrong) / 2);
});

const fastest = (times: readonly number[]) => Math.min(...times);

test('guessing is slowed down', async () => {
  const strict = await listenOn(api.databaseUrl, { guessesPerMinute: 3 });
  const statuses: number[] = [];
  for (let tries = 0; tries < 5; tries += 1)
    statuses.push((await attempt('clerk', 'guess', '', strict.url)).status);
  const tracked = await nobody(strict.url).ask(publicContracts.track, { body: { number: 'x', secret: 'x' } });
  await strict.stop();
  expect(statuses).toEqual([401, 401, 401, 429, 429]);
  expect(tracked.problem.code).toBe('too-many-requests');
  expect(Number(tracked.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('over HTTPS the cookie is locked to the host', async () => {
  const secure = await listenOn(api.databaseUrl, { publicUrl: 'https://yizhan.example' });
  const response = await fetch(`${secure.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Forwarded-Proto': 'https' },
    body: JSON.stringify({ login: 'clerk', password: DEMO_PASSWORD }),
  });
  const cookie = cookieOf(response);
  await secure.stop();
  expect(cookie).toMatch(/^__Host-sid=.*; Path=\/; .*; HttpOnly; Secure; SameSite=Lax$/);
});
