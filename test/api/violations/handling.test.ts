// 电子监控处理: shown, declared, decided at once, told; the same request again, a draft, and a process that dies in between.
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { privacyContracts } from '../../../api/contract/privacy.ts';
import { violationContracts as violations } from '../../../api/contract/violations.ts';
import { localDateOf, toInstant } from '../../../domain/calendar/local-date.ts';
import { isDecisionNo } from '../../../domain/violations/decision-number.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import { textOfPdf } from '../../harness/pdf-text.ts';
import { openDesk } from '../../harness/people.ts';
import { messagesTo } from '../../harness/phones.ts';
import {
  type Driver,
  handle,
  handlingForm,
  handOn,
  newCar,
  newDriver,
  newRecord,
} from '../../harness/violations.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

const vehicleStatuses = async (id: string) =>
  (await api.db.vehicle.findUniqueOrThrow({ where: { id } })).statuses;
const decisionOn = (recordNo: string) =>
  api.db.penaltyDecision.findFirstOrThrow({ where: { recordNo }, include: { pointEntry: true } });
const own = async (by: Driver, recordNo: string) => {
  const { body } = await by.ask(violations.read, { params: { recordNo } });
  if (!('warning' in body)) throw new Error('the owner is told more');
  return body;
};

test('the record is shown with evidence, points before and after, and the warning', async () => {
  const by = await newDriver(api);
  const recordNo = await newRecord(api, by.car);
  const shown = await own(by, recordNo);
  expect(shown).toMatchObject({
    ...{ recordNo, points: 3, fineFen: 10_000, state: 'queryable', heldBy: 'nobody', refusal: null },
    licence: { points: 0, pointsAsOf: api.clock.at, pointsAfter: 3 },
    warning: { zh: expect.stringMatching(/^由于网络数据传输延迟/) },
  });
  expect(shown.evidence).toHaveLength(2);
  const refused = await own(by, await newRecord(api, by.car, { kind: 'covered-plate' }));
  expect(refused.refusal).toMatchObject({ code: 'single-12-points' });
});

test('handled: decision, points and record together, the applicant told, the effect only confirms', async () => {
  const by = await newDriver(api);
  const recordNo = await newRecord(api, by.car);
  expect(await vehicleStatuses(by.car.id)).toEqual(['G']);
  const told = await handle(api.db, by, recordNo);
  expect([told.status, told.body.state]).toEqual([201, 'handling']);
  expect(told.body.advice).toMatchObject([{ code: 'points-may-be-late' }]);

  const decision = await decisionOn(recordNo);
  expect(decision).toMatchObject({
    ...{ channel: 'platform', applicationId: told.body.id, licenceId: by.licenceId, state: 'unpaid' },
    ...{ fineFen: 10_000, points: 3, payDueOn: new Date('2015-11-18'), paidAt: null },
    pointEntry: { points: 3, recordedOn: new Date(api.clock.today), voidedOn: null, finePaidOn: null },
  });
  expect(isDecisionNo(decision.decisionNo)).toBe(true);
  expect(localDateOf(toInstant(decision.decidedAt))).toBe(api.clock.today);
  const record = await api.db.surveillanceRecord.findUniqueOrThrow({ where: { recordNo } });
  expect(record.state).toBe('penalised');
  // The fine is still owed.
  expect(await vehicleStatuses(by.car.id)).toEqual(['G']);

  const [message] = (await messagesTo(api.db, by.mobile)).slice(-1);
  expect(message).toMatchObject({
    template: 'violation-handled',
    slots: { decision: decision.decisionNo, points: '3', fine: '100', due: '2015年11月18日' },
  });
  await api.recordRegister(told.body.id);
  const view = await by.ask(applications.read, { params: { id: told.body.id } });
  expect(view.body).toMatchObject({ state: 'done', form: { recordNo, undisputed: 'yes' } });
  expect(view.body.form).not.toHaveProperty('code');
  expect(await api.db.penaltyDecision.count({ where: { recordNo } })).toBe(1);
});

test('a warning is paid with its decision, and the vehicle carries nothing any more', async () => {
  const by = await newDriver(api);
  const recordNo = await newRecord(api, by.car, { kind: 'slightly-fast' });
  await handle(api.db, by, recordNo);
  expect(await decisionOn(recordNo)).toMatchObject({
    ...{ state: 'paid', paidBy: 'platform', paidAt: new Date(api.clock.at), fineFen: 0, pointEntry: null },
  });
  expect(await vehicleStatuses(by.car.id)).toEqual(['A']);
  const [message] = (await messagesTo(api.db, by.mobile)).slice(-1);
  expect(message?.template).toBe('violation-warned');
});

test('the same request twice is one decision and one answer; once more by itself it is refused', async () => {
  const by = await newDriver(api);
  const recordNo = await newRecord(api, by.car);
  const form = await handlingForm(api.db, by, recordNo);
  const key = `handling-${recordNo}`;
  const [first, second] = [await handOn(by, form, { key }), await handOn(by, form, { key })];
  expect(second.text).toBe(first.text);
  expect(await api.db.penaltyDecision.count({ where: { recordNo } })).toBe(1);
  const again = await handle(api.db, by, recordNo).then(({ problem }) => problem);
  expect(again).toMatchObject({ code: 'already-handled' });
});

test('a draft decides nothing before it is handed in', async () => {
  const by = await newDriver(api);
  const recordNo = await newRecord(api, by.car);
  const form = await handlingForm(api.db, by, recordNo);
  const draft = await by.ask(applications.create, {
    body: { service: 'violation-handling', form, submit: false },
  });
  expect(await api.db.penaltyDecision.count({ where: { recordNo } })).toBe(0);
  const { id, version } = draft.body;
  const submitted = await by.ask(applications.submit, { params: { id }, body: { form }, version });
  expect(submitted.body.state).toBe('handling');
  expect((await decisionOn(recordNo)).applicationId).toBe(id);
});

test('a dry run tells the first refusal and decides nothing', async () => {
  const by = await newDriver(api);
  const recordNo = await newRecord(api, by.car, { kind: 'emergency-lane' });
  const form = { recordNo, undisputed: 'yes', ownDriving: 'yes', recentlyPenalised: 'no', code: '000000' };
  const { body } = await by.ask(applications.check, { body: { service: 'violation-handling', form } });
  expect(body).toMatchObject({
    refusal: { code: 'fine-over-limit' },
    advice: [{ code: 'points-may-be-late' }],
  });
  expect(await api.db.penaltyDecision.count({ where: { recordNo } })).toBe(0);
});

test('the process dies between decision and effect: the effect, whenever it runs, finds what was decided', async () => {
  const by = await newDriver(api);
  const recordNo = await newRecord(api, by.car);
  const { id } = (await handle(api.db, by, recordNo)).body;
  // Nothing has carried the case yet: what was decided stands, and the case waits.
  expect((await by.ask(applications.read, { params: { id } })).body.state).toBe('handling');
  const before = await decisionOn(recordNo);
  await api.recordRegister(id);
  await api.recordRegister(id);
  expect(await decisionOn(recordNo)).toEqual(before);
  expect((await by.ask(applications.read, { params: { id } })).body.state).toBe('done');
});

test('own records and decisions, filtered and page by page', async () => {
  const by = await newDriver(api);
  const second = await newCar(api.db, by.personId);
  const nos = [];
  for (const kind of ['parking', 'lane', 'lamps'] as const) nos.push(await newRecord(api, by.car, { kind }));
  nos.push(await newRecord(api, second, { kind: 'parking' }));
  await handle(api.db, by, nos[0] ?? '');
  await handle(api.db, by, nos[1] ?? '');

  const found: string[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const query: Record<string, string | number> = { limit: 1, ...(after && { after }) };
    const { items, next }: { items: { recordNo: string }[]; next: string | null } = (
      await by.ask(violations.list, { query })
    ).body;
    found.push(...items.map(({ recordNo }) => recordNo));
    after = next;
  }
  expect(found.sort()).toEqual([...nos].sort());
  const open = await by.ask(violations.list, { query: { state: 'queryable', vehicle: by.car.id } });
  expect(open.body.items.map(({ recordNo }) => recordNo)).toEqual([nos[2]]);

  api.clock.advance({ minutes: 20 * 24 * 60 });
  const page = (await by.ask(violations.decisions, { query: { limit: 1 } })).body;
  const rest = (await by.ask(violations.decisions, { query: { after: page.next ?? '' } })).body;
  // Handled on the 3rd, due on the 18th, and this is the 23rd: five days at three percent.
  expect(
    [...page.items, ...rest.items].map((each) => [each.fineFen, each.lateFeeFen, each.dueFen, each.state]),
  ).toEqual([
    [10_000, 1_500, 11_500, 'unpaid'],
    [10_000, 1_500, 11_500, 'unpaid'],
  ]);
  const paid = await by.ask(violations.decisions, { query: { state: 'paid' } });
  expect(paid.body.items).toEqual([]);
  api.clock.advance({ minutes: -20 * 24 * 60 });
});

test('one’s own data hold the records of one’s vehicles and the decisions on one’s licence', async () => {
  const by = await newDriver(api);
  const recordNo = await newRecord(api, by.car);
  await handle(api.db, by, recordNo);
  const { decisionNo } = await decisionOn(recordNo);
  const { body } = await by.ask(privacyContracts.ownData);
  expect(body.violations).toMatchObject([
    { recordNo, state: 'penalised', evidence: [{}, {}].map(() => expect.any(String)) },
  ]);
  expect(body.penaltyDecisions).toMatchObject([{ decisionNo, recordNo, state: 'unpaid' }]);
});

test('the decision on paper: in full for whoever was penalised, masked at the window, nobody else’s business', async () => {
  const desk = await openDesk(api);
  const [by, other] = [await newDriver(api), await newDriver(api)];
  const recordNo = await newRecord(api, by.car);
  await handle(api.db, by, recordNo);
  const { decisionNo } = await decisionOn(recordNo);
  const { licenceNo, holder } = await api.db.licence.findUniqueOrThrow({
    where: { id: by.licenceId },
    include: { holder: true },
  });
  const path = `/api/v1/penalty-decisions/${decisionNo}/document`;
  const read = async (who: { readonly cookie: () => string }) => {
    const response = await fetch(api.url + path, { headers: { Cookie: who.cookie() } });
    return { status: response.status, text: textOfPdf(new Uint8Array(await response.arrayBuffer())) };
  };
  const [full, masked] = [await read(by), await read(desk.clerk)];
  expect(full.text).toContain(decisionNo);
  expect(full.text).toContain(licenceNo);
  expect(masked.text).toContain(decisionNo);
  expect(masked.text).not.toContain(licenceNo);
  expect(masked.text).not.toContain(holder.name);
  for (const stranger of [other, desk.outsider, desk.supervisor])
    expect((await stranger.call('GET', path)).status).toBeGreaterThanOrEqual(403);

  // Evidence: bytes as they are, kept by nobody, and every look is noted.
  const picture = await api.db.evidence.findFirstOrThrow({ where: { recordNo } });
  const look = async (who: { readonly cookie: () => string }) =>
    fetch(`${api.url}/api/v1/evidence/${picture.id}`, { headers: { Cookie: who.cookie() } });
  for (const seer of [by, desk.clerk]) {
    const response = await look(seer);
    expect([response.status, response.headers.get('Cache-Control')]).toEqual([200, 'private, no-store']);
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  }
  expect((await look(other)).status).toBe(404);
  const looks = await api.db.$queryRaw<unknown[]>`
    SELECT 1 FROM audit_event WHERE action = 'read' AND object = ${`evidence/${picture.id}`} AND refusal IS NULL`;
  expect(looks).toHaveLength(2);

  // The window finds it by number and by plate; another office finds nothing.
  const byNumber = await desk.clerk.ask(violations.lookUp, { body: { recordNo } });
  const { plateCategory, plateNumber } = by.car;
  const byPlate = await desk.clerk.ask(violations.lookUp, { body: { plateCategory, plateNumber } });
  for (const { body } of [byNumber, byPlate])
    expect(body.items).toMatchObject([{ recordNo, decisionNo, state: 'penalised' }]);
  expect((await desk.outsider.ask(violations.lookUp, { body: { recordNo } })).body.items).toEqual([]);
});
