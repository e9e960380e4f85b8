// 撤销处罚决定: two clerks, and then everything that the decision had brought about is undone together.
import { violationContracts as violations } from '../../../api/contract/violations.ts';
import { deciding } from '../../../db/deciding.ts';
import { decideOrder } from '../../../db/payments/decide-order.ts';
import { savePenaltyDecision } from '../../../db/violations/decisions.ts';
import { addDays } from '../../../domain/calendar/local-date.ts';
import { FEES_OFF } from '../../../domain/fees.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import { askToPay, getStored, orderFines } from '../../harness/payments.ts';
import type { Person } from '../../harness/people.ts';
import { type Desk, openDesk } from '../../harness/people.ts';
import { messagesTo } from '../../harness/phones.ts';
import { type Driver, givePoints, handle, newDriver, newRecord } from '../../harness/violations.ts';

let api: TestApi;
let desk: Desk;
beforeAll(async () => {
  api = await startApi();
  desk = await openDesk(api);
});
afterAll(() => api?.stop());

const decidingOn = ({ db, clock }: TestApi) =>
  deciding({ db, now: clock.now, fees: FEES_OFF, hashSecret: (secret) => secret });

const BODY = { reason: 'appeal', outcome: 'queryable', note: '复议决定撤销' };

const propose = (by: Person, decisionNo: string, body: object = {}) =>
  by.ask(violations.proposeWithdrawal, { params: { decisionNo }, body: { ...BODY, ...body } });
const verdict = (by: Person, id: string, approves: boolean) =>
  by.ask(violations.decideWithdrawal, { params: { id }, body: { approves } });

async function handled(by: Driver, kind: 'marking' | 'parking' = 'marking') {
  const recordNo = await newRecord(api, by.car, { kind });
  await handle(api.db, by, recordNo);
  const { decisionNo } = await api.db.penaltyDecision.findFirstOrThrow({ where: { recordNo } });
  return { recordNo, decisionNo };
}

async function standing(recordNo: string, by: Driver) {
  const { db } = api;
  const record = await db.surveillanceRecord.findUniqueOrThrow({ where: { recordNo } });
  const vehicle = await db.vehicle.findUniqueOrThrow({ where: { id: by.car.id } });
  const points = await db.pointEntry.findMany({ where: { licenceId: by.licenceId, voidedOn: null } });
  const licence = await db.licence.findUniqueOrThrow({ where: { id: by.licenceId } });
  return {
    record: record.state,
    vehicle: vehicle.statuses,
    points: points.reduce((sum, each) => sum + each.points, 0),
    licence: licence.statuses,
  };
}

test('proposed by one, approved by another: the record can be handled anew', async () => {
  const by = await newDriver(api);
  const { recordNo, decisionNo } = await handled(by);
  const { id } = (await propose(desk.clerk, decisionNo)).body;
  // Nothing has happened yet.
  expect(await standing(recordNo, by)).toMatchObject({ record: 'penalised', points: 3 });
  const { items } = (await desk.otherClerk.ask(violations.withdrawals)).body;
  expect(items).toContainEqual(
    expect.objectContaining({ id, decisionNo, ...BODY, proposedById: desk.clerk.accountId }),
  );
  expect((await verdict(desk.otherClerk, id, true)).status).toBe(204);
  expect(await standing(recordNo, by)).toEqual({
    ...{ record: 'queryable', vehicle: ['G'], points: 0, licence: ['A'] },
  });
  const old = await api.db.penaltyDecision.findUniqueOrThrow({ where: { decisionNo } });
  expect([old.state, old.withdrawnAt]).toEqual(['withdrawn', new Date(api.clock.at)]);
  const [message] = (await messagesTo(api.db, by.mobile)).slice(-1);
  expect(message).toMatchObject({ template: 'decision-withdrawn', slots: { decision: decisionNo } });

  expect((await handle(api.db, by, recordNo)).status).toBe(201);
  const decisions = await api.db.penaltyDecision.findMany({ where: { recordNo } });
  expect(decisions.map(({ state }) => state).sort()).toEqual(['unpaid', 'withdrawn']);
  expect(await standing(recordNo, by)).toMatchObject({ record: 'penalised', points: 3 });
});

test('a wrong record is cancelled, and the vehicle carries it no more', async () => {
  const by = await newDriver(api);
  const { recordNo, decisionNo } = await handled(by, 'parking');
  const { id } = (await propose(desk.clerk, decisionNo, { reason: 'wrong-record', outcome: 'cancelled' }))
    .body;
  await verdict(desk.otherClerk, id, true);
  expect(await standing(recordNo, by)).toMatchObject({ record: 'cancelled', vehicle: ['A'] });
  expect((await handle(api.db, by, recordNo)).problem).toMatchObject({ code: 'already-handled' });
});

test('a licence that the decision made full is given back; one that is full without it is not', async () => {
  for (const [before, statuses] of [
    [9, ['A']],
    [12, ['B']],
  ] as const) {
    const by = await newDriver(api);
    await givePoints(api.db, by.licenceId, before, addDays(api.clock.today, -1));
    if (before === 12)
      await api.db.licence.update({ where: { id: by.licenceId }, data: { statuses: ['B'] } });
    const recordNo = await newRecord(api, by.car);
    const saved = await api.db.$transaction((tx) =>
      savePenaltyDecision(tx, {
        ...{ recordNo, licenceId: by.licenceId, applicationId: null, channel: 'window' },
        decidedAt: api.clock.at,
      }),
    );
    if ('code' in saved) throw new Error(saved.code);
    expect(await standing(recordNo, by)).toMatchObject({ licence: ['B'] });
    const { id } = (await propose(desk.clerk, saved.decisionNo)).body;
    await verdict(desk.otherClerk, id, true);
    expect(await standing(recordNo, by)).toMatchObject({ licence: statuses, points: before });
  }
});

test('nobody approves alone, twice, or what is not theirs to see', async () => {
  const by = await newDriver(api);
  const { recordNo, decisionNo } = await handled(by);
  const { id } = (await propose(desk.clerk, decisionNo)).body;
  expect((await propose(desk.otherClerk, decisionNo)).problem.code).toBe('withdrawal-pending');
  expect((await verdict(desk.clerk, id, true)).problem.code).toBe('four-eyes');
  expect((await verdict(desk.outsider, id, true)).problem.code).toBe('not-found');
  expect((await verdict(by, id, true)).problem.code).toBe('not-permitted');
  expect((await propose(desk.outsider, decisionNo)).problem.code).toBe('not-found');
  // Whoever proposed it may think better of it.
  expect((await verdict(desk.clerk, id, false)).status).toBe(204);
  expect((await verdict(desk.otherClerk, id, true)).problem.code).toBe('withdrawal-decided');
  expect(await standing(recordNo, by)).toMatchObject({ record: 'penalised', points: 3 });

  const next = (await propose(desk.otherClerk, decisionNo)).body;
  const both = await Promise.all([desk.clerk, desk.clerk].map((each) => verdict(each, next.id, true)));
  expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
  expect((await propose(desk.clerk, decisionNo)).problem.code).toBe('decision-withdrawn');
});

test('what another platform decided is not ours to take back', async () => {
  const by = await newDriver(api);
  const recordNo = await newRecord(api, by.car);
  await api.db.$transaction((tx) =>
    savePenaltyDecision(tx, {
      ...{ recordNo, licenceId: by.licenceId, applicationId: null, channel: 'other-internet' },
      ...{ decidedAt: api.clock.at, decisionNo: `410000${recordNo.slice(-9)}` },
    }),
  );
  const told = await propose(desk.clerk, `410000${recordNo.slice(-9)}`);
  expect(told.problem.code).toBe('decision-not-of-platform');
});

test('an order not begun is let go; while one is being paid the decision stands', async () => {
  const deps = decidingOn(api);
  const by = await newDriver(api);
  const payer = { ...by, login: by.applicant.login };
  const { recordNo, decisionNo } = await handled(by);
  const first = await orderFines(deps, payer, [decisionNo]);
  const { id } = (await propose(desk.clerk, decisionNo)).body;

  const start = { action: 'start-paying', channel: 'wechat' } as const;
  const actor = { id: by.accountId, role: 'payer' } as const;
  await decideOrder(deps, { orderNo: first.orderNo, actor, command: start });
  expect((await verdict(desk.otherClerk, id, true)).problem.code).toBe('payment-in-doubt');
  expect(await standing(recordNo, by)).toMatchObject({ record: 'penalised', points: 3 });
  const system = { id: 'bank', role: 'system' } as const;
  const refused = { action: 'record-closed', how: 'refused' } as const;
  await decideOrder(deps, { orderNo: first.orderNo, actor: system, command: refused });

  const second = await orderFines(deps, payer, [decisionNo]);
  expect((await verdict(desk.otherClerk, id, true)).status).toBe(204);
  const { order } = await getStored(deps, second.orderNo);
  expect(order.state).toBe('cancelled');
  expect(await standing(recordNo, by)).toMatchObject({ record: 'queryable', points: 0 });
  expect((await askToPay(deps, payer, [decisionNo])).refusal?.code).toBe('fine-withdrawn');
});
