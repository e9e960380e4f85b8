// 缴款异常 at the cash desk: a queue by what is due, two persons on the version they saw, refunds sent again, other offices kept out.
import { accountContracts as accounts } from '../../../api/contract/accounts.ts';
import { paymentContracts as payments } from '../../../api/contract/payments.ts';
import { addMinutes } from '../../../domain/calendar/local-date.ts';
import {
  type CashDesk,
  type Order,
  openCashDesk,
  openPayments,
  type PaymentScene,
} from '../../harness/payment-scene.ts';
import type { Person } from '../../harness/people.ts';

let scene: PaymentScene;
let desk: CashDesk;
beforeAll(async () => {
  scene = await openPayments();
  desk = await openCashDesk(scene);
});
afterAll(() => scene?.stop());

type Outcome = 'confirm' | 'refund' | 'release';

const versionOf = async ({ orderNo }: Order) => (await scene.stored(orderNo)).order.version;
const onto = async (on: Order) => ({ params: { orderNo: on.orderNo }, version: await versionOf(on) });
const propose = async (by: Person, on: Order, outcome: Outcome) =>
  by.ask(payments.propose, { ...(await onto(on)), body: { outcome, reason: '已与银行核实' } });
const approve = async (by: Person, on: Order) => by.ask(payments.approve, await onto(on));
const reject = async (by: Person, on: Order) => by.ask(payments.reject, await onto(on));
const queueOf = async (by: Person, query: object = {}) =>
  (await by.ask(payments.queue, { query: { ...query } })).body;
const decisionOf = async ({ decisionNos: [decisionNo = ''] }: Order) =>
  scene.db.penaltyDecision.findUniqueOrThrow({ where: { decisionNo } });

/** The bank took another amount. */
const wrong = async () => scene.paid(await scene.ordered(), { capturedFen: 7 });

/** The bank took it, the register never said so, and the statement of the day does not have it. */
async function missing(): Promise<Order> {
  const on = await scene.paid(await scene.ordered());
  await scene.tells(on, { action: 'match-statement', line: null });
  return on;
}

/** Nobody knows whether it was taken; the statement says that it was not. */
async function silent(): Promise<Order> {
  const on = await scene.ordered();
  await scene.start(on);
  scene.clock.advance({ minutes: 121 });
  await scene.tells(on, { action: 'match-statement', line: null });
  return on;
}

test('the queue has what waits for a person, least time left first, page by page', async () => {
  const first = await wrong();
  scene.clock.advance({ minutes: 24 * 60 });
  const second = await wrong();
  const third = await missing();
  const { items, next } = await queueOf(desk.cashier, { limit: 2 });
  const rest = await queueOf(desk.cashier, { limit: 2, after: next ?? '' });
  const queue = [...items, ...rest.items];
  expect(queue.map(({ orderNo }) => orderNo)).toEqual([
    first.orderNo,
    ...[second.orderNo, third.orderNo].sort(),
  ]);
  expect(rest.next).toBeNull();
  expect(queue.every(({ task, taskDueAt }) => task === 'decide-exception' && taskDueAt !== null)).toBe(true);
  expect(queue.map(({ taskDueAt }) => taskDueAt)).toEqual(queue.map(({ taskDueAt }) => taskDueAt).sort());
  expect((await queueOf(desk.supervisor)).items).toHaveLength(3);

  await propose(desk.cashier, second, 'refund');
  const waiting = await queueOf(desk.second, { task: 'approve-verdict' });
  expect(waiting.items.map(({ orderNo }) => orderNo)).toEqual([second.orderNo]);
  expect((await queueOf(desk.second, { task: 'repeat-refund' })).items).toEqual([]);
});

test('another office sees nothing of it', async () => {
  const on = await wrong();
  expect((await queueOf(desk.elsewhere)).items).toEqual([]);
  const params = { orderNo: on.orderNo };
  const told = [
    await desk.elsewhere.ask(payments.read, { params }),
    await desk.elsewhere.ask(payments.deskRead, { params }),
    await desk.elsewhere.ask(payments.receipt, { params }),
    await propose(desk.elsewhere, on, 'refund'),
    await approve(desk.elsewhere, on),
    await reject(desk.elsewhere, on),
    await desk.elsewhere.ask(payments.repeatRefund, {
      ...{ params: { ...params, refundNo: `${on.orderNo}-R1` }, version: await versionOf(on) },
    }),
  ];
  expect(told.map(({ status, problem }) => [status, problem.code])).toEqual(
    told.map(() => [404, 'not-found']),
  );
  expect(await scene.stateOf(on.orderNo)).toBe('exception');
});

describe.each<[string, Outcome, () => Promise<Order>, string, string, number]>([
  ['what was paid is confirmed', 'confirm', missing, 'confirmed', 'paid', 0],
  ['what was paid goes back', 'refund', missing, 'refunded', 'unpaid', 1],
  ['another amount goes back', 'refund', wrong, 'refunded', 'unpaid', 1],
  ['what was not taken is let go', 'release', silent, 'failed', 'unpaid', 0],
])('%s', (_, outcome, made, state, decision, refunds) => {
  test('by two persons: proposed, seen, approved', async () => {
    const on = await made();
    const proposed = await propose(desk.cashier, on, outcome);
    expect(proposed.body).toMatchObject({
      ...{ state: 'exception', task: 'approve-verdict' },
      proposed: { outcome, reason: '已与银行核实', byId: desk.cashier.accountId },
    });
    const own = await approve(desk.cashier, on);
    expect([own.status, own.problem.code]).toEqual([403, 'four-eyes']);
    expect((await propose(desk.second, on, outcome)).problem.code).toBe('verdict-pending');
    const given = await approve(desk.second, on);
    expect(given.body).toMatchObject({ state, task: null, proposed: null, isHeld: false });
    expect(given.body.events.at(-1)?.actorRole).toBe('cashier');
    expect(given.body.refunds).toHaveLength(refunds);
    expect((await decisionOf(on)).state).toBe(decision);
    expect((await approve(desk.second, on)).problem.code).toBe('verdict-not-proposed');
    // What was let go of may be paid anew.
    const again = await scene.submit(on.by, on.decisionNos);
    expect(again.status).toBe(decision === 'paid' ? 409 : 201);
  });
});

test('a supervisor may be the second, and may not be both', async () => {
  const on = await wrong();
  await propose(desk.supervisor, on, 'refund');
  expect((await approve(desk.supervisor, on)).problem.code).toBe('four-eyes');
  expect((await approve(desk.cashier, on)).body.state).toBe('refunded');
  const other = await wrong();
  await propose(desk.cashier, other, 'refund');
  const given = await approve(desk.supervisor, other);
  expect(given.body.events.findLast(({ type }) => type === 'verdict-given')?.actorRole).toBe('supervisor');
});

test('whoever stands in for a cashier decides in that role, and the trail says for whom', async () => {
  const { clock } = scene;
  const told = await desk.supervisor.ask(accounts.substitute, {
    body: {
      ...{ absentId: desk.cashier.accountId, substituteId: desk.clerk.accountId, reason: '年休假' },
      ...{ from: clock.at, until: addMinutes(clock.at, 24 * 60) },
    },
  });
  expect(told.status).toBe(201);
  const on = await wrong();
  expect((await propose(desk.clerk, on, 'refund')).body.proposed?.byId).toBe(desk.clerk.accountId);
  expect((await approve(desk.clerk, on)).problem.code).toBe('four-eyes');
  const row = await scene.db.auditEvent.findFirstOrThrow({
    where: { object: `payment/${on.orderNo}`, action: 'propose-verdict' },
  });
  expect([row.actorId, row.actorRole, row.forId]).toEqual([
    ...[desk.clerk.accountId, 'cashier', desk.cashier.accountId],
  ]);
  expect((await approve(desk.second, on)).body.state).toBe('refunded');
});

test('a proposal is taken back by anybody of the desk, and what cannot be is not proposed', async () => {
  const on = await wrong();
  for (const outcome of ['confirm', 'release'] as const)
    expect((await propose(desk.cashier, on, outcome)).problem).toMatchObject({
      ...{ code: 'verdict-not-possible', pointer: '/outcome' },
    });
  await propose(desk.cashier, on, 'refund');
  expect((await reject(desk.second, on)).body).toMatchObject({ task: 'decide-exception', proposed: null });
  await propose(desk.second, on, 'refund');
  expect((await reject(desk.second, on)).body.proposed).toBeNull();
  expect((await reject(desk.second, on)).problem.code).toBe('verdict-not-proposed');
});

test('a version that has passed decides nothing: what was seen is what is decided on', async () => {
  const on = await wrong();
  const seen = await onto(on);
  await propose(desk.cashier, on, 'refund');
  const stale = await desk.second.ask(payments.approve, seen);
  expect([stale.status, stale.problem.code]).toEqual([412, 'version-stale']);
  const fresh = await onto(on);
  // Money arrives while somebody is about to approve.
  await scene.tells(on, {
    action: 'record-capture',
    capture: { serial: 'B-LATE', amountFen: 10_000, capturedAt: scene.clock.at },
  });
  expect((await desk.second.ask(payments.approve, fresh)).problem.code).toBe('version-stale');
  expect((await desk.second.ask(payments.deskRead, { params: fresh.params })).body).toMatchObject({
    ...{ state: 'paid', task: null, proposed: null },
    captures: [
      { amountFen: 7, pays: false },
      { amountFen: 10_000, pays: true },
    ],
    refunds: [{ amountFen: 7, reason: { zh: '支付金额不符' } }],
  });
});

test('two approve at once: it is given once', async () => {
  const on = await missing();
  await propose(desk.cashier, on, 'confirm');
  const asking = await onto(on);
  const told = await Promise.all([
    desk.second.ask(payments.approve, asking),
    desk.supervisor.ask(payments.approve, asking),
  ]);
  expect(told.map(({ status }) => status).sort()).toEqual([200, 412]);
  const events = await scene.db.paymentEvent.findMany({
    where: { orderNo: on.orderNo, type: 'verdict-given' },
  });
  expect(events).toHaveLength(1);
});

test('the same request twice is one decision, and its answer the same', async () => {
  const on = await wrong();
  const asking = {
    ...(await onto(on)),
    ...{ body: { outcome: 'refund', reason: '已与银行核实' }, key: 'one-proposal' },
  };
  const first = await desk.cashier.ask(payments.propose, asking);
  const again = await desk.cashier.ask(payments.propose, asking);
  expect([again.status, again.text, again.headers.get('idempotent-replay')]).toEqual([
    200,
    first.text,
    'true',
  ]);
  expect(first.body.version).toBe(await versionOf(on));
  const own = { ...(await onto(on)), key: 'one-approval-of-ones-own' };
  const refused = await desk.cashier.ask(payments.approve, own);
  const refusedAgain = await desk.cashier.ask(payments.approve, own);
  expect([refused.problem.code, refusedAgain.text]).toEqual(['four-eyes', refused.text]);
});

test('a refund that the bank refused waits for a person, who sends it again under the next number', async () => {
  const on = await wrong();
  scene.bank.setFaults(on.orderNo, { refund: { fails: true } });
  await propose(desk.cashier, on, 'refund');
  await approve(desk.second, on);
  await scene.work.sendRefunds(on.orderNo).catch(() => undefined);
  const repeat = async (refundNo: string) =>
    desk.cashier.ask(payments.repeatRefund, {
      ...{ params: { orderNo: on.orderNo, refundNo }, version: await versionOf(on) },
    });
  expect((await scene.stored(on.orderNo)).order.refunds).toMatchObject([{ state: 'failed' }]);
  const { items } = await queueOf(desk.cashier, { task: 'repeat-refund' });
  expect(items).toMatchObject([
    { orderNo: on.orderNo, refunds: [{ state: 'failed', stateName: { zh: '退款失败,工作人员处理中' } }] },
  ]);
  expect((await repeat(`${on.orderNo}-R9`)).problem.code).toBe('refund-unknown');

  scene.bank.setFaults(on.orderNo, {});
  expect((await repeat(`${on.orderNo}-R1`)).body.refunds).toMatchObject([
    { refundNo: `${on.orderNo}-R1`, amountFen: 7, state: 'failed' },
    { refundNo: `${on.orderNo}-R2`, amountFen: 7, state: 'asked' },
  ]);
  expect((await repeat(`${on.orderNo}-R1`)).problem.code).toBe('refund-not-failed');
  await scene.work.sendRefunds(on.orderNo);
  expect((await scene.stored(on.orderNo)).order.refunds.map(({ state }) => state)).toEqual([
    'failed',
    'done',
  ]);
  const books = scene.bank.books().find(({ orderNo }) => orderNo === on.orderNo);
  expect([books?.capturedFen, books?.refundedFen]).toEqual([7, 7]);
  expect((await queueOf(desk.cashier, { task: 'repeat-refund' })).items).toEqual([]);
});

test('three working days, and the payer is told', async () => {
  const on = await wrong();
  const before = scene.clock.at;
  const { taskDueAt } = (await desk.cashier.ask(payments.deskRead, { params: { orderNo: on.orderNo } })).body;
  expect(taskDueAt && taskDueAt > addMinutes(before, 3 * 24 * 60)).toBe(true);
  const messages = await scene.db.message.findMany({
    where: { applicationId: on.applicationId, accountId: on.by.accountId },
  });
  expect(messages.map(({ template }) => template)).toContain('payment-exceptional');
});
