// The whole way of each service through the API, carried by a real Temporal server, with the courier at its end.

import { randomUUID } from 'node:crypto';
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { decisionContracts as decisions } from '../../api/contract/decisions.ts';
import { publicContracts } from '../../api/contract/public.ts';
import { taskContracts as tasks } from '../../api/contract/tasks.ts';
import { localDateOf, toInstant } from '../../domain/calendar/local-date.ts';
import type { ApplicantService } from '../../prisma/seed/applicant-services.ts';
import type { PlaceZone } from '../../prisma/seed/places.ts';
import { type Platform, startPlatform } from '../../sandbox/platform.ts';
import { connectTemporal } from '../../worker/compose.ts';
import { createTestDatabase, type TestDatabase } from '../harness/database.ts';
import { eventually } from '../harness/eventually.ts';
import { testDataConverter, testPayloadCodec } from '../harness/payloads.ts';
import {
  applicantFor,
  type Desk,
  nobody,
  openDesk,
  type Person,
  type TestApplicant,
} from '../harness/people.ts';
import { workflowBundle } from '../harness/stage.ts';
import { testVault } from '../harness/vault.ts';

let database: TestDatabase;
let temporal: Awaited<ReturnType<typeof connectTemporal>>;
let platform: Platform;
let desk: Desk;

beforeAll(async () => {
  const address = process.env.TEMPORAL_ADDRESS;
  if (address === undefined) throw new Error('This test needs Temporal: run it with `npm test -- <path>`.');
  [database, temporal] = await Promise.all([
    createTestDatabase(),
    connectTemporal(address, 'default', testDataConverter),
  ]);
  const taskQueue = `test-${randomUUID()}`;
  platform = await startPlatform({
    databaseUrl: database.url,
    vault: testVault,
    payloadCodec: testPayloadCodec,
    temporal,
    taskQueue,
    workflowBundle: workflowBundle(),
  });
  desk = await openDesk(platform);
});
afterAll(async () => {
  await platform?.stop();
  await temporal?.close();
  await database?.drop();
});

const today = localDateOf(toInstant(Date.now()));

async function read(by: Person, id: string) {
  return (await by.ask(applications.read, { params: { id } })).body;
}

/** Waits for what others do: the register, the courier. */
const reaches = (by: Person, id: string, state: string) =>
  eventually(`${id} in ${state}`, async () => {
    const view = await read(by, id);
    return view.state === state && view;
  });

async function decide(by: Person, id: string, body: object) {
  const { version } = await read(by, id);
  return (await by.ask(decisions.decide, { params: { id }, version, body })).body;
}

async function submit(self: TestApplicant, delivery?: object) {
  const whole = await self.submission();
  return (await self.ask(applications.create, { body: delivery ? { ...whole, delivery } : whole })).body;
}

/** Found in the queue, claimed, accepted and approved by one clerk. */
async function approve(id: string) {
  const { items } = (await desk.clerk.ask(tasks.list, { query: { kind: 'accept', limit: 100 } })).body;
  const task = items.find(({ applicationId }) => applicationId === id);
  await desk.clerk.ask(tasks.claim, { params: { id: task?.id ?? '' } });
  expect((await read(desk.clerk, id)).allowedActions).toEqual(['accept', 'decline', 'request-supplement']);
  expect(await decide(desk.clerk, id, { action: 'accept' })).toMatchObject({ state: 'accepted' });
  expect((await read(desk.clerk, id)).allowedActions).toEqual(['approve', 'refuse']);
  expect(await decide(desk.clerk, id, { action: 'approve' })).toMatchObject({ state: 'approved' });
}

async function produce(id: string) {
  await reaches(desk.production, id, 'producing');
  const { items } = (await desk.production.ask(tasks.productionBatch, { body: { size: 10 } })).body;
  expect(items.map(({ applicationId }) => applicationId)).toContain(id);
  return decide(desk.production, id, { action: 'complete-production' });
}

const BEGINS = ['drafted', 'submitted', 'accepted', 'approved', 'register-updated'];

async function expectTold(
  self: TestApplicant,
  id: string,
  timeline: readonly string[],
  promises: readonly string[],
) {
  const view = await read(self, id);
  expect(view).toMatchObject({
    state: 'done',
    stateName: '已办结',
    stage: 'ended',
    allowedActions: [],
    task: null,
  });
  expect(view.timeline.map(({ type }) => type)).toEqual([...BEGINS, ...timeline]);
  expect(view.clocks.map(({ kind }) => kind)).toEqual(promises);
  for (const { status, outcome } of view.clocks) expect([status, outcome]).toEqual(['stopped', 'kept']);
  const { clocks } = (await self.ask(applications.explain, { params: { id } })).body;
  expect(clocks.map(({ kind, dueAt }) => [kind, dueAt])).toEqual(
    view.clocks.map(({ kind, dueAt }) => [kind, dueAt]),
  );
  return view;
}

const POSTED: readonly (readonly [ApplicantService, PlaceZone])[] = [
  ['plate-reissue', 'city'],
  ['plate-replace', 'province'],
  ['inspection-mark-reissue', 'interprovince'],
  ['licence-overage-exchange', 'city'],
  ['licence-damaged-replace', 'province'],
];

test.each(POSTED)('%s, posted to the %s', async (service, zone) => {
  const self = await applicantFor(platform, service, { today, zone });
  const { id, number, trackingSecret = '' } = await submit(self);
  await approve(id);
  expect(await produce(id)).toMatchObject({ state: 'produced' });
  const ordered = await eventually(`a parcel for ${id}`, async () => {
    const view = await read(desk.dispatch, id);
    return view.parcels.length > 0 && view;
  });
  expect(ordered.allowedActions).toEqual(['dispatch']);
  expect(await decide(desk.dispatch, id, { action: 'dispatch' })).toMatchObject({ state: 'dispatched' });
  const trackingNumber = ordered.parcels[0]?.trackingNumber ?? '';
  await platform.courier.report(trackingNumber, { report: 'picked-up' });
  await reaches(self, id, 'in-transit');
  const shown = await nobody(platform.url).ask(publicContracts.track, {
    body: { number, secret: trackingSecret },
  });
  expect(shown.body).toMatchObject({
    state: 'in-transit',
    parcels: [{ movements: [{ report: 'picked-up' }] }],
  });
  await platform.courier.report(trackingNumber, { report: 'delivered', handedBack: true });
  await reaches(self, id, 'done');
  const posted = ['produced', 'parcel-ordered', 'dispatched', 'parcel-reported', 'parcel-reported', 'done'];
  const view = await expectTold(self, id, posted, ['acceptance', 'delivery']);
  expect(view.delivery).toMatchObject({ mode: 'post', zone });
  expect(view.deliveredAt).not.toBeNull();
});

test.each(['licence-renewal', 'licence-lost-reissue'] as const)('%s, picked up', async (service) => {
  const self = await applicantFor(platform, service, { today });
  const { id } = await submit(self, { mode: 'pickup' });
  await approve(id);
  expect(await produce(id)).toMatchObject({ state: 'ready-for-pickup' });
  expect((await read(desk.clerk, id)).pickupCode).toBeNull();
  const { pickupCode } = await read(self, id);
  expect(pickupCode).toMatch(/^\d{6}$/);
  const wrong = pickupCode === '000000' ? '000001' : '000000';
  const { version } = await read(desk.clerk, id);
  const body = { action: 'hand-over', pickupCode: wrong, handedBack: true };
  const refused = await desk.clerk.ask(decisions.decide, { params: { id }, version, body });
  expect(refused.problem).toMatchObject({ code: 'pickup-code-wrong', pointer: '/pickupCode' });
  await decide(desk.clerk, id, { ...body, pickupCode });
  await expectTold(
    self,
    id,
    ['produced', 'ready-for-pickup', 'collected', 'done'],
    ['acceptance', 'pickup-ready', 'pickup-keep'],
  );
});

test.each(['renewal-deferral', 'review-deferral', 'body-certificate-deferral'] as const)(
  '%s, done when approved',
  async (service) => {
    const self = await applicantFor(platform, service, { today });
    const { id } = await submit(self);
    await approve(id);
    await reaches(self, id, 'done');
    await expectTold(self, id, ['done'], ['acceptance']);
    expect(await platform.db.deferral.count({ where: { applicationId: id } })).toBe(1);
  },
);

test('many at once: accepted, made and posted in bulk', async () => {
  const ids: string[] = [];
  for (let made = 0; made < 4; made += 1) {
    const self = await applicantFor(platform, 'plate-reissue', { today });
    const { id } = await submit(self);
    const { task } = await read(desk.clerk, id);
    await desk.clerk.ask(tasks.claim, { params: { id: task?.id ?? '' } });
    ids.push(id);
  }
  const inBulk = async (by: Person, action: string) => {
    const items = await Promise.all(
      ids.map(async (id) => ({ applicationId: id, version: (await read(by, id)).version })),
    );
    const { results } = (await by.ask(decisions.bulk, { body: { action, items } })).body;
    expect(results.map(({ ok }) => ok)).toEqual(ids.map(() => true));
  };
  const all = (state: string) => Promise.all(ids.map((id) => reaches(desk.clerk, id, state)));
  await inBulk(desk.clerk, 'accept');
  await inBulk(desk.clerk, 'approve');
  await all('producing');
  await inBulk(desk.production, 'complete-production');
  await Promise.all(
    ids.map((id) =>
      eventually(`a parcel for ${id}`, async () => (await read(desk.clerk, id)).parcels.length > 0),
    ),
  );
  await inBulk(desk.dispatch, 'dispatch');
  await all('dispatched');
});
