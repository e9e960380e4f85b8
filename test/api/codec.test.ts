// The codec for operators: who may have payloads opened, from which pages, and the trace that it leaves.
import { defaultPayloadConverter } from '@temporalio/common';
import { codecContracts as contracts } from '../../api/contract/codec.ts';
import { createPayloadCodec, type PayloadText } from '../../db/payload-codec.ts';
import { localDateOf } from '../../domain/calendar/local-date.ts';
import { STAFF_ROLES } from '../../domain/permissions/role.ts';
import { listenOn, startApi, type TestApi } from '../harness/api.ts';
import { testPayloadCodec } from '../harness/payloads.ts';
import { applicantFor, employ, nobody, type Person, signedIn } from '../harness/people.ts';

const PAGES = 'http://127.0.0.1:8233';
const PATH: string = contracts.decode.path;

let api: TestApi;
let administrator: Person;

beforeAll(async () => {
  api = await startApi({ temporalUiOrigin: PAGES });
  await employ(
    api,
    STAFF_ROLES.map((role) => ({ login: role, role })),
  );
  administrator = await signedIn(api.url, 'administrator');
});
afterAll(() => api?.stop());

const base64 = (text: string) => Buffer.from(text).toString('base64');
const CLEAR: PayloadText = { metadata: { encoding: base64('json/plain') }, data: base64('{"seq":3}') };

async function sealed(codec = testPayloadCodec): Promise<PayloadText> {
  const [payload = {}] = await codec.encode([defaultPayloadConverter.toPayload({ seq: 3 })]);
  const bytes = Object.entries(payload.metadata ?? {});
  return {
    metadata: Object.fromEntries(bytes.map(([name, value]) => [name, Buffer.from(value).toString('base64')])),
    data: Buffer.from(payload.data ?? []).toString('base64'),
  };
}

const decode = async (by: Person, payloads: readonly PayloadText[]) =>
  (await by.ask(contracts.decode, { body: { payloads } })).body.payloads;

describe('an administrator', () => {
  test('reads what is sealed; what cannot be opened comes back as it came, in its place', async () => {
    const foreign = await sealed(createPayloadCodec([{ id: 'k9', key: Buffer.alloc(32, 9) }]));
    const bare = { metadata: { encoding: base64('binary/null') } };
    const asked = [foreign, await sealed(), CLEAR, bare];
    expect(await decode(administrator, asked)).toEqual([foreign, CLEAR, CLEAR, bare]);
    expect(await decode(administrator, [])).toEqual([]);
  });

  test('leaves a trace: who, from where and how many, and nothing of what was read', async () => {
    const before = await api.db.auditEvent.count();
    await decode(administrator, [await sealed(), await sealed(), CLEAR]);
    const [row, ...others] = await api.db.auditEvent.findMany({ orderBy: { id: 'asc' }, skip: before });
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      actorId: administrator.accountId,
      actorRole: 'administrator',
      action: 'decode-payloads',
      object: 'payloads/2',
      refusal: null,
    });
    expect(row?.source).toContain('127.0.0.1');
    expect(Object.values(row ?? {}).join()).not.toContain('seq');
  });
});

test.each(STAFF_ROLES.filter((role) => role !== 'administrator'))('%s may not', async (role) => {
  const by = await signedIn(api.url, role);
  const { status, headers } = await by.call('POST', PATH, { body: { payloads: [await sealed()] } });
  expect([status, headers.get('access-control-allow-origin')]).toEqual([403, null]);
});

test('an applicant may not, and nobody is asked to sign in', async () => {
  const applicant = await applicantFor(api, 'plate-replace', { today: localDateOf(api.clock.at) });
  const body = { payloads: [await sealed()] };
  expect((await applicant.call('POST', PATH, { body })).status).toBe(403);
  expect((await nobody(api.url).call('POST', PATH, { body })).status).toBe(401);
});

test.each([
  ['no payloads', {}],
  ['payloads that are none', { payloads: ['sealed'] }],
  ['more than a history has', { payloads: Array.from({ length: 1_001 }, () => ({})) }],
])('%s are refused', async (_, body) => {
  expect((await administrator.call('POST', PATH, { body })).status).toBe(422);
});

describe('browsers', () => {
  /** As a browser asks for a page of one origin, with the administrator's cookie. */
  const asks = async (from: string, { site = 'same-site', path = PATH, url = api.url } = {}) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: {
        ...{ Origin: from, 'Sec-Fetch-Site': site, Cookie: administrator.cookie() },
        ...{ 'Content-Type': 'application/json', 'X-Namespace': 'default' },
      },
      body: JSON.stringify({ payloads: [await sealed()] }),
    });
  const opens = ({ headers }: Response) => [
    headers.get('access-control-allow-origin'),
    headers.get('access-control-allow-credentials'),
  ];

  test('the pages of Temporal may ask, and read the answer', async () => {
    const answer = await asks(PAGES, { path: `${PATH}?preserveStorageRefs=true` });
    expect([answer.status, ...opens(answer)]).toEqual([200, PAGES, 'true']);
    expect(answer.headers.get('vary')).toContain('Origin');
    expect(await answer.json()).toEqual({ payloads: [CLEAR] });
  });

  test('they are told beforehand that they may, with what they send', async () => {
    const headers = {
      ...{ Origin: PAGES, 'Access-Control-Request-Method': 'POST' },
      'Access-Control-Request-Headers': 'content-type,x-namespace',
    };
    const answer = await fetch(`${api.url}${PATH}`, { method: 'OPTIONS', headers });
    expect([answer.status, ...opens(answer)]).toEqual([204, PAGES, 'true']);
    expect(answer.headers.get('access-control-allow-methods')).toBe('POST');
    expect(answer.headers.get('access-control-allow-headers')).toBe('Content-Type, X-Namespace');
  });

  test.each([
    ['another origin', 'http://127.0.0.1:8234'],
    ['another name of this machine', 'http://localhost:8233'],
    ['another scheme', 'https://127.0.0.1:8233'],
    ['a page without an origin', 'null'],
    ['an origin that begins alike', `${PAGES}.example`],
  ])('%s may not', async (_, from) => {
    const answer = await asks(from);
    expect([answer.status, ...opens(answer)]).toEqual([403, null, null]);
    const headers = { Origin: from, 'Access-Control-Request-Method': 'POST' };
    expect(opens(await fetch(`${api.url}${PATH}`, { method: 'OPTIONS', headers }))).toEqual([null, null]);
  });

  test.each(['/api/v1/api-keys', '/api/v1/session', '/api/v1/codec/encode', `${PATH}/`])(
    'the pages of Temporal may not ask for %s',
    async (path) => {
      const answer = await asks(PAGES, { path });
      expect(answer.status).toBe(403);
    },
  );

  test('where no pages are known, none may ask', async () => {
    const other = await listenOn(api.databaseUrl, { temporalUiOrigin: undefined });
    try {
      const answer = await asks(PAGES, { url: other.url });
      expect([answer.status, ...opens(answer)]).toEqual([403, null, null]);
    } finally {
      await other.stop();
    }
  });
});
