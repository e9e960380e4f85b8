// The list of hospitals that may examine: kept by the supervisor, and obeyed from the same day on.
import { examiningHospitalContracts as contracts } from '../../../api/contract/examining-hospitals.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import { examForm, examine, makeDriver, openHospital, type TestHospital } from '../../harness/hospitals.ts';
import { employ, type Person, signedIn } from '../../harness/people.ts';
import { makeUnit } from '../../harness/units.ts';

let api: TestApi;
let supervisor: Person;
let outsider: Person;

beforeAll(async () => {
  api = await startApi();
  await employ(api, [
    { login: 'supervisor', role: 'supervisor' },
    { login: 'outsider', role: 'supervisor', office: 'zmd-xincai' },
  ]);
  supervisor = await signedIn(api.url, 'supervisor');
  outsider = await signedIn(api.url, 'outsider');
});
afterAll(() => api?.stop());

const orgCodeOf = async (id: string) => (await api.db.unit.findUniqueOrThrow({ where: { id } })).orgCode;
const add = async (unitId: string, more: object = {}, by = supervisor) =>
  by.ask(contracts.add, { body: { orgCode: await orgCodeOf(unitId), ...more } });
const remove = (id: string, by = supervisor) => by.ask(contracts.remove, { params: { id } });
const seenBy = async (by: Person) => (await by.ask(contracts.list)).body.items;

async function codeFor({ operator }: TestHospital, more: Parameters<typeof examForm>[1] = {}) {
  const told = await examine(operator, examForm(await makeDriver(api), more));
  return told.status === 201 ? told.body.state : told.problem.code;
}

test('a hospital examines from the day on which it is listed until the day on which it is taken off', async () => {
  const hospital = await openHospital(api, { listed: false });
  expect(await codeFor(hospital)).toBe('hospital-not-approved');
  const told = await add(hospital.unitId);
  expect(told.status).toBe(201);
  const { id, ...listing } = told.body;
  const { name } = await api.db.unit.findUniqueOrThrow({ where: { id: hospital.unitId } });
  expect(listing).toEqual({
    ...{ unitId: hospital.unitId, name, orgCode: await orgCodeOf(hospital.unitId) },
    ...{ examinesC5: false, listedOn: '2015-11-03', removedOn: null },
  });
  expect(await codeFor(hospital)).toBe('handling');
  expect(await codeFor(hospital, { classes: ['C5'] })).toBe('c5-hospital');

  expect((await remove(id)).status).toBe(204);
  expect(await codeFor(hospital)).toBe('hospital-not-approved');
  // Taken off twice is taken off once.
  expect((await remove(id)).status).toBe(204);
  const again = (await add(hospital.unitId, { examinesC5: true })).body;
  expect(await codeFor(hospital, { classes: ['C5'], rightLeg: 'impaired' })).toBe('handling');

  const acts = await api.db.auditEvent.findMany({
    where: { object: { in: [`examining-hospital/${id}`, `examining-hospital/${again.id}`] } },
    orderBy: { id: 'asc' },
  });
  expect(acts.map(({ action }) => action)).toEqual(['list-hospital', 'remove-hospital', 'list-hospital']);
  expect((await seenBy(hospital.operator)).map((each) => [each.id, each.removedOn])).toEqual([
    [again.id, null],
    [id, '2015-11-03'],
  ]);
});

test('a hospital is listed once, also when it is asked for five times at once', async () => {
  const { unitId } = await openHospital(api, { listed: false });
  const told = await Promise.all([1, 2, 3, 4, 5].map(() => add(unitId)));
  expect(told.filter(({ status }) => status === 201)).toHaveLength(1);
  const refused = told.filter(({ status }) => status !== 201).map(({ problem }) => problem);
  expect(refused.map(({ code, title }) => [code, title])).toEqual(
    refused.map(() => ['hospital-already-listed', '该医疗机构已列入驾驶人体检医疗机构名单。']),
  );
  expect(await api.db.examiningHospital.count({ where: { unitId } })).toBe(1);
});

test('what is no hospital of the office cannot be listed: all of it gets one answer', async () => {
  const dealer = await makeUnit(api, 'car-dealer');
  const suspended = await makeUnit(api, 'hospital');
  await api.db.unit.update({ where: { id: suspended }, data: { state: 'suspended' } });
  const { unitId } = await openHospital(api, { listed: false });
  const tries = [
    await add(dealer),
    await add(suspended),
    await add(unitId, {}, outsider),
    await supervisor.ask(contracts.add, { body: { orgCode: '71526726X' } }),
  ];
  expect(tries.map(({ problem: { code, title, pointer } }) => [code, title, pointer])).toEqual(
    tries.map(() => ['hospital-unknown', '未查询到该组织机构代码的医院单位用户。', '/orgCode']),
  );
  expect(
    await api.db.examiningHospital.count({ where: { unitId: { in: [dealer, suspended, unitId] } } }),
  ).toBe(0);
});

test('the code may be written with its hyphen', async () => {
  const { unitId } = await openHospital(api, { listed: false });
  const orgCode = await orgCodeOf(unitId);
  const hyphened = `${orgCode.slice(0, 8)}-${orgCode.slice(8)}`;
  expect((await supervisor.ask(contracts.add, { body: { orgCode: hyphened } })).status).toBe(201);
});

test('each sees what is theirs, and nobody of another office takes off', async () => {
  const one = await openHospital(api);
  const other = await openHospital(api);
  const all = await seenBy(supervisor);
  const listing = all.find(({ unitId }) => unitId === one.unitId);
  expect(all.map(({ unitId }) => unitId)).toEqual(expect.arrayContaining([one.unitId, other.unitId]));
  expect((await seenBy(one.head)).map(({ unitId }) => unitId)).toEqual([one.unitId]);
  expect(await seenBy(outsider)).toEqual([]);
  expect((await remove(listing?.id ?? '', outsider)).problem.code).toBe('not-found');
  expect((await remove(listing?.id ?? '', one.head)).problem.code).toBe('not-permitted');
});
