// Signing in through the identity provider: against a real OpenID provider, and against answers that prove nothing.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { oidcContracts } from '../../api/contract/oidc.ts';
import { CALLBACK_PATH } from '../../api/sign-in/oidc.ts';
import { OFFICE } from '../../prisma/seed/register.ts';
import {
  type IdentityProviderSandbox,
  startIdentityProvider,
  type TokenAnswer,
} from '../../sandbox/identity-provider/provider.ts';
import { anybody } from '../../sandbox/person.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { type Browser, browser } from '../harness/browser.ts';
import { problemOf, toldBy } from '../harness/told.ts';

const CLIENT = { clientId: 'yizhan', clientSecret: 'the secret of the platform' };
const OTHER_CLIENT = { clientId: 'somebody-else', clientSecret: 'the secret of somebody else' };
const SECOND_FACTOR = ['pwd', 'otp'];

let api: TestApi;
let provider: IdentityProviderSandbox;
let issuerPort: number;
let meddle: (answer: TokenAnswer) => TokenAnswer;

beforeAll(async () => {
  issuerPort = await freePort();
  api = await startApi({ oidc: { ...CLIENT, issuer: `http://127.0.0.1:${issuerPort}` } });
  provider = await startProvider();
});
afterAll(async () => {
  await provider?.close();
  await api?.stop();
});
beforeEach(() => {
  meddle = (answer) => answer;
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const startProvider = () =>
  startIdentityProvider({
    port: issuerPort,
    clients: [CLIENT, OTHER_CLIENT].map(({ clientId, clientSecret }) => ({
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [`${api.url}${CALLBACK_PATH}`],
    })),
    meddle: (answer) => meddle(answer),
  });

interface Member {
  readonly id: string;
  readonly subject: string;
}

async function member(role = 'clerk', more: object = {}): Promise<Member> {
  const id = randomUUID();
  const subject = `sub-${id.slice(0, 8)}`;
  const names = { login: `staff-${id.slice(0, 8)}`, displayName: '民警', oidcSubject: subject };
  await api.db.account.create({ data: { id, ...names, kind: 'staff', role, office: OFFICE, ...more } });
  return { id, subject };
}

const isCallback = ({ pathname }: URL) => pathname === CALLBACK_PATH;

/** Everything up to the provider sending the browser back, which has not gone there yet. */
async function comeBack(by: Browser, subject: string, amr: readonly string[] = SECOND_FACTOR): Promise<URL> {
  const page = await by.follow(`${api.url}/api/v1/session/oidc`);
  expect(page.url.pathname).toMatch(/^\/interaction\//);
  return answerPage(by, page.url, subject, amr);
}

async function answerPage(by: Browser, page: URL, subject: string, amr: readonly string[]): Promise<URL> {
  const form = new URLSearchParams({ subject });
  for (const method of amr) form.append('amr', method);
  const said = await by.open(page.href, form);
  const back = await by.follow(said.headers.get('location') ?? '', isCallback);
  expect(isCallback(back.url)).toBe(true);
  return back.url;
}

/** Signs somebody in, or not. */
async function signInAs(subject: string, amr?: readonly string[], by = browser()): Promise<Response> {
  return by.open((await comeBack(by, subject, amr)).href);
}

async function codeOf(response: Response): Promise<string> {
  const { status, headers } = response;
  return problemOf({ status, headers, text: await response.text() }).code;
}

async function whoIs(by: Browser): Promise<string | null> {
  const response = await fetch(`${api.url}/api/v1/session`, { headers: { Cookie: by.cookiesOf(api.url) } });
  return response.status === 200 ? String(JSON.parse(await response.text()).id) : null;
}

const auditOf = (where: object) =>
  api.db.auditEvent.findMany({ where: { action: 'sign-in-oidc', ...where }, orderBy: { id: 'desc' } });

/** A callback with some of its parameters changed; null leaves one out. */
function changed(callback: URL, params: Readonly<Record<string, string | null>>): string {
  const url = new URL(callback);
  for (const [name, value] of Object.entries(params)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.href;
}

test('a member of the staff signs in, and is told by the platform alone who they are', async () => {
  const { id, subject } = await member();
  const by = browser();
  const before = await comeBack(by, subject);
  const anonymous = by.cookiesOf(api.url);
  const answer = await by.open(before.href);
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
  expect(await whoIs(by)).toBe(id);
  // The session from before the sign-in is worth nothing (fixation).
  expect(by.cookiesOf(api.url)).not.toBe(anonymous);
  expect((await fetch(`${api.url}/api/v1/session`, { headers: { Cookie: anonymous } })).status).toBe(401);
  const [row] = await auditOf({ actorId: id });
  expect(row).toMatchObject({ actorRole: 'clerk', office: OFFICE, object: 'session', refusal: null });
  expect(row?.source).toContain('127.0.0.1');
  expect(
    JSON.stringify(await auditOf({}), (_key, value) => (typeof value === 'bigint' ? '' : value)),
  ).not.toContain(subject);
});

test('each request for authentication is one of its own, with PKCE, and says no more than it must', async () => {
  const [one, other] = await Promise.all(
    [1, 2].map(async () => {
      const response = await browser().open(`${api.url}/api/v1/session/oidc`);
      expect(response.status).toBe(303);
      expect(response.headers.get('cache-control')).toBe('no-store');
      return new URL(response.headers.get('location') ?? '').searchParams;
    }),
  );
  expect([...(one?.keys() ?? [])].sort()).toEqual([
    'client_id',
    'code_challenge',
    'code_challenge_method',
    'nonce',
    'redirect_uri',
    'response_type',
    'scope',
    'state',
  ]);
  expect(Object.fromEntries(one ?? [])).toMatchObject({
    code_challenge_method: 'S256',
    scope: 'openid',
    response_type: 'code',
  });
  for (const name of ['state', 'nonce', 'code_challenge']) {
    expect(one?.get(name)).toMatch(/^[\w-]{43}$/);
    expect(one?.get(name)).not.toBe(other?.get(name));
  }
});

describe('an identity opens only the active account of a member of the staff', () => {
  test.each([
    ['nobody of the platform', async () => ({ id: null, subject: 'sub-of-nobody' })],
    ['a member who is suspended', () => member('clerk', { state: 'suspended' })],
    ['a member who has left', () => member('clerk', { state: 'cancelled' })],
    ['an applicant', () => member('applicant', { kind: 'ind-window' })],
  ])('%s', async (_who, make) => {
    const { id, subject } = await make();
    const by = browser();
    expect(await codeOf(await signInAs(subject, undefined, by))).toBe('identity-unknown');
    expect(await whoIs(by)).toBeNull();
    const [row] = await auditOf({});
    const isStaff = id !== null && (await api.db.account.count({ where: { id, kind: 'staff' } })) > 0;
    expect(row).toMatchObject({ refusal: 'identity-unknown', actorId: isStaff ? id : 'unknown' });
  });
});

test.each([
  [['pwd'], false],
  [[], false],
  [['pwd', 'sms'], false],
  [['otp-like'], false],
  [['mfa'], true],
  [['pwd', 'otp'], true],
  [['hwk'], true],
])('methods %j are two factors: %s', async (amr, isEnough) => {
  const { id, subject } = await member();
  const by = browser();
  const answer = await signInAs(subject, amr, by);
  expect(await whoIs(by)).toBe(isEnough ? id : null);
  if (!isEnough) expect(await codeOf(answer)).toBe('second-factor-missing');
});

describe('an answer that proves nothing', () => {
  const refusedAs = async (response: Response, code = 'identity-not-proven') => {
    const [row] = await auditOf({});
    expect(await codeOf(response)).toBe(code);
    expect(row?.refusal).toBe(code);
  };

  test.each<[string, Readonly<Record<string, string | null>>]>([
    ['a forged state', { state: 'forged' }],
    ['no state', { state: null }],
    ['a forged code', { code: 'forged' }],
    ['no code', { code: null }],
    ['another issuer', { iss: 'https://elsewhere.example' }],
    ['no issuer', { iss: null }],
    ['a denial', { code: null, error: 'access_denied' }],
    ['an ID token on the way', { id_token: 'e30.e30.e30' }],
  ])('%s', async (_what, params) => {
    const { subject } = await member();
    const by = browser();
    const back = await comeBack(by, subject);
    await refusedAs(await by.open(changed(back, params)));
    // The attempt is used up: the right answer comes too late.
    await refusedAs(await by.open(back.href));
    expect(await whoIs(by)).toBeNull();
  });

  test('a callback that nobody asked for', async () => {
    const { subject } = await member();
    const back = await comeBack(browser(), subject);
    const other = browser();
    await refusedAs(await other.open(back.href));
    await other.open(`${api.url}/api/v1/session/oidc`);
    await refusedAs(await other.open(back.href));
    expect(await whoIs(other)).toBeNull();
  });

  test('the same callback again, by the same browser or another', async () => {
    const { id, subject } = await member();
    const by = browser();
    const back = await comeBack(by, subject);
    expect((await by.open(back.href)).status).toBe(303);
    await refusedAs(await by.open(back.href));
    expect(await whoIs(by)).toBe(id);
    await refusedAs(await browser().open(back.href));
  });

  test('the same callback twelve times at once opens one session', async () => {
    const { id, subject } = await member();
    const by = browser();
    const back = await comeBack(by, subject);
    const Cookie = by.cookiesOf(api.url);
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => fetch(back, { redirect: 'manual', headers: { Cookie } })),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await auditOf({ actorId: id, refusal: null })).toHaveLength(1);
  });

  test('somebody else’s code under one’s own state', async () => {
    const [victim, thief] = [await member(), await member()];
    const stolen = (await comeBack(browser(), victim.subject)).searchParams.get('code');
    const by = browser();
    const back = await comeBack(by, thief.subject);
    await refusedAs(await by.open(changed(back, { code: stolen })));
    expect(await whoIs(by)).toBeNull();
  });

  test('an attempt that took too long', async () => {
    const { subject } = await member();
    const by = browser();
    const back = await comeBack(by, subject);
    await api.db.$executeRaw`
      UPDATE session SET sess = jsonb_set(sess::jsonb, '{oidcAttempt,until}', '1')::json
      WHERE sess->'oidcAttempt'->>'state' = ${back.searchParams.get('state')}`;
    await refusedAs(await by.open(back.href));
  });
});

describe('a token that is not for this sign-in', () => {
  const tokenOf = ({ id_token }: TokenAnswer) => String(id_token);
  const told = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  /** Signs in with tokens that became others on the way. */
  async function withTokens(other: (token: string) => string) {
    const { id, subject } = await member();
    const by = browser();
    meddle = (answer) => ({ ...answer, id_token: other(tokenOf(answer)) });
    const answer = await signInAs(subject, undefined, by);
    return { id, who: await whoIs(by), answer };
  }

  test('unchanged it opens a session', async () => {
    const { id, who } = await withTokens((token) => token);
    expect(who).toBe(id);
  });

  test('the token of an earlier sign-in has another nonce', async () => {
    let earlier = '';
    await withTokens((token) => {
      earlier = token;
      return token;
    });
    const { who, answer } = await withTokens(() => earlier);
    expect([who, await codeOf(answer)]).toEqual([null, 'identity-not-proven']);
  });

  test('a token for another client, with the right nonce', async () => {
    const { subject } = await member();
    const by = browser();
    const page = await by.open(`${api.url}/api/v1/session/oidc`);
    const asked = new URL(page.headers.get('location') ?? '');
    const token = await tokenFor(OTHER_CLIENT, subject, asked.searchParams.get('nonce') ?? '');
    expect(told(token)).toMatchObject({ aud: OTHER_CLIENT.clientId, nonce: asked.searchParams.get('nonce') });
    meddle = (answer) => ({ ...answer, id_token: token });
    const back = await answerPage(by, (await by.follow(asked.href)).url, subject, SECOND_FACTOR);
    expect(await codeOf(await by.open(back.href))).toBe('identity-not-proven');
    expect(await whoIs(by)).toBeNull();
  });

  test.each<[string, (token: string) => string]>([
    [
      'another person’s name under the old signature',
      (token) => {
        const [head, , signature] = token.split('.');
        return [head, part({ ...told(token), sub: 'sub-of-a-chief' }), signature].join('.');
      },
    ],
    ['no signature', (token) => [part({ alg: 'none' }), token.split('.')[1], ''].join('.')],
    [
      'a signature by the client secret',
      (token) => [part({ alg: 'HS256' }), token.split('.')[1], part({})].join('.'),
    ],
    ['no token', () => ''],
  ])('%s', async (_what, other) => {
    const { who, answer } = await withTokens(other);
    expect([who, await codeOf(answer)]).toEqual([null, 'identity-not-proven']);
  });

  /** A genuine token of the provider for another client. */
  async function tokenFor(client: typeof CLIENT, subject: string, nonce: string): Promise<string> {
    const verifier = 'v'.repeat(43);
    const challenge = Buffer.from(
      await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)),
    ).toString('base64url');
    const asked = new URL(`${provider.issuer}/auth`);
    asked.search = new URLSearchParams({
      client_id: client.clientId,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: `${api.url}${CALLBACK_PATH}`,
      state: 'of-another-client',
      nonce,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    }).toString();
    const by = browser();
    const back = await answerPage(by, (await by.follow(asked.href)).url, subject, SECOND_FACTOR);
    const credentials = [client.clientId, client.clientSecret].map(encodeURIComponent).join(':');
    const response = await fetch(`${provider.issuer}/token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: back.searchParams.get('code') ?? '',
        redirect_uri: `${api.url}${CALLBACK_PATH}`,
        code_verifier: verifier,
      }),
    });
    return tokenOf(JSON.parse(await response.text()));
  }
});

describe('without the provider', () => {
  test('sign-in through it is refused for a while, and comes back by itself', async () => {
    const { id, subject } = await member();
    const fresh = await startApi({ oidc: { ...CLIENT, issuer: `http://127.0.0.1:${issuerPort}` } });
    const by = browser();
    const back = await comeBack(by, subject);
    await provider.close();
    try {
      expect(await codeOf(await browser().open(`${fresh.url}/api/v1/session/oidc`))).toBe(
        'identity-provider-away',
      );
      expect(await codeOf(await by.open(back.href))).toBe('identity-provider-away');
      // Everything else goes on.
      const other = await fetch(`${fresh.url}/api/v1/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ login: 'nobody', password: 'wrong' }),
      });
      expect(await codeOf(other)).toBe('sign-in-failed');
    } finally {
      provider = await startProvider();
    }
    expect((await browser().open(`${fresh.url}/api/v1/session/oidc`)).status).toBe(303);
    await fresh.stop();
    const again = browser();
    expect((await signInAs(subject, undefined, again)).status).toBe(303);
    expect(await whoIs(again)).toBe(id);
  });

  test('where none is set up, sign-in through it is not offered', async () => {
    const without = await startApi();
    for (const path of ['/api/v1/session/oidc', CALLBACK_PATH])
      expect(await codeOf(await fetch(`${without.url}${path}`))).toBe('sign-in-not-offered');
    await without.stop();
  });
});

describe('whom the provider means', () => {
  async function personOf({ subject }: Member) {
    const by = browser();
    await signInAs(subject, undefined, by);
    return { ...anybody(api.url), cookie: by.cookiesOf(api.url) };
  }

  test('an administrator links a colleague, who can sign in, and unlinks them', async () => {
    const administrator = await personOf(await member('administrator'));
    const clerk = await member('clerk', { oidcSubject: null });
    const subject = `new-${clerk.id}`;
    const path = `/api/v1/staff/${clerk.id}/identity`;
    const link = async (to: string | null) =>
      toldBy(oidcContracts.link, await administrator.call('POST', path, { body: { subject: to } }));
    expect((await link(subject)).body).toEqual({ id: clerk.id, linked: true });
    const by = browser();
    await signInAs(subject, undefined, by);
    expect(await whoIs(by)).toBe(clerk.id);
    expect((await link(null)).body).toEqual({ id: clerk.id, linked: false });
    expect(await codeOf(await signInAs(subject))).toBe('identity-unknown');
    const rows = await api.db.auditEvent.findMany({
      where: { object: `account/${clerk.id}`, action: 'link-identity' },
    });
    expect(rows).toHaveLength(2);
    expect(rows[0]?.afterDigest).toBe(rows[1]?.beforeDigest);
  });

  test('nobody links themselves, nobody gets somebody else’s identity, and nobody else may link', async () => {
    const chief = await member('administrator');
    const clerk = await member();
    const administrator = await personOf(chief);
    const ask = async (by: Awaited<ReturnType<typeof personOf>>, id: string, subject: string) =>
      toldBy(oidcContracts.link, await by.call('POST', `/api/v1/staff/${id}/identity`, { body: { subject } }))
        .problem;
    expect((await ask(administrator, chief.id, 'mine')).code).toBe('four-eyes');
    expect(await ask(administrator, clerk.id, chief.subject)).toMatchObject({
      code: 'identity-taken',
      pointer: '/subject',
    });
    const applicant = await member('applicant', { kind: 'ind-window', oidcSubject: null });
    expect((await ask(administrator, applicant.id, 'x')).code).toBe('not-found');
    expect((await ask(administrator, randomUUID(), 'x')).code).toBe('not-found');
    expect((await ask(await personOf(clerk), chief.id, 'x')).code).toBe('not-permitted');
  });
});
