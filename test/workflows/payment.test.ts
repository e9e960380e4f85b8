// Every state and every timer of violations.md §4, with real banks' shapes and a day that can be chosen.
import { decideCase } from '../../db/decide.ts';
import { decideOrder } from '../../db/payments/decide-order.ts';
import { tellPaidElsewhere } from '../../db/payments/elsewhere.ts';
import { markPaid } from '../../db/violations/mark-paid.ts';
import { addMinutes } from '../../domain/calendar/local-date.ts';
import type { PaymentCommand } from '../../domain/payments/commands.ts';
import type { Capture } from '../../domain/payments/payment-order.ts';
import { eventually } from '../harness/eventually.ts';
import { type PaymentStage, type Played, paymentsOn } from '../harness/payment-stage.ts';
import { getStored, orderFines } from '../harness/payments.ts';
import { openStage, type Stage } from '../harness/stage.ts';

const BANK = { id: 'bank', role: 'system' } as const;

let stage: Stage;
let { ordered, opened, tells, stateOf, reaches, later, ends }: PaymentStage = Object.create(null);
let isRegisterAway = false;
beforeAll(async () => {
  stage = await openStage({
    register: {
      enterPayment: async () => {
        if (isRegisterAway) throw new Error('the violation system is away');
      },
    },
  });
  ({ ordered, opened, tells, stateOf, reaches, later, ends } = paymentsOn(stage));
});
afterAll(() => stage.stop());
beforeEach(() => {
  isRegisterAway = false;
});

const decisionOf = ({ decisionNo }: Played) =>
  stage.db.penaltyDecision.findUniqueOrThrow({ where: { decisionNo }, include: { record: true } });
const applicationOf = ({ applicationId }: Played) =>
  stage.db.application.findUniqueOrThrow({ where: { id: applicationId } });
const eventsOf = async ({ orderNo }: Played) =>
  (await stage.db.paymentEvent.findMany({ where: { orderNo }, orderBy: { seq: 'asc' } })).map(
    ({ type }) => type,
  );

test.each(['wechat', 'alipay'] as const)(
  'paid with %s it is reconciled, and the application done',
  async (channel) => {
    const on = await opened({}, channel);
    expect(await stage.gateway.pay(on.orderNo)).toBe('paid');
    await reaches(on, 'reconciled');
    await ends(on);
    expect(await decisionOf(on)).toMatchObject({
      state: 'paid',
      paidBy: 'platform',
      record: { state: 'paid' },
    });
    await eventually('the application is done', async () => (await applicationOf(on)).state === 'done');
    expect(await eventsOf(on)).toEqual(['order-created', 'payment-started', 'captured', 'reconciled']);
  },
);

test('not paid in thirty minutes: expired without the bank ever being asked, and the application a draft again', async () => {
  const on = await ordered();
  await later(29);
  expect(await stateOf(on)).toBe('created');
  await later(2);
  await reaches(on, 'expired');
  await ends(on);
  expect((await applicationOf(on)).state).toBe('draft');
  expect((await decisionOf(on)).state).toBe('unpaid');
  expect(stage.gateway.books().some(({ orderNo }) => orderNo === on.orderNo)).toBe(false);
});

test('gone back on before paying: cancelled, and the fine may be ordered anew', async () => {
  const on = await ordered();
  await tells(on, { action: 'cancel' });
  await ends(on);
  expect(await stateOf(on)).toBe('cancelled');
  const again = await orderFines(stage.deciding, on.payer, [on.decisionNo]);
  expect(again.orderNo).not.toBe(on.orderNo);
  await tells({ ...on, ...again }, { action: 'cancel' });
});

test('gone back on while it is being paid: the bank is asked to close it first', async () => {
  const on = await opened();
  await tells(on, { action: 'cancel' });
  expect(await stateOf(on)).toBe('paying');
  await reaches(on, 'cancelled');
  expect(await stage.gateway.pay(on.orderNo)).toBe('ended');
  await ends(on);
});

test('the bank says no: failed', async () => {
  const on = await opened();
  await stage.gateway.cancel(on.orderNo);
  await later(3);
  await reaches(on, 'failed');
  await ends(on);
  expect((await applicationOf(on)).state).toBe('draft');
});

test('a lost notice: two minutes later the bank is asked, and says that it was paid', async () => {
  const on = await opened({ notices: { isLost: true } });
  await stage.gateway.pay(on.orderNo);
  await later(1);
  expect(await stateOf(on)).toBe('paying');
  await later(2);
  await reaches(on, 'reconciled');
  expect(await eventsOf(on)).toEqual([
    'order-created',
    'payment-started',
    'ask-due',
    'captured',
    'reconciled',
  ]);
  await ends(on);
});

test('chosen and never paid: after thirty minutes the bank closes it, and only then it is expired', async () => {
  const on = await opened();
  await later(29);
  expect(await stateOf(on)).toBe('paying');
  await later(2);
  await reaches(on, 'expired');
  const types = await eventsOf(on);
  expect(types.filter((type) => type === 'bank-silent').length).toBeGreaterThan(10);
  expect(types.slice(-2)).toEqual(['closing-begun', 'expired']);
  expect(stage.gateway.books().find(({ orderNo }) => orderNo === on.orderNo)?.state).toBe('closed');
  await ends(on);
});

test('paid in the last minute and told by nobody: closing it finds that out', async () => {
  const on = await opened({
    notices: { isLost: true },
    calls: [{ call: 'ask', answer: '500', isDone: false, times: 14 }],
  });
  await stage.gateway.pay(on.orderNo);
  await later(45);
  await reaches(on, 'reconciled');
  expect(await eventsOf(on)).toEqual(expect.arrayContaining(['closing-begun', 'captured', 'reconciled']));
  await ends(on);
});

const SILENT = (['ask', 'close'] as const).map((call) => ({
  ...{ call, answer: '500' as const, isDone: false, times: 1_000 },
}));

/** The bank says nothing for two hours. */
async function inDoubt(isPaid: boolean): Promise<Played> {
  const on = await opened({ notices: { isLost: true }, calls: SILENT });
  if (isPaid) await stage.gateway.pay(on.orderNo);
  await later(119);
  expect(await stateOf(on)).toBe('paying');
  await later(2);
  await reaches(on, 'unreconciled');
  return on;
}

test('two hours of silence: unreconciled and held; asked less and less often, until the bank answers', async () => {
  const on = await inDoubt(true);
  const waits = async () => {
    const events = await stage.db.paymentEvent.findMany({
      where: { orderNo: on.orderNo, type: { in: ['ask-due', 'unreconciled'] } },
      orderBy: { seq: 'asc' },
    });
    const from = events.findIndex(({ type }) => type === 'unreconciled');
    const after = events.slice(from).map(({ at }) => at.getTime());
    return after.slice(1).map((at, index) => Math.round((at - (after[index] ?? at)) / 60_000));
  };
  await later(4 * 60);
  await eventually('some questions', async () => (await waits()).length >= 6);
  expect((await waits()).slice(1, 6)).toEqual([4, 8, 16, 32, 60]);
  expect(await stateOf(on)).toBe('unreconciled');
  expect((await decisionOf(on)).state).toBe('unpaid');
  expect((await applicationOf(on)).state).toBe('awaiting-fee');
  stage.gateway.setFaults(on.orderNo, { notices: { isLost: true } });
  await later(61);
  await reaches(on, 'reconciled');
  await ends(on);
});

test('paid, and the violation system does not confirm for two hours: unreconciled, until it does', async () => {
  isRegisterAway = true;
  const on = await opened();
  await stage.gateway.pay(on.orderNo);
  await reaches(on, 'paid');
  await later(119);
  expect(await stateOf(on)).toBe('paid');
  await later(2);
  await reaches(on, 'unreconciled');
  expect(await eventsOf(on)).toEqual(['order-created', 'payment-started', 'captured', 'unreconciled']);
  isRegisterAway = false;
  await later(15);
  await reaches(on, 'reconciled');
  await ends(on);
});

const CASHIERS = [
  { id: 'cashier-1', role: 'cashier' },
  { id: 'cashier-2', role: 'supervisor' },
] as const;

async function decides(on: Played, outcome: 'confirm' | 'refund' | 'release'): Promise<void> {
  const { orderNo } = on;
  const [one, other] = CASHIERS;
  const propose = { action: 'propose-verdict', outcome, reason: '与支付机构核对' } as const;
  const of = (actor: (typeof CASHIERS)[number], command: PaymentCommand) =>
    decideOrder(stage.deciding, { orderNo, command, actor });
  expect((await of(one, propose)).refusal).toBeNull();
  expect((await of(one, { action: 'approve-verdict' })).refusal?.code).toBe('four-eyes');
  expect((await of(other, { action: 'approve-verdict' })).refusal).toBeNull();
}

const matches = ({ orderNo }: Played, line: Capture | null) =>
  decideOrder(stage.deciding, { orderNo, command: { action: 'match-statement', line }, actor: BANK });

test('in doubt and in no statement: an exception, let go of by two persons', async () => {
  const on = await inDoubt(false);
  await matches(on, null);
  await reaches(on, 'exception');
  expect((await getStored(stage.deciding, on.orderNo)).task).toBe('decide-exception');
  await decides(on, 'release');
  expect(await stateOf(on)).toBe('failed');
  await ends(on);
  expect((await decisionOf(on)).state).toBe('unpaid');
});

test('paid, not confirmed and not in the statement: an exception, confirmed by two persons', async () => {
  isRegisterAway = true;
  const on = await opened();
  await stage.gateway.pay(on.orderNo);
  await reaches(on, 'paid');
  await matches(on, null);
  await reaches(on, 'exception');
  await decides(on, 'confirm');
  expect(await stateOf(on)).toBe('confirmed');
  await ends(on);
  expect((await decisionOf(on)).state).toBe('paid');
});

test('three working days for an exception, and the breach is raised once', async () => {
  const on = await inDoubt(false);
  await matches(on, null);
  await reaches(on, 'exception');
  const { taskDueAt } = await getStored(stage.deciding, on.orderNo);
  if (taskDueAt === null) throw new Error('an exception is due');
  await stage.sleepUntil(addMinutes(taskDueAt, 1));
  const breaches = async () =>
    (await stage.db.paymentEvent.findMany({ where: { orderNo: on.orderNo, type: 'rung-raised' } })).filter(
      ({ data }) => JSON.stringify(data).includes('"rung":"breach"'),
    ).length;
  await eventually('the breach', async () => (await breaches()) === 1);
  expect(await stateOf(on)).toBe('exception');
  await decides(on, 'release');
  await ends(on);
  expect(await breaches()).toBe(1);
});

test('another amount than asked for: an exception, given back by two persons', async () => {
  const on = await opened({ capturedFen: 1 });
  await stage.gateway.pay(on.orderNo);
  await reaches(on, 'exception');
  await decides(on, 'refund');
  expect(await stateOf(on)).toBe('refunded');
  await ends(on);
  const books = stage.gateway.books().find(({ orderNo }) => orderNo === on.orderNo);
  expect(books).toMatchObject({ capturedFen: 1, refundedFen: 1 });
});

test('charged twice: credited once, the other charge goes back by itself', async () => {
  const on = await opened({ isChargedTwice: true });
  await stage.gateway.pay(on.orderNo);
  await reaches(on, 'reconciled');
  await ends(on);
  const books = stage.gateway.books().find(({ orderNo }) => orderNo === on.orderNo);
  const { order } = await getStored(stage.deciding, on.orderNo);
  expect(books?.capturedFen).toBe(2 * order.amountFen);
  expect(books?.refundedFen).toBe(order.amountFen);
  expect(order.refunds.map(({ reason, state }) => [reason, state])).toEqual([['double-payment', 'done']]);
});

test('paid after it was closed: given back', async () => {
  const on = await opened({ isPaidAfterClose: true });
  await later(31);
  await reaches(on, 'expired');
  await stage.gateway.pay(on.orderNo);
  await eventually('the refund', async () => {
    const { order } = await getStored(stage.deciding, on.orderNo);
    return order.refunds[0]?.state === 'done';
  });
  expect(await stateOf(on)).toBe('expired');
  await ends(on);
  expect((await decisionOf(on)).state).toBe('unpaid');
});

test('a refund that the bank refuses waits for a person, and goes out again under a number of its own', async () => {
  const on = await opened({ isChargedTwice: true, refund: { fails: true } });
  await stage.gateway.pay(on.orderNo);
  await eventually('the task', async () => {
    const { task } = await getStored(stage.deciding, on.orderNo);
    return task === 'repeat-refund';
  });
  stage.gateway.setFaults(on.orderNo, {});
  const { orderNo } = on;
  const refundNo = `${orderNo}-R1`;
  const [cashier] = CASHIERS;
  const command = { action: 'repeat-refund', refundNo } as const;
  expect((await decideOrder(stage.deciding, { orderNo, command, actor: cashier })).refusal).toBeNull();
  await eventually('the second refund', async () => {
    const { order } = await getStored(stage.deciding, orderNo);
    return order.refunds.at(-1)?.state === 'done';
  });
  await ends(on);
  const books = stage.gateway.books().find((each) => each.orderNo === orderNo);
  expect([books?.refunds.length, (books?.capturedFen ?? 0) - (books?.refundedFen ?? 0)]).toEqual([2, 10_000]);
});

test('withdrawn while it is being paid, and paid all the same: the money goes back', async () => {
  const on = await opened({ calls: SILENT });
  await decideCase(stage.deciding, {
    applicationId: on.applicationId,
    command: { action: 'withdraw' },
    actor: { id: on.payer.accountId, role: 'applicant' },
  });
  await stage.gateway.pay(on.orderNo);
  await reaches(on, 'refunded');
  await ends(on);
  expect((await applicationOf(on)).state).toBe('withdrawn');
  expect((await decisionOf(on)).state).toBe('unpaid');
  const books = stage.gateway.books().find(({ orderNo }) => orderNo === on.orderNo);
  expect(books?.refundedFen).toBe(books?.capturedFen);
});

test('paid at a window while it is being paid here: closed at the bank, or given back', async () => {
  const on = await opened({ notices: { delayMs: 60_000 } });
  const { decisionNo } = on;
  await stage.gateway.pay(on.orderNo);
  await stage.db.$transaction(async (tx) => {
    await markPaid(tx, [decisionNo], { by: 'window', at: await stage.now() });
    await tellPaidElsewhere(stage.deciding, tx, decisionNo);
  });
  await reaches(on, 'refunded');
  await ends(on);
  expect(await decisionOf(on)).toMatchObject({ state: 'paid', paidBy: 'window' });
  const { order } = await getStored(stage.deciding, on.orderNo);
  expect(order.refunds.map(({ reason, state }) => [reason, state])).toEqual([['paid-elsewhere', 'done']]);
});

test('every state of the table was reached', async () => {
  const states = await stage.db.paymentOrder.findMany({ distinct: ['state'], select: { state: true } });
  const events = await stage.db.paymentEvent.findMany({ distinct: ['type'], select: { type: true } });
  expect(states.map(({ state }) => state).sort()).toEqual([
    'cancelled',
    'confirmed',
    'expired',
    'failed',
    'reconciled',
    'refunded',
  ]);
  // Those that were passed through, by the events that led there.
  expect(events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['order-created', 'payment-started', 'captured', 'unreconciled', 'exceptional']),
  );
});
