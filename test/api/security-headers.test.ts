// Headers that keep browsers from harm, and writes that no other site may cause.
import { listenOn, startApi, type TestApi } from '../harness/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

const headersOf = async (path: string, url = api.url) =>
  (await fetch(`${url}${path}`, { redirect: 'manual' })).headers;

/** A policy by its directives. */
function policyOf(headers: Headers): ReadonlyMap<string, readonly string[]> {
  const directives = (headers.get('content-security-policy') ?? '').split(';');
  return new Map(
    directives.map((directive) => {
      const [name = '', ...sources] = directive.trim().split(' ');
      return [name, sources];
    }),
  );
}

test.each(['/docs/', '/api/v1/session', '/api/v1/services', '/openapi.json', '/livez', '/nowhere'])(
  '%s lets nothing run that the platform did not send',
  async (path) => {
    const policy = policyOf(await headersOf(path));
    expect(policy.get('default-src')).toEqual(["'none'"]);
    for (const name of ['object-src', 'base-uri', 'frame-ancestors'])
      expect(policy.get(name)).toEqual(["'none'"]);
    expect(policy.get('form-action')).toEqual(["'self'"]);
    for (const name of ['script-src', 'style-src'])
      expect(policy.get(name)).toEqual(["'self'", expect.stringMatching(/^'nonce-[A-Za-z0-9+/]{22}=='$/)]);
    expect([...policy.values()].flat().join(' ')).not.toMatch(/unsafe|\*|https?:/);
  },
);

test('scripts and styles share the nonce of their answer, and no other answer has it', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => policyOf(await headersOf('/docs/'))),
  );
  for (const policy of answers) expect(policy.get('style-src')).toEqual(policy.get('script-src'));
  const nonces = answers.map((policy) => policy.get('script-src')?.[1]);
  expect(new Set(nonces).size).toBe(20);
});

test('the other headers', async () => {
  const headers = Object.fromEntries(await headersOf('/docs/'));
  expect(headers).toMatchObject({
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
  expect(headers['permissions-policy']).toContain('microphone=()');
  expect(headers).not.toHaveProperty('x-powered-by');
  expect((await headersOf('/api/v1/services')).get('cache-control')).toBe('no-store');
});

test('browsers are told to insist on TLS only where there is TLS', async () => {
  expect((await headersOf('/docs/')).get('strict-transport-security')).toBeNull();
  const secure = await listenOn(api.databaseUrl, { publicUrl: 'https://yizhan.example' });
  const headers = await headersOf('/docs/', secure.url);
  await secure.stop();
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
  expect(policyOf(headers).has('upgrade-insecure-requests')).toBe(true);
});

test('the page of the contract brings no script or style of its own in its text', async () => {
  const page = await (await fetch(`${api.url}/docs/`)).text();
  expect(page).toContain('swagger-ui');
  expect(page).not.toMatch(/<style|style=|<script(?![^>]+src=)|\son\w+=/);
});

test.each([
  ['another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
  ['another host of the same site', { 'Sec-Fetch-Site': 'same-site' }, 403],
  ['an old browser elsewhere', { Origin: 'https://elsewhere.example' }, 403],
  ['a page without an origin', { Origin: 'null' }, 403],
  [
    'another site with a key that is none',
    { 'Sec-Fetch-Site': 'cross-site', Authorization: 'Bearer x' },
    403,
  ],
  [
    'another site with a key and a cookie',
    { 'Sec-Fetch-Site': 'cross-site', Authorization: 'Bearer yz_x', Cookie: 'sid=x' },
    403,
  ],
  ['the platform’s own pages', { 'Sec-Fetch-Site': 'same-origin' }, 401],
  ['no browser', {}, 401],
])('a write from %s', async (_from, headers, status) => {
  const answer = await fetch(`${api.url}/api/v1/api-keys`, { method: 'POST', headers });
  expect(answer.status).toBe(status);
});
