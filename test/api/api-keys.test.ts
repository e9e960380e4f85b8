// Keys of units' own systems: who makes them, what they open, and how they end.
import { randomUUID } from 'node:crypto';
import { apiKeyContracts as contracts } from '../../api/contract/api-keys.ts';
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { CONTRACTS } from '../../api/contract/index.ts';
import { publicContracts } from '../../api/contract/public.ts';
import { isOpenToKeys, KEY_SCOPE_NAMES, type KeyScope } from '../../domain/permissions/key-scopes.ts';
import { demoPasswordHash } from '../../prisma/seed/password.ts';
import { OFFICE } from '../../prisma/seed/register.ts';
import { listenOn, startApi, type TestApi } from '../harness/api.ts';
import { eventually } from '../harness/eventually.ts';
import { addressOf, nobody, type Person, PNG, signedIn } from '../harness/people.ts';
import { problemOf, toldBy } from '../harness/told.ts';

let api: TestApi;
let hospital: TestUnit;
let dealer: TestUnit;

interface TestUnit {
  readonly id: string;
  readonly head: Person;
  readonly operator: Person;
}

beforeAll(async () => {
  api = await startApi();
  hospital = await unitOf('hospital');
  dealer = await unitOf('car-dealer');
});
afterAll(() => api?.stop());
// Ten keys a unit are the most.
afterEach(() => api.db.apiKey.updateMany({ data: { revokedAt: new Date(api.clock.at) } }));

let made = 0;

async function unitOf(kind: string): Promise<TestUnit> {
  made += 1;
  const { db } = api;
  const id = randomUUID();
  const orgCode = `1${String(made).padStart(7, '0')}X`;
  const legalRepresentativeSealed = db.vault.seal(JSON.stringify({ name: '法定代表人' }));
  await db.unit.create({
    data: {
      ...{ id, name: `${kind} ${made}`, kind, orgCode, options: [6], state: 'active', office: OFFICE },
      ...{ legalRepresentativeSealed, createdAt: api.clock.at },
    },
  });
  return { id, head: await operatorOf(id, true), operator: await operatorOf(id, false) };
}

async function operatorOf(unitId: string, unitHead: boolean): Promise<Person> {
  const id = randomUUID();
  const login = `op-${id.slice(0, 13)}`;
  await api.db.account.create({
    data: {
      ...{
        id,
        login,
        unitId,
        unitHead,
        kind: 'unit',
        role: 'applicant',
        displayName: '经办人',
        office: OFFICE,
      },
      passwordHash: await demoPasswordHash(),
    },
  });
  return signedIn(api.url, login);
}

async function keyOf(unit: TestUnit, scopes: readonly KeyScope[] = KEY_SCOPE_NAMES, more: object = {}) {
  const told = await unit.head.ask(contracts.create, { body: { name: '体检系统', scopes, ...more } });
  return told.body;
}

interface Request {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly url?: string;
}

/** As a system asks: with its key, and without a cookie. */
function withKey(
  key: string,
  path: string,
  { method = 'GET', headers = {}, body, url = api.url }: Request = {},
) {
  return fetch(`${url}${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, ...headers },
    ...(body === undefined ? {} : { body: new Uint8Array(body) }),
  });
}

const LIST = '/api/v1/applications';

const uploads = (key: string) =>
  withKey(key, '/api/v1/documents/photo', {
    method: 'POST',
    headers: { 'Content-Type': 'image/png', 'Idempotency-Key': randomUUID() },
    body: PNG,
  });

async function codeOf(response: Response): Promise<string | null> {
  const { status, headers } = response;
  return status < 400 ? null : problemOf({ status, headers, text: await response.text() }).code;
}

describe('a key is made', () => {
  test('by the unit’s head, and told once', async () => {
    const Key = randomUUID();
    const asked = {
      body: { name: ' 体检系统 ', scopes: ['document:create', 'document:create'], validDays: 30 },
      key: Key,
    };
    const told = await hospital.head.ask(contracts.create, asked);
    const { id, key, ...shown } = told.body;
    expect(key).toMatch(new RegExp(`^yz_${id}_[A-Za-z0-9_-]{43}$`));
    expect(shown).toEqual({
      prefix: `yz_${id.slice(0, 8)}`,
      name: '体检系统',
      operatorId: hospital.head.accountId,
      scopes: ['document:create'],
      createdAt: new Date(api.clock.at).toISOString(),
      expiresAt: shown.expiresAt,
      revokedAt: null,
      lastUsedAt: null,
    });
    expect(Date.parse(shown.expiresAt) - Date.parse(shown.createdAt)).toBe(30 * 24 * 3_600_000);

    const again = await hospital.head.ask(contracts.create, asked);
    expect(again.body).toEqual({ id, key: '', ...shown });
    const { items } = (await hospital.head.ask(contracts.list)).body;
    expect(items.find((item) => item.id === id)).toEqual({ id, ...shown });

    const secret = key.slice(`yz_${id}_`.length);
    const kept = await api.db.$queryRaw<{ text: string }[]>`
      SELECT row_to_json(k)::text AS text FROM api_key k
      UNION ALL SELECT row_to_json(i)::text FROM idempotency_key i
      UNION ALL SELECT row_to_json(a)::text FROM audit_event a`;
    expect(kept.length).toBeGreaterThan(2);
    for (const { text } of kept) expect(text).not.toContain(secret);
    expect(
      await api.db.auditEvent.count({ where: { object: `api-key/${id}`, action: 'create-api-key' } }),
    ).toBe(1);
  });

  test('for another operator of the same unit, never of another', async () => {
    const { operatorId } = await keyOf(hospital, ['document:read'], {
      operatorId: hospital.operator.accountId,
    });
    expect(operatorId).toBe(hospital.operator.accountId);
    for (const foreign of [dealer.operator.accountId, randomUUID()]) {
      const body = { name: 'x', scopes: ['document:read'], operatorId: foreign };
      expect((await hospital.head.ask(contracts.create, { body })).problem).toMatchObject({
        code: 'key-operator-unfit',
        pointer: '/operatorId',
      });
    }
  });

  test('by nobody else', async () => {
    const body = { name: 'x', scopes: ['document:read'] };
    const codeFor = async (by: Person) => (await by.ask(contracts.create, { body })).problem.code;
    expect(await codeFor(hospital.operator)).toBe('not-permitted');
    expect(await codeFor(nobody(api.url))).toBe('not-signed-in');
    for (const kind of ['school', 'transport-company', 'driving-school'])
      expect(await codeFor((await unitOf(kind)).head)).toBe('keys-not-offered');
  });

  test.each([
    [{ scopes: [] }, 'invalid-field'],
    [{ scopes: ['own-account:change'] }, 'invalid-field'],
    [{ scopes: ['api-key:create'] }, 'invalid-field'],
    [{ validDays: 366 }, 'invalid-field'],
    [{ validDays: 0 }, 'invalid-field'],
    [{ unitId: randomUUID() }, 'unknown-field'],
    [{ secretHash: 'x' }, 'unknown-field'],
    [{ expiresAt: '2099-01-01T00:00:00Z' }, 'unknown-field'],
    [{ name: '' }, 'invalid-field'],
  ])('not from %j', async (wrong, code) => {
    const body = { name: 'x', scopes: ['document:read'], ...wrong };
    expect((await hospital.head.ask(contracts.create, { body })).problem.code).toBe(code);
  });

  test('ten times a unit at most, however many ask at once', async () => {
    const unit = await unitOf('hospital');
    const body = { name: 'x', scopes: ['document:read'] };
    const told = await Promise.all(
      Array.from({ length: 15 }, () => unit.head.ask(contracts.create, { body })),
    );
    expect(told.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(told.find(({ status }) => status !== 201)?.problem.code).toBe('too-many-keys');
    const [first] = (await unit.head.ask(contracts.list)).body.items;
    await unit.head.ask(contracts.revoke, { params: { id: first?.id ?? '' } });
    expect((await unit.head.ask(contracts.create, { body })).status).toBe(201);
  });
});

describe('a key opens', () => {
  test('what its scopes name, in the operator’s own name', async () => {
    const { id, key } = await keyOf(hospital);
    expect(await codeOf(await withKey(key, LIST))).toBeNull();
    const saved = toldBy(publicContracts.upload, await answered(await uploads(key))).body;
    const row = await api.db.document.findUniqueOrThrow({ where: { id: saved.id } });
    expect(row.ownerId).toBe(hospital.head.accountId);
    const [trace] = await api.db.auditEvent.findMany({ where: { object: `document/${saved.id}` } });
    expect(trace).toMatchObject({ actorId: hospital.head.accountId, action: 'upload' });
    expect(trace?.source).toMatch(new RegExp(`127\\.0\\.0\\.1 api-key/${id}$`));

    const path = `/api/v1/documents/${saved.id}`;
    expect((await withKey(key, path)).status).toBe(200);
    const { key: others } = await keyOf(dealer);
    expect(await codeOf(await withKey(others, path))).toBe('not-found');
    const body = { service: 'plate-replace' };
    const filed = await withKey(key, LIST, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
      body: new TextEncoder().encode(JSON.stringify(body)),
    });
    // The key has let it through: what is wrong now is the application itself.
    expect(await codeOf(filed)).toBe('plate-category-unknown');
  });

  async function answered(response: Response) {
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
  }

  test('no more than its scopes, though the operator may do more', async () => {
    const { key } = await keyOf(hospital, ['application:read']);
    expect(await codeOf(await withKey(key, LIST))).toBeNull();
    expect(await codeOf(await uploads(key))).toBe('not-permitted');
    const path = addressOf(applications.withdraw, { id: randomUUID() });
    const headers = { 'Idempotency-Key': randomUUID(), 'If-Match': '"1"' };
    expect(await codeOf(await withKey(key, path, { method: 'POST', headers }))).toBe('not-permitted');
    const { key: uploading } = await keyOf(hospital, ['document:create']);
    expect(await codeOf(await withKey(uploading, LIST))).toBe('not-permitted');
  });

  const shut = CONTRACTS.filter(({ access }) => typeof access === 'string' || !isOpenToKeys(access));

  test('none of the routes of sessions, accounts, keys and staff, whatever its scopes', async () => {
    const { key } = await keyOf(hospital);
    expect(shut.map(({ operation }) => operation)).toEqual(
      expect.arrayContaining([
        'signIn',
        'signOut',
        'whoAmI',
        'createApiKey',
        'listApiKeys',
        'linkStaffIdentity',
      ]),
    );
    const sessions = await api.db.session.count();
    for (const contract of shut) {
      const path = addressOf(contract, { id: randomUUID(), service: 'plate-replace' });
      const response = await withKey(key, path, { method: contract.method.toUpperCase() });
      expect([contract.operation, response.headers.get('set-cookie')]).toEqual([contract.operation, null]);
      expect([contract.operation, await codeOf(response)]).toEqual([contract.operation, 'key-not-accepted']);
    }
    // Nor by another spelling of the same address.
    for (const path of ['/API/v1/session', '/api/v1/Session', '/api/v1/session/', '/api/v1/api-keys/'])
      expect([path, await codeOf(await withKey(key, path))]).toEqual([path, 'key-not-accepted']);
    expect(await api.db.session.count()).toBe(sessions);
  });

  test('nothing together with a session', async () => {
    const { key } = await keyOf(hospital);
    for (const Cookie of [hospital.head.cookie(), 'a=b; sid=x', '__Host-sid=x'])
      expect(await codeOf(await withKey(key, LIST, { headers: { Cookie } }))).toBe('key-with-session');
    expect(await codeOf(await withKey(key, LIST, { headers: { Cookie: 'affinity=1' } }))).toBeNull();
  });

  test('its routes from wherever the system stands: the rules for browsers are not for it', async () => {
    const { key } = await keyOf(hospital);
    const headers = { Origin: 'https://his.hospital.example', 'Sec-Fetch-Site': 'cross-site' };
    const path = addressOf(applications.withdraw, { id: randomUUID() });
    const more = { 'Idempotency-Key': randomUUID(), 'If-Match': '"1"', ...headers };
    expect(await codeOf(await withKey(key, path, { method: 'POST', headers: more }))).toBe('not-found');
  });
});

describe('a key that is wrong opens nothing', () => {
  test('and every wrong one is answered alike', async () => {
    const { id, key } = await keyOf(hospital);
    const secret = key.slice(-43);
    const wrong = [
      `yz_${id}_${'A'.repeat(43)}`,
      `yz_${randomUUID()}_${secret}`,
      `yz_${id}_${secret.slice(1)}`,
      `yz_${id}_${secret}x`,
      `yz_${id.toUpperCase()}_${secret}`,
      'yz_',
    ];
    const answers = await Promise.all(
      wrong.map(async (each) => {
        const response = await withKey(each, LIST);
        const { requestId: _own, ...problem } = problemOf({
          status: response.status,
          headers: response.headers,
          text: await response.text(),
        });
        return problem;
      }),
    );
    for (const problem of answers) expect(problem).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ code: 'key-invalid', status: 401 });
    const traces = await api.db.auditEvent.findMany({
      where: { object: `api-key/${id}`, action: 'use-api-key' },
    });
    expect(traces).toMatchObject([{ refusal: 'key-invalid', actorId: hospital.head.accountId }]);
    expect(await codeOf(await withKey(`x${key}`, LIST))).toBe('not-signed-in');
  });

  test('guesses from one address are slowed down, and the right key elsewhere still opens', async () => {
    const behindProxy = await listenOn(api.databaseUrl, {
      publicUrl: 'https://yizhan.example',
      clock: api.clock,
    });
    const { id, key } = await keyOf(hospital);
    const from = (address: string, shown: string) =>
      withKey(shown, LIST, {
        url: behindProxy.url,
        headers: { 'X-Forwarded-For': address, 'X-Forwarded-Proto': 'https' },
      });
    const codes: (string | null)[] = [];
    for (let tries = 0; tries < 40; tries += 1)
      codes.push(await codeOf(await from('198.51.100.7', `yz_${id}_${'B'.repeat(43)}`)));
    const other = await codeOf(await from('198.51.100.8', key));
    const same = await codeOf(await from('198.51.100.7', key));
    await behindProxy.stop();
    expect(codes.slice(0, 30)).toEqual(Array(30).fill('key-invalid'));
    expect(codes.slice(30)).toEqual(Array(10).fill('too-many-requests'));
    expect([other, same]).toEqual([null, 'too-many-requests']);
  });

  test('a system that runs wild is slowed down, and no other with it', async () => {
    const [{ key: wild }, { key: calm }] = [await keyOf(dealer), await keyOf(dealer)];
    const statuses: number[] = [];
    for (let round = 0; round < 31; round += 1) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => withKey(wild, LIST)));
      statuses.push(...answers.map(({ status }) => status));
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(600);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
    expect((await withKey(calm, LIST)).status).toBe(200);
  });
});

describe('a key ends', () => {
  const opensWithin = (key: string, code: string) =>
    eventually(`the answer ${code}`, async () => (await codeOf(await withKey(key, LIST))) === code);

  test('when it is revoked, at once for everybody', async () => {
    const { id, key } = await keyOf(hospital);
    expect(await codeOf(await withKey(key, LIST))).toBeNull();
    expect((await hospital.head.ask(contracts.revoke, { params: { id } })).status).toBe(204);
    const began = Date.now();
    await opensWithin(key, 'key-invalid');
    expect(Date.now() - began).toBeLessThan(5_000);
    expect((await hospital.head.ask(contracts.revoke, { params: { id } })).status).toBe(204);
    expect(
      await api.db.auditEvent.count({ where: { object: `api-key/${id}`, action: 'revoke-api-key' } }),
    ).toBe(1);
    const { items } = (await hospital.head.ask(contracts.list)).body;
    expect(items.find((item) => item.id === id)?.revokedAt).not.toBeNull();
  });

  test('by the head of its own unit only; to others it does not exist', async () => {
    const { id, key } = await keyOf(hospital);
    const codeFor = async (by: Person) => (await by.ask(contracts.revoke, { params: { id } })).problem.code;
    expect(await codeFor(dealer.head)).toBe('not-found');
    expect(await codeFor(hospital.operator)).toBe('not-permitted');
    expect((await hospital.head.ask(contracts.revoke, { params: { id: randomUUID() } })).problem.code).toBe(
      'not-found',
    );
    const seen = (await dealer.head.ask(contracts.list)).body.items.map((item) => item.id);
    expect(seen).not.toContain(id);
    expect((await hospital.operator.ask(contracts.list)).problem.code).toBe('not-permitted');
    expect(await codeOf(await withKey(key, LIST))).toBeNull();
  });

  test('with its time', async () => {
    const { key } = await keyOf(hospital, KEY_SCOPE_NAMES, { validDays: 1 });
    api.clock.advance({ minutes: 24 * 60 - 1 });
    expect(await codeOf(await withKey(key, LIST))).toBeNull();
    api.clock.advance({ minutes: 1 });
    expect(await codeOf(await withKey(key, LIST))).toBe('key-invalid');
  });

  test('with the account it acts for, and with the unit', async () => {
    const unit = await unitOf('hospital');
    const { key } = await keyOf(unit, KEY_SCOPE_NAMES, { operatorId: unit.operator.accountId });
    const { key: heads } = await keyOf(unit);
    const { accountId: id } = unit.operator;
    await api.db.account.update({ where: { id }, data: { state: 'suspended' } });
    await opensWithin(key, 'account-not-active');
    expect(await codeOf(await withKey(heads, LIST))).toBeNull();
    await api.db.unit.update({ where: { id: unit.id }, data: { state: 'suspended' } });
    await opensWithin(heads, 'account-not-active');
  });
});

test('when a key was last used is noted once a minute', async () => {
  const { id, key } = await keyOf(hospital);
  const lastUsed = async () =>
    (await api.db.apiKey.findUniqueOrThrow({ where: { id } })).lastUsedAt?.getTime();
  expect(await lastUsed()).toBeUndefined();
  await withKey(key, LIST);
  const first = (await lastUsed()) ?? 0;
  expect(first).toBe(Date.parse(api.clock.at));
  api.clock.advance({ minutes: 0.9 });
  await withKey(key, LIST);
  expect(await lastUsed()).toBe(first);
  api.clock.advance({ minutes: 0.2 });
  await withKey(key, LIST);
  expect(await lastUsed()).toBe(first + 66_000);
});
