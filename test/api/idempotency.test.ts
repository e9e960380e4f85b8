// A write happens once a key, and every repetition gets the first answer.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { listenOn, startApi, type TestApi } from '../harness/api.ts';
import {
  type Asking,
  applicantFor,
  type NewSubmission,
  signedIn,
  type TestApplicant,
} from '../harness/people.ts';
import { changedRows, countRows } from '../harness/rows.ts';

let api: TestApi;
let self: TestApplicant;
let body: NewSubmission;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());
beforeEach(async () => {
  self = await applicantFor(api, 'plate-reissue', { today: api.clock.today });
  body = await self.submission();
});

const create = (asking: Asking, by: Pick<TestApplicant, 'ask'> = self) =>
  by.ask(applications.create, { body, ...asking });
const casesOf = (by: TestApplicant) => api.db.application.count({ where: { applicantId: by.accountId } });
let used = 0;
function newKey(): string {
  used += 1;
  return `key-of-test-${used}`;
}

test.each([null, '', 'short', 'with space in it', 'x'.repeat(201), '钥匙'.repeat(4)])(
  '%j is no key',
  async (key) => {
    const headers = key === null ? {} : { 'Idempotency-Key': Buffer.from(key).toString('latin1') };
    expect((await create({ key: null, headers })).problem.code).toBe('idempotency-key-required');
    expect(await casesOf(self)).toBe(0);
  },
);

test('a repetition gets the same bytes', async () => {
  const key = newKey();
  const first = await create({ key });
  const before = await countRows(api.db);
  const again = await create({ key });
  expect(again.text).toBe(first.text);
  expect([again.status, again.headers.get('etag')]).toEqual([201, first.headers.get('etag')]);
  expect([first, again].map(({ headers }) => headers.get('idempotent-replay'))).toEqual([null, 'true']);
  expect(changedRows(before, await countRows(api.db))).toEqual({});
});

test('of twenty senders of one key one creates, and nobody hears anything else', async () => {
  const key = newKey();
  const answers = await Promise.all(Array.from({ length: 20 }, () => create({ key })));
  const created = answers.filter(({ status }) => status === 201);
  const waiting = answers.filter(({ status }) => status === 409);
  expect(created.length + waiting.length).toBe(20);
  expect(new Set(created.map(({ text }) => text)).size).toBe(1);
  for (const { problem } of waiting) expect(problem.code).toBe('idempotency-key-in-flight');
  expect(await casesOf(self)).toBe(1);
  expect((await create({ key })).text).toBe(created[0]?.text);
});

test('a key serves one request only', async () => {
  const key = newKey();
  const { id, version } = (await create({ key })).body;
  const otherBody = await create({ key, body: { ...body, form: { ...body.form, lostAt: '别处' } } });
  expect(otherBody.problem.code).toBe('idempotency-key-reused');
  const otherRoute = await self.ask(applications.withdraw, { params: { id }, version, key });
  expect(otherRoute.problem.code).toBe('idempotency-key-reused');
  const withdrawn = await self.ask(applications.withdraw, { params: { id }, version, key: newKey() });
  expect(withdrawn.body.state).toBe('withdrawn');
});

test('the same key of somebody else is another one', async () => {
  const key = newKey();
  await create({ key });
  const other = await applicantFor(api, 'plate-reissue', { today: api.clock.today });
  expect((await create({ key, body: await other.submission() }, other)).status).toBe(201);
});

test('a refusal is repeated too, and recorded once', async () => {
  await create({ key: newKey() });
  const key = newKey();
  const first = await create({ key });
  expect(first.problem.code).toBe('duplicate-application');
  const before = await countRows(api.db);
  const again = await create({ key });
  expect([again.status, again.text]).toEqual([409, first.text]);
  expect(changedRows(before, await countRows(api.db))).toEqual({});
});

test('a decision is repeated with its version, whatever has happened since', async () => {
  const { id, version } = (await create({ key: newKey() })).body;
  const key = newKey();
  const delivery = { mode: 'pickup' };
  const first = await self.ask(applications.changeDelivery, {
    params: { id },
    version,
    key,
    body: { delivery },
  });
  await self.ask(applications.withdraw, { params: { id }, version: first.body.version });
  const again = await self.ask(applications.changeDelivery, {
    params: { id },
    version,
    key,
    body: { delivery },
  });
  expect([again.text, again.headers.get('etag')]).toEqual([first.text, `"${first.body.version}"`]);
  const stale = await self.ask(applications.changeDelivery, {
    params: { id },
    version: version + 1,
    key,
    body: { delivery },
  });
  expect(stale.problem.code).toBe('idempotency-key-reused');
});

test('the answer outlives the process that gave it', async () => {
  const key = newKey();
  const first = await create({ key });
  const restarted = await listenOn(api.databaseUrl, { clock: api.clock });
  const again = await create({ key }, await signedIn(restarted.url, self.applicant.login));
  await restarted.stop();
  expect(again.text).toBe(first.text);
});

test('a process that dies before its commit holds the key only for a while', async () => {
  const sample = newKey();
  const draft = { ...body, submit: false };
  await create({ key: sample, body: draft });
  const { fingerprint } = await api.db.idempotencyKey.findFirstOrThrow({ where: { key: sample } });
  const key = newKey();
  const owner = { accountId: self.accountId, key };
  const lease = (seconds: number) => new Date(Date.now() + seconds * 1_000);
  await api.db.idempotencyKey.create({ data: { ...owner, fingerprint, lockedUntil: lease(20) } });
  expect((await create({ key, body: draft })).problem.code).toBe('idempotency-key-in-flight');
  await api.db.idempotencyKey.update({ where: { accountId_key: owner }, data: { lockedUntil: lease(-1) } });
  const late = await create({ key, body: draft });
  expect(late.status).toBe(201);
  expect((await create({ key, body: draft })).text).toBe(late.text);
  expect(await casesOf(self)).toBe(2);
});
