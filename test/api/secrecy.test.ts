// Nothing personal leaves by the back door: logs, metrics, refusals to others, and what the engine is told.
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { decisionContracts as decisions } from '../../api/contract/decisions.ts';
import { publicContracts } from '../../api/contract/public.ts';
import { sessionContracts } from '../../api/contract/session.ts';
import { taskContracts as tasks } from '../../api/contract/tasks.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { signedReport } from '../harness/courier.ts';
import { asOwner } from '../harness/database.ts';
import {
  applicantFor,
  type Desk,
  nobody,
  openDesk,
  type Person,
  type TestApplicant,
} from '../harness/people.ts';

const logged: string[] = [];
const logger = pino(
  { level: 'trace' },
  new Writable({
    write(line, _encoding, done) {
      logged.push(String(line));
      done();
    },
  }),
);

let api: TestApi;
let desk: Desk;
let self: TestApplicant;
let personal: readonly string[];
let id: string;
let trackingSecret: string;

const TRACKING_NUMBER = 'EA123456785CN';
const LOST_AT = '金丝雀路七号院东门';

beforeAll(async () => {
  api = await startApi({ logger });
  desk = await openDesk(api);
  self = await applicantFor(api, 'plate-reissue', { today: api.clock.today });
  const { person } = await api.db.account.findUniqueOrThrow({
    where: { id: self.accountId },
    include: { person: { include: { vehicles: true } } },
  });
  const { recipient, mobile, address } = self.applicant.address;
  const [vehicle] = person?.vehicles ?? [];
  personal = [
    recipient,
    mobile,
    address,
    LOST_AT,
    person?.idDocNo,
    vehicle?.plateNumber,
    vehicle?.vin,
  ].filter((text) => text !== undefined);
  await livesThrough();
});
afterAll(() => api?.stop());

/** Everything that happens to an application, with mistakes on the way. */
async function livesThrough() {
  const whole = await self.submission();
  const body = { ...whole, form: { ...whole.form, lostAt: LOST_AT } };
  await self.ask(applications.create, { body: { ...body, subject: { vin: personal[0] } } });
  const created = (await self.ask(applications.create, { body })).body;
  ({ id, trackingSecret = '' } = created);
  await self.ask(applications.create, { body });
  await nobody(api.url).ask(sessionContracts.signIn, {
    body: { login: self.applicant.login, password: LOST_AT },
  });
  const { task } = (await desk.clerk.ask(applications.read, { params: { id } })).body;
  await desk.clerk.ask(tasks.claim, { params: { id: task?.id ?? '' } });
  await decides(desk.clerk, { action: 'accept' });
  await decides(desk.clerk, { action: 'approve' });
  await api.recordRegister(id);
  await decides(desk.production, { action: 'complete-production' });
  await decides(desk.dispatch, { action: 'dispatch', trackingNumber: TRACKING_NUMBER });
  const report = {
    eventNo: 'E-1',
    trackingNumber: TRACKING_NUMBER,
    report: 'delivered',
    occurredAt: api.clock.at,
  };
  await nobody(api.url).ask(
    publicContracts.courierEvents,
    signedReport({ ...report, handedBack: true }, api.clock.at),
  );
  expect((await self.ask(applications.read, { params: { id } })).body.state).toBe('done');
}

async function decides(by: Person, body: object) {
  const { version } = (await by.ask(applications.read, { params: { id } })).body;
  return (await by.ask(decisions.decide, { params: { id }, version, body })).body;
}

function expectNothingPersonal(text: string) {
  expect(personal.length).toBe(7);
  for (const canary of personal) expect(text).not.toContain(canary);
}

test('the owner alone reads it in full', async () => {
  const own = await self.ask(applications.read, { params: { id } });
  const { recipient, mobile, address } = self.applicant.address;
  for (const text of [recipient, mobile, address, LOST_AT]) expect(own.text).toContain(text);
});

test('a failure is logged by its kind and place, without what was entered', async () => {
  logged.length = 0;
  const whole = await self.submission();
  await asOwner(api.ownerUrl, "ALTER TABLE application ADD CONSTRAINT broken CHECK (number = '') NOT VALID");
  const answer = await fetch(`${api.url}/api/v1/applications`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Cookie: self.cookie(),
      'Idempotency-Key': 'a-failing-write',
    },
    body: JSON.stringify({ ...whole, form: { ...whole.form, lostAt: LOST_AT } }),
  });
  await asOwner(api.ownerUrl, 'ALTER TABLE application DROP CONSTRAINT broken');
  const text = await answer.text();
  expect([answer.status, JSON.parse(text)]).toMatchObject([500, { code: 'internal-error' }]);
  expectNothingPersonal(text);
  expect(logged.length).toBeGreaterThan(0);
  expect(logged.join('')).toContain(JSON.parse(text).requestId);
  expect(logged.join('')).not.toContain('a-failing-write');
});

test('no log line holds any of it', () => {
  expectNothingPersonal(logged.join('\n'));
});

test('metrics name operations, never people or addresses', async () => {
  const text = await (await fetch(`${api.url}/metrics`)).text();
  expect(text).toMatch(/http_request_duration_seconds_count\{operation="createApplication",status="201"\} 1/);
  expect(text).toMatch(/http_refusals_total\{operation="signIn",status="401"\} 1/);
  expect(text).toMatch(/pending_pokes \d/);
  expectNothingPersonal(text);
  expect(text).not.toContain(id);
});

test('refusals to others, tracking and lists tell nothing of it', async () => {
  const other = await applicantFor(api, 'plate-reissue', { today: api.clock.today });
  const { subject } = self.applicant;
  const { number } = await api.db.application.findUniqueOrThrow({ where: { id }, select: { number: true } });
  const told = [
    await other.ask(applications.read, { params: { id } }),
    await desk.outsider.ask(applications.read, { params: { id } }),
    await desk.outsider.ask(applications.list),
    await desk.production.ask(applications.list),
    await desk.supervisor.ask(tasks.list),
    await nobody(api.url).ask(publicContracts.track, { body: { number, secret: trackingSecret } }),
  ];
  for (const { text } of told) expectNothingPersonal(text);
  const foreign = await other.ask(applications.create, { body: { ...(await other.submission()), subject } });
  expect(foreign.problem.code).toBe('subject-not-own');
  const { recipient, mobile } = self.applicant.address;
  expect(foreign.text).not.toMatch(new RegExp(`${recipient}|${mobile}`));
});

test('neither events, audit nor what Temporal is told hold any of it', async () => {
  for (const table of ['application_event', 'audit_event', 'pending_poke', 'task', 'clock']) {
    const [row] = await api.db.$queryRawUnsafe<{ all: string }[]>(
      `SELECT json_agg(t)::text AS all FROM "${table}" t`,
    );
    expectNothingPersonal(row?.all ?? '');
  }
});
