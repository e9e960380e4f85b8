// From the session to the registration: what the applicant sees, what the clerk compares, and what is left in the register.
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { plateChoiceContracts as choice } from '../../../api/contract/plate-choice.ts';
import { placesFrom } from '../../../db/plate-seed.ts';
import { addMinutes } from '../../../domain/calendar/local-date.ts';
import { drawNumbers } from '../../../domain/plates/draw.ts';
import { isOpenNumber, isWithheld, OPEN_COUNT } from '../../../domain/plates/open-numbers.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import { type Desk, openDesk, type Person } from '../../harness/people.ts';
import {
  ask,
  begin,
  type Chooser,
  choose,
  chooser,
  draw,
  formOf,
  leave,
  newVin,
  selectionOf,
  tryNumber,
  unitChooser,
} from '../../harness/plates.ts';
import { makeUnit } from '../../harness/units.ts';

let api: TestApi;
let desk: Desk;
beforeAll(async () => {
  api = await startApi();
  desk = await openDesk(api);
});
afterAll(() => api?.stop());

let numbers = 0;
/** A free number that no other test takes. */
const freeNumber = () => {
  numbers += 1;
  return `豫QE4${String(200 + numbers)}`;
};

interface Reserved {
  readonly by: Chooser;
  readonly id: string;
  readonly vin: string;
  readonly number: string;
  readonly version: number;
}

async function reserved(): Promise<Reserved> {
  const [by, vin, number] = [await chooser(api), newVin(), freeNumber()];
  const id = await begin(by, { vin });
  const { version } = (await tryNumber(by, id, number)).body;
  return { by, id, vin, number, version };
}

const register = (by: Person, { by: chooses, id, vin, version }: Reserved, change: object = {}) =>
  by.ask(choice.recordRegistration, {
    params: { id },
    version,
    body: { vin, idNumber: chooses.idNumber, mobile: chooses.mobile, ...change },
  });
const rowOf = (applicationId: string) =>
  api.db.plateReservation.findUniqueOrThrow({ where: { applicationId } });
const numbersOf = async (reservationId: string) =>
  (await api.db.plateNumber.findMany({ where: { reservationId } })).map(({ pool, number, state }) => [
    ...[pool, number, state],
  ]);

describe('the session', () => {
  test('twenty minutes and every chance are left, under the mark of the simulation', async () => {
    const by = await chooser(api);
    const id = await begin(by);
    const begun = await selectionOf(by, id);
    expect(begun).toEqual({
      ...{ mode: 'simulation', mark: '模拟测试', state: 'selecting', methods: ['self', 'random'] },
      ...{ selectUntil: addMinutes(api.clock.at, 20), secondsLeft: 1_200, triesLeft: 10, drawsLeft: 1 },
      ...{ shown: [], number: null, method: null, validTo: null },
    });
    api.clock.advance({ minutes: 5 });
    expect((await selectionOf(by, id)).secondsLeft).toBe(900);
  });

  test('a number of one’s own: 3 working days, to the end of the day', async () => {
    const { by, id, vin, number } = await reserved();
    // Tuesday, 2015-11-03; the third working day is Friday.
    const validTo = '2015-11-06T15:59:59.999Z';
    expect(await selectionOf(by, id)).toMatchObject({
      ...{ state: 'reserved', number, method: 'self', mark: '模拟测试', methods: [], shown: [] },
    });
    const { validTo: until } = await selectionOf(by, id);
    expect(new Date(until ?? '').getTime()).toBe(new Date(validTo).getTime());
    expect(await rowOf(id)).toMatchObject({
      ...{ vin, number, mode: 'simulation', state: 'reserved', method: 'self', locksHolder: true },
    });
    expect(await numbersOf(id)).toEqual([['simulation', number, 'reserved']]);
    const { stateName, mark } = (await by.ask(applications.read, { params: { id } })).body;
    expect([stateName, mark]).toEqual(['已预选', '模拟测试']);
  });

  test('five drawn numbers are free, kept while they are shown, and given back but for one', async () => {
    const by = await chooser(api);
    const id = await begin(by);
    const { shown } = (await draw(by, id)).body.selection;
    expect(new Set(shown).size).toBe(5);
    for (const number of shown) expect([isOpenNumber(number), isWithheld(number)]).toEqual([true, false]);
    expect((await numbersOf(id)).map(([, number, state]) => [number, state]).sort()).toEqual(
      [...shown].sort().map((number) => [number, 'shown']),
    );
    const { selection } = (await choose(by, id, shown[2] ?? '')).body;
    expect(selection).toMatchObject({ state: 'reserved', method: 'random', number: shown[2] });
    expect(await numbersOf(id)).toEqual([['simulation', shown[2], 'reserved']]);
  });

  test('a draw is kept with its seed, and the seed gives the same five again', async () => {
    const by = await chooser(api);
    const id = await begin(by);
    const { shown } = (await draw(by, id)).body.selection;
    const kept = await api.db.plateDraw.findFirstOrThrow({ where: { reservationId: id } });
    expect(kept.shown).toEqual(shown);
    expect(drawNumbers(placesFrom(kept.seed, OPEN_COUNT), new Set(kept.taken), 5)).toEqual(shown);
    const { data } = await api.db.applicationEvent.findFirstOrThrow({
      where: { applicationId: id, type: 'numbers-drawn' },
    });
    expect(data).toEqual({ seed: kept.seed, numbers: shown });
  });

  test('left without a number: everything is free again, and what was used stays used', async () => {
    const by = await chooser(api);
    const vin = newVin();
    const id = await begin(by, { vin });
    await tryNumber(by, id, '豫QA1888');
    const { body } = await leave(by, id);
    expect([body.state, body.stateName]).toEqual(['abandoned', '未选定号牌']);
    expect(await numbersOf(id)).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ state: 'abandoned', locksHolder: false, tries: 1 });
    const again = await begin(by, { vin });
    expect(await selectionOf(by, again)).toMatchObject({ triesLeft: 9, methods: ['self', 'random'] });
    expect((await leave(by, id)).problem.code).toBe('application-closed');
  });

  test('a draft begins no session; submitted, it does', async () => {
    const by = await chooser(api);
    const form = formOf(by);
    const body = { service: 'plate-preselection', form, submit: false };
    const { id, version } = (await by.ask(applications.create, { body })).body;
    expect((await by.ask(choice.read, { params: { id } })).problem.code).toBe('no-plate-selection');
    expect((await tryNumber(by, id, freeNumber())).problem.code).toBe('action-not-allowed');
    // Another session comes first: the draft waits for it.
    const other = await begin(by);
    const submit = { params: { id }, version, body: { form } };
    expect((await by.ask(applications.submit, submit)).problem.code).toBe('open-reservation');
    await leave(by, other);
    expect((await by.ask(applications.submit, submit)).body.state).toBe('selecting');
    expect((await selectionOf(by, id)).secondsLeft).toBe(1_200);
  });

  test('a session is its owner’s; to everybody else it is not there', async () => {
    const [by, other] = [await chooser(api), await chooser(api)];
    const id = await begin(by);
    for (const answer of [
      await tryNumber(other, id, freeNumber()),
      await draw(other, id),
      await choose(other, id, freeNumber()),
      await leave(other, id),
      await other.ask(choice.read, { params: { id } }),
      await desk.outsider.ask(choice.read, { params: { id } }),
    ])
      expect(answer.problem.code).toBe('not-found');
    expect((await selectionOf(desk.clerk, id)).state).toBe('selecting');
  });
});

describe('the registration', () => {
  test('with equal data: assigned in the simulation, and the next vehicle may have its turn', async () => {
    const case_ = await reserved();
    const { body } = await register(desk.clerk, case_);
    expect([body.state, body.differs, body.selection.mark]).toEqual(['assigned', null, '模拟测试']);
    expect(await rowOf(case_.id)).toMatchObject({
      ...{ state: 'simulated-assigned', locksHolder: false, number: case_.number },
    });
    expect(await numbersOf(case_.id)).toEqual([['simulation', case_.number, 'assigned']]);
    expect((await ask(case_.by)).status).toBe(201);
  });

  test.each([
    ['another VIN', () => ({ vin: newVin() })],
    ['another number', () => ({ idNumber: '412801199003071234' })],
    ['another mobile', () => ({ mobile: '13900000001' })],
  ])('with %s: the number is not given', async (_what, change) => {
    const case_ = await reserved();
    const { body } = await register(desk.clerk, case_, change());
    expect([body.state, body.differs?.zh]).toEqual([
      'mismatch',
      '网上选号的车辆识别代码、身份证明号码或手机号码与登记信息不一致',
    ]);
    expect(await rowOf(case_.id)).toMatchObject({ state: 'mismatch', locksHolder: true });
    expect(await numbersOf(case_.id)).toEqual([]);
    const [next, theirs] = [await chooser(api), case_.number];
    expect((await tryNumber(next, await begin(next), theirs)).body.state).toBe('reserved');
  });

  test('is for clerks of the office, once, on the version they saw', async () => {
    const case_ = await reserved();
    expect((await register(desk.production, case_)).problem.code).toBe('not-permitted');
    expect((await register(desk.outsider, case_)).problem.code).toBe('not-found');
    expect((await register(desk.clerk, { ...case_, version: 1 })).problem.code).toBe('version-stale');
    expect((await register(desk.clerk, case_)).status).toBe(200);
    expect((await register(desk.otherClerk, { ...case_, version: case_.version + 2 })).problem.code).toBe(
      'application-closed',
    );
  });

  test('during the session there is nothing to register', async () => {
    const by = await chooser(api);
    const vin = newVin();
    const { id, version } = (await ask(by, { vin })).body;
    const early = { by, id, vin, version, number: '' };
    expect((await register(desk.clerk, early)).problem.code).toBe('action-not-allowed');
  });

  test('no number of the simulation ever came to a vehicle', async () => {
    const simulated = await api.db.plateNumber.findMany({ where: { pool: 'simulation' } });
    expect(simulated.length).toBeGreaterThan(0);
    expect(await api.db.plateNumber.count({ where: { pool: { not: 'simulation' } } })).toBe(0);
    const carried = { plateNumber: { in: simulated.map(({ number }) => number) } };
    expect(await api.db.vehicle.count({ where: carried })).toBe(0);
    const assigned = { mode: 'simulation', state: 'assigned' };
    expect(await api.db.plateReservation.count({ where: assigned })).toBe(0);
    // Nor can it be written down as if it had.
    const { applicationId } = await api.db.plateReservation.findFirstOrThrow({
      where: { state: 'simulated-assigned' },
    });
    await expect(
      api.db.plateReservation.update({ where: { applicationId }, data: { state: 'assigned' } }),
    ).rejects.toThrow(/plate_reservation_simulated/);
  });
});

describe('规则3', () => {
  const WAIT = 'open-reservation';
  const release = (by: Person, id: string) =>
    by.ask(choice.releaseLock, { params: { id }, body: { reason: 'purchase-fell-through' } });

  async function cancelled(): Promise<Reserved> {
    const case_ = await reserved();
    const { id, version } = case_;
    const { body } = await case_.by.ask(applications.withdraw, { params: { id }, version });
    expect([body.state, body.stateName]).toEqual(['cancelled', '已取消']);
    expect(await numbersOf(id)).toEqual([]);
    return case_;
  }

  test('whoever cancels waits all the same, until the vehicle is registered', async () => {
    const { by, vin } = await cancelled();
    expect((await ask(by)).problem.code).toBe(WAIT);
    const { id } = await api.db.vehicle.findFirstOrThrow({
      where: { owner: { accounts: { some: { id: by.accountId } } } },
    });
    await api.db.vehicle.update({ where: { id }, data: { vin } });
    expect((await ask(by)).status).toBe(201);
  });

  test('a clerk lets go of the holder, once and with a reason; a number for the same vehicle is not had again', async () => {
    const { by, id, vin } = await cancelled();
    expect((await release(desk.production, id)).problem.code).toBe('not-permitted');
    expect((await release(desk.outsider, id)).problem.code).toBe('not-found');
    expect((await release(desk.clerk, id)).status).toBe(204);
    expect((await release(desk.clerk, id)).problem.code).toBe('lock-not-held');
    const acts = await api.db.auditEvent.findMany({
      where: { object: `application/${id}`, action: 'release-plate-lock', refusal: null },
    });
    expect(acts.map(({ actorRole, reason }) => [actorRole, reason])).toEqual([
      ['clerk', 'purchase-fell-through'],
    ]);
    expect((await ask(by, { vin })).problem.code).toBe('attempts-used');
    expect((await ask(by)).status).toBe(201);
  });

  test('while a number is reserved the clerk cannot let go of it', async () => {
    const { id } = await reserved();
    expect((await release(desk.clerk, id)).problem.code).toBe('lock-not-held');
  });

  test('the operators of a unit choose for the unit: one vehicle at a time', async () => {
    const unitId = await makeUnit(api, 'transport-company', [2, 3]);
    const [first, second] = [await unitChooser(api, unitId), await unitChooser(api, unitId)];
    const answers = await Promise.all([ask(first), ask(second)]);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = answers.find(({ status }) => status !== 201);
    expect(refused?.problem.code).toBe(WAIT);
    const elsewhere = await unitChooser(api, await makeUnit(api, 'transport-company', [2, 3]));
    expect((await ask(elsewhere)).status).toBe(201);
  });

  test('a case that is about no number has no selection', async () => {
    const by = await chooser(api);
    const vehicle = await api.db.vehicle.findFirstOrThrow({
      where: { owner: { accounts: { some: { id: by.accountId } } } },
    });
    const { id } = (
      await by.ask(applications.create, {
        body: {
          ...{ service: 'plate-replace', form: { reason: 'faded', plates: 'both', declaration: true } },
          subject: { plateCategory: vehicle.plateCategory, plateNumber: vehicle.plateNumber },
          ...{ delivery: { mode: 'pickup' }, submit: false },
        },
      })
    ).body;
    expect((await by.ask(choice.read, { params: { id } })).problem.code).toBe('no-plate-selection');
    expect((await draw(by, id)).problem.code).toBe('action-not-allowed');
  });
});
