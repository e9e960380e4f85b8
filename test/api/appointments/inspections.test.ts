// 机动车安全技术检验预约: booked at once, told why not, given back until the day before, and what the station's result changes.
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { parseLocalDate } from '../../../domain/calendar/local-date.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import {
  bookInspection,
  type CarOwner,
  carOwner,
  enterResult,
  newSession,
  placesOf,
  withdraw,
} from '../../harness/appointments.ts';
import { type Desk, openDesk } from '../../harness/people.ts';
import { changedRows, countRows } from '../../harness/rows.ts';

let api: TestApi;
let desk: Desk;
beforeAll(async () => {
  api = await startApi();
  desk = await openDesk(api);
});
afterAll(() => api?.stop());

const day = 24 * 60;

test('a place is booked at once, and shown with place and time', async () => {
  const owner = await carOwner(api);
  const session = await newSession(api.db, { capacity: 2 });
  const { id, state, stateName } = (await bookInspection(owner, session)).body;
  expect([state, stateName]).toEqual(['booked', '已预约']);
  const view = (await owner.ask(applications.read, { params: { id } })).body;
  expect(view.appointment).toMatchObject({
    ...{ sessionId: session, kind: 'inspection', subject: null, ahead: null },
    ...{ startsAt: '2015-11-10T01:00:00.000Z', address: '驻马店市驿城区练江大道' },
  });
  expect(view.timeline.map(({ type }) => type)).toEqual(['drafted', 'submitted', 'place-taken']);
  expect(view.allowedActions).toEqual(['withdraw']);
  expect(await placesOf(api.db, session)).toEqual({ booked: 1, states: ['booked'] });
  const row = await api.db.appointment.findUniqueOrThrow({ where: { applicationId: id } });
  expect(row).toMatchObject({ applicantId: owner.accountId, position: 1, state: 'booked' });
});

describe('refused, with nothing stored', () => {
  async function refused(owner: CarOwner, session: string, more = {}) {
    const before = await countRows(api.db);
    const { code, title, pointer } = (await bookInspection(owner, session, more)).problem;
    expect(changedRows(before, await countRows(api.db))).toEqual({ audit_event: 1, idempotency_key: 1 });
    return [code, title, pointer];
  }

  test('slot-full', async () => {
    const session = await newSession(api.db, { capacity: 1 });
    await bookInspection(await carOwner(api), session);
    const told = ['slot-full', '该时段已约满,请选择其他时段。', '/form/session'];
    const owner = await carOwner(api);
    expect(await refused(owner, session)).toEqual(told);
    expect(await refused(owner, session, { waits: false })).toEqual(told);
  });

  test('already-booked', async () => {
    const owner = await carOwner(api);
    await bookInspection(owner, await newSession(api.db));
    const told = await refused(owner, await newSession(api.db));
    expect(told.slice(0, 2)).toEqual(['already-booked', '该车已有未完成的检验预约。']);
  });

  test('absences', async () => {
    const owner = await carOwner(api, 4);
    for (const [car, on] of ['2015-11-04', '2015-11-05', '2015-11-06'].entries()) {
      const { id } = (await bookInspection(owner, await newSession(api.db, { on }), { car })).body;
      await api.db.appointment.update({ where: { applicationId: id }, data: { state: 'absent' } });
    }
    const told = await refused(owner, await newSession(api.db), { car: 3 });
    expect(told.slice(0, 2)).toEqual(['absences', '您12个月内已有3次预约后未到,2015-12-07起方可再次预约。']);
  });

  test.each([
    ['in the past', { on: '2015-11-02' }],
    ['today', { on: '2015-11-03' }],
    ['thirty-one days away', { on: '2015-12-04' }],
    ['called off', { state: 'closed' as const }],
  ])('session-not-offered: %s', async (_, wanted) => {
    const told = await refused(await carOwner(api), await newSession(api.db, wanted));
    expect(told).toEqual(['session-not-offered', '该时段不可预约,请从可预约时段中选择。', '/form/session']);
  });

  test.each([
    ['not published', { state: 'planned' as const }],
    ['another office’s', { office: 'zmd-xincai' }],
    ['an exam', { kind: 'exam' as const }],
  ])('session-unknown: %s', async (_, wanted) => {
    const told = await refused(await carOwner(api), await newSession(api.db, wanted));
    expect(told).toEqual(['session-unknown', '没有该场次,请重新选择。', '/form/session']);
  });

  test.each(['B', 'C', 'E', 'F', 'K', 'M', 'N', 'P'])('status-blocking: %s', async (status) => {
    const owner = await carOwner(api);
    await api.db.vehicle.update({ where: { id: owner.cars[0]?.id ?? '' }, data: { statuses: [status] } });
    const [code, title] = await refused(owner, await newSession(api.db));
    expect(code).toBe('status-blocking');
    expect(title).toMatch(/^机动车\(驾驶证\)当前状态为“.+”,不能办理该业务。$/);
  });

  test('subject-not-own: somebody else’s car', async () => {
    const [owner, other] = [await carOwner(api), await carOwner(api)];
    const told = await refused({ ...owner, cars: other.cars }, await newSession(api.db));
    expect(told.slice(0, 2)).toEqual(['subject-not-own', '只能办理本人名下的机动车或本人驾驶证业务。']);
  });
});

test('what should be known is told before and with the booking, and refuses nothing', async () => {
  const owner = await carOwner(api);
  await api.db.vehicle.update({
    where: { id: owner.cars[0]?.id ?? '' },
    data: {
      ...{ statuses: ['G'], inspectionValidTo: new Date('2016-05-31') },
      ...{ firstRegisteredOn: new Date('2012-05-08'), manufacturedOn: new Date('2012-03-01') },
    },
  });
  const session = await newSession(api.db);
  const subject = owner.cars[0]?.subject ?? {};
  const form = { session, mobile: '13839600001' };
  const body = { service: 'inspection-appointment', subject, form };
  const checked = (await owner.ask(applications.check, { body })).body;
  const booked = (await bookInspection(owner, session)).body;
  const sentences = [
    ['too-early', '检验合格标志可在检验有效期满前三个月内申领,您预约的日期早于该期限。'],
    ['violations-unsettled', '该车有未处理的道路交通安全违法行为(交通事故),处理完毕后方可核发检验合格标志。'],
    ['exempt-from-line', '该车在6年免检期内,可直接申领检验合格标志,无需上线检验。'],
  ];
  expect(checked.advice.map(({ code, zh }) => [code, zh])).toEqual(sentences);
  expect(booked.advice?.map(({ code, zh }) => [code, zh])).toEqual(sentences);
  expect(booked.state).toBe('booked');
});

test('a draft holds no place; submitted, it is about the car and the session it then names', async () => {
  const owner = await carOwner(api, 2);
  const [first, second] = [await newSession(api.db), await newSession(api.db)];
  const body = (car: number, session: string) => ({
    subject: owner.cars[car]?.subject ?? {},
    form: { session, mobile: '13839600001' },
  });
  const service = 'inspection-appointment';
  const draft = { ...body(0, first), service, submit: false };
  const { id, version } = (await owner.ask(applications.create, { body: draft })).body;
  expect(await placesOf(api.db, first)).toEqual({ booked: 0, states: [] });
  const submitted = await owner.ask(applications.submit, { params: { id }, version, body: body(1, second) });
  expect(submitted.body.state).toBe('booked');
  expect(await placesOf(api.db, second)).toEqual({ booked: 1, states: ['booked'] });
  const { vehicleId } = await api.db.application.findUniqueOrThrow({ where: { id } });
  expect(vehicleId).toBe(owner.cars[1]?.id);
  expect((await bookInspection(owner, first, { car: 0 })).body.state).toBe('booked');
  expect((await bookInspection(owner, first, { car: 1 })).problem.title).toBe('该车已有未完成的检验预约。');
});

test('a place is given back until the day before, and not on the day', async () => {
  const owner = await carOwner(api, 2);
  const session = await newSession(api.db, { on: '2015-11-06', capacity: 2 });
  const [first, second] = [
    (await bookInspection(owner, session, { car: 0 })).body,
    (await bookInspection(owner, session, { car: 1 })).body,
  ];
  expect((await withdraw(owner, first.id)).body.state).toBe('cancelled');
  expect(await placesOf(api.db, session)).toEqual({ booked: 1, states: ['cancelled', 'booked'] });
  // The car may be booked again.
  expect((await bookInspection(owner, session, { car: 0 })).body.state).toBe('booked');
  api.clock.advance({ minutes: 3 * day });
  const { code, title } = (await withdraw(owner, second.id)).problem;
  expect([code, title]).toEqual(['action-not-allowed', '申请当前状态为“待到场”,不能进行该操作。']);
  expect((await placesOf(api.db, session)).booked).toBe(2);
  api.clock.advance({ minutes: -3 * day });
});

describe('the station’s result', () => {
  const later = (days: number) => api.clock.advance({ minutes: days * day });

  async function inspected(statuses: readonly string[], validTo: string, result: string) {
    const owner = await carOwner(api);
    const vehicleId = owner.cars[0]?.id ?? '';
    await api.db.vehicle.update({
      where: { id: vehicleId },
      data: {
        ...{ statuses: [...statuses], inspectionValidTo: new Date(validTo) },
        firstRegisteredOn: new Date('2012-05-08'),
      },
    });
    const before = await api.db.certificate.findMany({ where: { vehicleId, kind: 'inspection-mark' } });
    const session = await newSession(api.db, { on: '2015-11-06' });
    const { id } = (await bookInspection(owner, session)).body;
    expect((await enterResult(desk.clerk, id, result)).problem.code).toBe('action-not-allowed');
    later(3);
    expect(await enterResult(desk.outsider, id, result).catch(String)).toMatch(/not-found|404/);
    expect((await enterResult(desk.clerk, id, 'perhaps')).problem.title).toBe('请选择规定的结果。');
    expect((await enterResult(desk.clerk, id, result)).body.state).toBe('handling');
    await api.recordRegister(id);
    // Once and never again.
    await api.recordRegister(id);
    later(-3);
    const vehicle = await api.db.vehicle.findUniqueOrThrow({ where: { id: vehicleId } });
    const marks = await api.db.certificate.findMany({
      where: { vehicleId, kind: 'inspection-mark' },
      orderBy: { issuedOn: 'asc' },
    });
    const view = (await owner.ask(applications.read, { params: { id } })).body;
    return { vehicle, marks, before, view, session };
  }

  test('passed: the next validity, 逾期 gone, a new mark held and the old one void', async () => {
    const { vehicle, marks, before, view, session } = await inspected(['Q'], '2015-10-31', 'passed');
    expect(view).toMatchObject({ state: 'done', results: ['passed'] });
    expect(vehicle.statuses).toEqual(['A']);
    // A private car of up to six years: two years on, to the end of the month.
    expect(vehicle.inspectionValidTo).toEqual(new Date('2017-10-31'));
    expect(marks).toHaveLength(before.length + 1);
    expect(marks.filter(({ state }) => state === 'held').map(({ issuedOn }) => issuedOn)).toEqual([
      new Date('2015-11-06'),
    ]);
    expect(marks.filter(({ state }) => state !== 'held').map(({ voidedOn }) => voidedOn)).toEqual(
      before.map(() => new Date('2015-11-06')),
    );
    expect(await placesOf(api.db, session)).toEqual({ booked: 1, states: ['attended'] });
  });

  test('passed with violations open: the validity, but no mark', async () => {
    const { vehicle, marks, before } = await inspected(['G', 'Q'], '2015-10-31', 'passed');
    expect(vehicle.statuses).toEqual(['G']);
    expect(vehicle.inspectionValidTo).toEqual(new Date('2017-10-31'));
    expect(marks).toEqual(before);
  });

  test('failed: nothing of the register changes', async () => {
    const { vehicle, marks, before, view } = await inspected(['Q'], '2015-10-31', 'failed');
    expect(view).toMatchObject({ state: 'done', results: ['failed'] });
    expect(vehicle.statuses).toEqual(['Q']);
    expect(vehicle.inspectionValidTo).toEqual(new Date(parseLocalDate('2015-10-31')));
    expect(marks).toEqual(before);
  });
});
