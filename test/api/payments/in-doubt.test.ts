// 特别提示 2: while a payment is in doubt nothing else is paid or handled by whom it concerns, and its page says what is being checked.
import { paymentContracts as payments } from '../../../api/contract/payments.ts';
import { windowViolationContracts as windows } from '../../../api/contract/window-violations.ts';
import { addMinutes, instantAt, parseLocalDate } from '../../../domain/calendar/local-date.ts';
import {
  type Order,
  openCashDesk,
  openPayments,
  type PayerAtApi,
  type PaymentScene,
} from '../../harness/payment-scene.ts';
import type { Person } from '../../harness/people.ts';
import { handle, newRecord } from '../../harness/violations.ts';

let scene: PaymentScene;
let clerk: Person;
beforeAll(async () => {
  scene = await openPayments();
  ({ clerk } = await openCashDesk(scene));
});
afterAll(() => scene?.stop());

const ROW_14 = {
  code: 'unreconciled-payment',
  title: '您有缴款异常或超时未对账的记录,请勿使用其他渠道处理,以免重复缴款;待对账完成后再办理。',
} as const;

/** What may stand in the way of whoever pays or handles anything else meanwhile. */
const DOUBTS = {
  unreconciled: async (on: Order) => {
    await scene.start(on);
    scene.clock.advance({ minutes: 121 });
    await scene.work.ringPaymentAlarm(on.orderNo);
  },
  exception: async (on: Order) => {
    await scene.paid(on, { capturedFen: 1 });
  },
} as const satisfies Readonly<Record<string, (on: Order) => Promise<void>>>;

describe.each(['unreconciled', 'exception'] as const)('while a payment is %s (row 14)', (state) => {
  let on: Order;
  let secondNo: string;
  let recordNo: string;
  beforeAll(async () => {
    const by = await scene.payer();
    secondNo = await scene.fine(by);
    recordNo = await newRecord(scene.api, by.car);
    on = await scene.order(by, [await scene.fine(by)]);
    await DOUBTS[state](on);
    expect((await scene.read(on)).state).toBe(state);
  });

  test('nothing else is paid on the web, and the same neither', async () => {
    for (const decisionNo of [secondNo, ...on.decisionNos])
      expect((await scene.submit(on.by, [decisionNo])).problem).toMatchObject(ROW_14);
    expect((await scene.start(on)).problem).toMatchObject({
      ...{ code: 'payment-in-doubt', title: '该笔缴款正在对账,请勿重复支付。' },
    });
    const params = { orderNo: on.orderNo };
    expect((await on.by.ask(payments.cancel, { params })).problem.code).toBe('payment-in-doubt');
  });

  test('no record of the vehicle is handled on the web', async () => {
    const told = await handle(scene.db, { ...on.by, mobile: on.by.login }, recordNo);
    expect(told.problem).toMatchObject(ROW_14);
  });

  test('nor is it at a window, one by one or many at once', async () => {
    const params = { recordNo };
    expect((await clerk.ask(windows.decide, { params, body: { licenceNo: null } })).problem).toMatchObject(
      ROW_14,
    );
    for (const decisionNo of [secondNo, ...on.decisionNos])
      expect((await clerk.ask(windows.pay, { params: { decisionNo } })).problem).toMatchObject(ROW_14);
    const items = [
      { key: `decide-${state}`, act: 'decide', recordNo, licenceNo: null },
      { key: `pay-${state}-1`, act: 'record-payment', decisionNo: secondNo },
      { key: `pay-${state}-2`, act: 'record-payment', decisionNo: on.decisionNos[0] },
    ];
    const { results } = (await clerk.ask(windows.batch, { body: { items } })).body;
    expect(results).toEqual(
      items.map(({ key }) => ({ key, ok: false, problem: expect.objectContaining(ROW_14) })),
    );
  });

  test('somebody else’s is paid as ever', async () => {
    expect((await scene.submit(...(await anotherFine()))).status).toBe(201);
  });
});

async function anotherFine(): Promise<[PayerAtApi, readonly string[]]> {
  const by = await scene.payer();
  return [by, [await scene.fine(by)]];
}

describe('the page of an order says what is checked, since when, and when it is decided', () => {
  const checkingOf = async (on: Order) => (await scene.read(on)).checking;
  const WARNING = '请勿使用其他渠道处理或缴款,以免重复缴款。';

  test('not while it is only to be paid', async () => {
    expect(await checkingOf(await scene.ordered())).toBeNull();
  });

  test('being paid: two hours for the bank', async () => {
    const on = await scene.ordered();
    await scene.start(on);
    const since = scene.clock.at;
    expect(await checkingOf(on)).toMatchObject({
      ...{ zh: `正在等待支付机构的支付结果。${WARNING}`, since, decidedBy: addMinutes(since, 120) },
    });
  });

  test('paid: two hours for the register; then in doubt until the statement of the day', async () => {
    const on = await scene.paid(await scene.ordered());
    const since = scene.clock.at;
    expect(await checkingOf(on)).toMatchObject({
      ...{ zh: `已支付,正在与违法处理系统核对。${WARNING}`, since, decidedBy: addMinutes(since, 120) },
    });
    scene.clock.advance({ minutes: 125 });
    await scene.work.ringPaymentAlarm(on.orderNo);
    expect(await checkingOf(on)).toMatchObject({
      ...{ zh: `正在与支付机构核对,以次日对账单为准。${WARNING}`, since: expect.any(String) },
      decidedBy: instantAt(parseLocalDate('2015-11-04'), '08:00'),
    });
    await scene.work.confirmAtRegister(on.orderNo);
    expect(await checkingOf(on)).toBeNull();
  });

  test('an exception: three working days for two persons', async () => {
    const on = await scene.paid(await scene.ordered(), { capturedFen: 1 });
    expect(await checkingOf(on)).toMatchObject({
      ...{ zh: `缴款异常,由工作人员人工核定。${WARNING}`, since: scene.clock.at },
      decidedBy: expect.stringMatching(/^2015-11-06T/),
    });
  });
});
