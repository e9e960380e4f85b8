// Sessions of an office: planned, published, offered with what is free, and called off with a word to everybody.
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { appointmentContracts as appointments } from '../../../api/contract/appointments.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import { bookInspection, carOwner, newSession, newSite, placesOf } from '../../harness/appointments.ts';
import { type Desk, openDesk, type Person } from '../../harness/people.ts';
import { changedRows, countRows } from '../../harness/rows.ts';

let api: TestApi;
let desk: Desk;
let siteId: string;
let examSiteId: string;
beforeAll(async () => {
  api = await startApi();
  desk = await openDesk(api);
  siteId = await newSite(api.db, 'inspection');
  examSiteId = await newSite(api.db, 'exam');
});
afterAll(() => api?.stop());

const morning = { from: '08:30', to: '10:30', capacity: 12 } as const;
const plan = (body: object, by: Person = desk.supervisor) =>
  by.ask(appointments.create, { body: { siteId, on: '2015-11-12', ...morning, ...body } });
const idsSeenBy = async (by: Person, query = {}) =>
  (await by.ask(appointments.list, { query })).body.items.map(({ id }) => id);

test('planned, published, offered, and counted down', async () => {
  const owner = await carOwner(api);
  const planned = (await plan({})).body;
  expect(planned).toMatchObject({
    ...{ kind: 'inspection', subject: null, classes: [], state: 'planned', on: '2015-11-12', free: 0 },
    ...{ startsAt: '2015-11-12T00:30:00.000Z', endsAt: '2015-11-12T02:30:00.000Z', capacity: 12 },
  });
  const { id } = planned;
  expect(await idsSeenBy(owner)).not.toContain(id);
  expect(await idsSeenBy(desk.clerk)).toContain(id);
  const published = (await desk.supervisor.ask(appointments.publish, { params: { id } })).body;
  expect([published.state, published.free]).toEqual(['open', 12]);
  expect(await idsSeenBy(owner, { kind: 'inspection', site: siteId })).toContain(id);
  await bookInspection(owner, id);
  const [seen] = (await owner.ask(appointments.list, { query: { site: siteId } })).body.items;
  expect([seen?.id, seen?.free, seen?.waiting]).toEqual([id, 11, 0]);
  expect((await desk.supervisor.ask(appointments.publish, { params: { id } })).problem.title).toBe(
    '该场次已公布。',
  );
  const acts = await api.db.auditEvent.findMany({
    where: { object: `appointment-session/${id}` },
    orderBy: { id: 'asc' },
  });
  expect(acts.map(({ action, actorRole, actorId }) => [action, actorRole, actorId])).toEqual([
    ['plan-session', 'supervisor', desk.supervisor.accountId],
    ['publish-session', 'supervisor', desk.supervisor.accountId],
  ]);
});

test('an exam has its subject and classes, and is found by them', async () => {
  const exam = { siteId: examSiteId, subject: '3a', classes: ['C1', 'C2'], publish: true };
  const { id, subjectName, state } = (await plan(exam)).body;
  expect([subjectName, state]).toEqual(['科目三道路驾驶技能', 'open']);
  const owner = await carOwner(api);
  expect(await idsSeenBy(owner, { kind: 'exam', subject: '3a' })).toEqual([id]);
  expect(await idsSeenBy(owner, { kind: 'exam', subject: '2' })).toEqual([]);
});

test('what is offered begins tomorrow and ends in thirty days, in the order of time, at the own office', async () => {
  const site = await newSite(api.db, 'inspection');
  const days = ['2015-12-04', '2015-12-03', '2015-11-04', '2015-11-03'];
  const made: string[] = [];
  for (const on of days) made.push(await newSession(api.db, { siteId: site, on }));
  await newSession(api.db, { siteId: site, on: '2015-11-10', state: 'closed' });
  const far = await newSession(api.db, { office: 'zmd-xincai' });
  const owner = await carOwner(api);
  expect(await idsSeenBy(owner, { site })).toEqual([made[2], made[1]]);
  expect(await idsSeenBy(owner, { site, from: '2015-11-05' })).toEqual([made[1]]);
  expect(await idsSeenBy(owner, { site, from: '2015-01-01', to: '2016-12-31' })).toEqual([made[2], made[1]]);
  expect(await idsSeenBy(owner)).not.toContain(far);
  expect(await idsSeenBy(desk.outsider)).toContain(far);
  const { items } = (await owner.ask(appointments.sites)).body;
  expect(items.map(({ id }) => id)).toContain(site);
});

describe('refused, with nothing stored', () => {
  test.each([
    ['a site of another office', () => newSite(api.db, 'inspection', 'zmd-xincai'), 'site-unknown'],
    ['no site', async () => '00000000-0000-4000-8000-000000000000', 'site-unknown'],
  ])('%s', async (_, site, code) => {
    const told = await plan({ siteId: await site() });
    expect([told.problem.code, told.problem.pointer]).toEqual([code, '/siteId']);
  });

  test.each([
    ['ends before it begins', { to: '08:30' }, '/to', '场次信息不正确:结束时间须晚于开始时间。'],
    ['has begun', { on: '2015-11-03' }, '/on', '该场次已开始或者已结束,不能再变更。'],
    ['of a subject', { subject: '2' }, '/subject', '场次信息不正确:检验场次没有考试科目和准驾车型。'],
  ])('%s', async (_, change, pointer, title) => {
    const before = await countRows(api.db);
    const { problem } = await plan(change);
    expect([problem.pointer, problem.title]).toEqual([pointer, title]);
    expect(changedRows(before, await countRows(api.db))).toEqual({ idempotency_key: 1 });
  });

  test.each([0, 501, 1.5])('a capacity of %d', async (capacity) => {
    expect((await plan({ capacity })).problem).toMatchObject({
      code: 'invalid-field',
      pointer: '/capacity',
    });
  });

  test('a second one at the same place and time, also at the same moment', async () => {
    const both = await Promise.all([plan({ on: '2015-11-13' }), plan({ on: '2015-11-13' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const { problem } = await plan({ on: '2015-11-13' });
    expect([problem.code, problem.title]).toEqual(['session-exists', '该地点此时段已有同类场次。']);
  });
});

test('called off: everybody booked or waiting is let go and told, and the time may be planned anew', async () => {
  const { id } = (await plan({ on: '2015-11-16', capacity: 1, publish: true })).body;
  const owner = await carOwner(api, 2);
  const booked = (await bookInspection(owner, id, { car: 0 })).body;
  const waiting = (await bookInspection(owner, id, { car: 1, waits: true })).body;
  const close = { params: { id }, body: { reason: '检测线检修' } };
  expect((await desk.outsideSupervisor.ask(appointments.close, close)).problem.code).toBe('not-found');
  expect((await desk.clerk.ask(appointments.close, close)).problem.code).toBe('not-permitted');
  const closed = (await desk.supervisor.ask(appointments.close, close)).body;
  expect([closed.state, closed.free, closed.waiting]).toEqual(['closed', 0, 0]);
  expect(await placesOf(api.db, id)).toEqual({ booked: 0, states: ['called-off', 'called-off'] });
  for (const { id: application } of [booked, waiting]) {
    const view = (await owner.ask(applications.read, { params: { id: application } })).body;
    expect(view).toMatchObject({
      state: 'called-off',
      stateName: '场次已取消',
      ending: { note: '检测线检修' },
    });
    const told = await api.db.message.findMany({ where: { applicationId: application } });
    expect(told.map(({ template }) => template)).toContain('called-off');
  }
  expect((await desk.supervisor.ask(appointments.close, close)).problem.title).toBe('该场次已取消。');
  expect((await bookInspection(owner, id)).problem.code).toBe('session-not-offered');
  expect((await plan({ on: '2015-11-16' })).status).toBe(201);
});

test('called off and booked at the same moment, nobody is left behind', async () => {
  const { id } = (await plan({ on: '2015-11-17', publish: true })).body;
  const owner = await carOwner(api, 8);
  const close = { params: { id }, body: { reason: '停电' } };
  const booking = owner.cars.map((_, car) => bookInspection(owner, id, { car }));
  const [closed, ...answers] = await Promise.all([
    desk.supervisor.ask(appointments.close, close),
    ...booking,
  ]);
  expect(closed?.status).toBe(200);
  for (const { status, text } of answers) if (status !== 201) expect(text).toContain('session-not-offered');
  const { booked, states } = await placesOf(api.db, id);
  expect(booked).toBe(0);
  expect(states.every((state) => state === 'called-off')).toBe(true);
});

test('a session that has begun is left as it is', async () => {
  const { id } = (await plan({ on: '2015-11-18', publish: true })).body;
  const minutes = 15 * 24 * 60;
  api.clock.advance({ minutes });
  const { problem } = await desk.supervisor.ask(appointments.close, {
    ...{ params: { id }, body: { reason: '停电' } },
  });
  api.clock.advance({ minutes: -minutes });
  expect(problem.title).toBe('该场次已开始或者已结束,不能再变更。');
});
