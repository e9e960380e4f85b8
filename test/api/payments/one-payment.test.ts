// Twice at once, in two tabs, here and at a window: one pays, the others are told why not.
import { paymentContracts as payments } from '../../../api/contract/payments.ts';
import { windowViolationContracts as windows } from '../../../api/contract/window-violations.ts';
import { openCashDesk, openPayments, type PaymentScene } from '../../harness/payment-scene.ts';
import type { Person } from '../../harness/people.ts';

let scene: PaymentScene;
let clerk: Person;
beforeAll(async () => {
  scene = await openPayments();
  ({ clerk } = await openCashDesk(scene));
});
afterAll(() => scene?.stop());

const IN_PROGRESS = { code: 'locked-in-progress', title: '该记录正在处理中,请勿重复操作。' } as const;

type Answered = Awaited<ReturnType<PaymentScene['submit']>>;
const codesOf = (told: readonly Pick<Answered, 'status' | 'problem'>[]) =>
  told.map((one) => (one.status < 400 ? 'done' : one.problem.code)).sort();

describe('at once', () => {
  test('two submissions over the same decision: one order', async () => {
    for (let round = 0; round < 10; round += 1) {
      const by = await scene.payer();
      const decisionNos = [await scene.fine(by)];
      const told = await Promise.all([scene.submit(by, decisionNos), scene.submit(by, decisionNos)]);
      const refused = told.filter(({ status }) => status >= 400);
      expect(codesOf(told)).toEqual(['done', 'locked-in-progress']);
      expect(refused[0]?.problem).toMatchObject({ ...IN_PROGRESS, pointer: '/form/decisionNos' });
      expect(await scene.db.paymentOrder.count({ where: { payerId: by.accountId } })).toBe(1);
    }
  });

  test('two that share one of their decisions, in different orders: one order, and no deadlock', async () => {
    for (let round = 0; round < 10; round += 1) {
      const by = await scene.payer();
      const [one, two, three] = [await scene.fine(by), await scene.fine(by), await scene.fine(by)];
      const told = await Promise.all([
        scene.submit(by, [one, two]),
        scene.submit(by, [three, two]),
        scene.submit(by, [two, one]),
      ]);
      expect(codesOf(told)).toEqual(['done', 'locked-in-progress', 'locked-in-progress']);
    }
  });

  test('started in two tabs it is one payment', async () => {
    const on = await scene.ordered();
    const told = await Promise.all([scene.start(on), scene.start(on), scene.start(on)]);
    expect(new Set(told.map(({ body }) => body.payUrl)).size).toBe(1);
    const { order } = await scene.stored(on.orderNo);
    expect([order.state, order.version]).toEqual(['paying', 2]);
    expect(scene.bank.books().filter(({ orderNo }) => orderNo === on.orderNo)).toHaveLength(1);
  });

  test('with one bank in each tab: the first stays, the other is refused in its words', async () => {
    const on = await scene.ordered();
    const told = await Promise.all([scene.start(on, 'wechat'), scene.start(on, 'alipay')]);
    expect(codesOf(told)).toEqual(['done', 'payment-channel-fixed']);
    const { channel } = await scene.read(on);
    const again = await scene.start(on, channel === 'wechat' ? 'alipay' : 'wechat');
    expect(again.problem).toMatchObject({
      ...{ code: 'payment-channel-fixed', pointer: '/channel' },
      title: '该订单已选择其他支付方式,请先取消该订单。',
    });
    expect(scene.bank.books().filter(({ orderNo }) => orderNo === on.orderNo)).toHaveLength(1);
  });

  test('started and cancelled: it is held until the bank has closed it', async () => {
    const on = await scene.ordered();
    await scene.start(on);
    const params = { orderNo: on.orderNo };
    expect((await on.by.ask(payments.cancel, { params })).body).toMatchObject({
      state: 'paying',
      isHeld: true,
    });
    expect((await scene.start(on)).problem.code).toBe('payment-closing');
    expect((await scene.submit(on.by, on.decisionNos)).problem).toMatchObject(IN_PROGRESS);
    await scene.work.closeAtBank(on.orderNo);
    expect((await scene.read(on)).state).toBe('cancelled');
    expect((await scene.submit(on.by, on.decisionNos)).status).toBe(201);
  });
});

describe('idempotency keys', () => {
  test('the same cancelling twice is one, and its answer the same', async () => {
    const on = await scene.ordered();
    const asking = { params: { orderNo: on.orderNo }, key: 'cancel-of-one-order' };
    const first = await on.by.ask(payments.cancel, asking);
    const again = await on.by.ask(payments.cancel, asking);
    expect([first.status, again.text, again.headers.get('idempotent-replay')]).toEqual([
      ...[200, first.text, 'true'],
    ]);
    const anew = await on.by.ask(payments.cancel, { params: { orderNo: on.orderNo } });
    expect(anew.problem.code).toBe('payment-order-closed');
    const other = await scene.order(on.by, on.decisionNos);
    const reused = await on.by.ask(payments.cancel, { ...asking, params: { orderNo: other.orderNo } });
    expect(reused.problem.code).toBe('idempotency-key-reused');
    expect((await scene.read(other)).state).toBe('created');
  });

  test('a bank that is away keeps no answer: the same request later gets where to pay', async () => {
    const on = await scene.ordered();
    scene.bank.setFaults(on.orderNo, {
      calls: [{ call: 'open', answer: '500', isDone: false, times: 1_000 }],
    });
    const asking = {
      params: { orderNo: on.orderNo },
      body: { channel: 'wechat' },
      key: 'start-of-one-order',
    };
    const away = await on.by.ask(payments.start, asking);
    expect([away.status, away.problem.code, away.headers.get('retry-after')]).toEqual([
      ...[503, 'gateway-unavailable', '5'],
    ]);
    expect(await scene.read(on)).toMatchObject({ state: 'paying', isHeld: true });
    scene.bank.setFaults(on.orderNo, {});
    expect((await on.by.ask(payments.start, asking)).body.payUrl).toMatch(/^(http|weixin)/);
  });
});

describe('paid at the window a second ago', () => {
  const payAtWindow = (decisionNo: string) => clerk.ask(windows.pay, { params: { decisionNo } });

  test('it cannot be ordered', async () => {
    const by = await scene.payer();
    const decisionNo = await scene.fine(by);
    expect((await payAtWindow(decisionNo)).status).toBe(201);
    expect((await scene.submit(by, [decisionNo])).problem).toMatchObject({
      ...{ code: 'handled-elsewhere', pointer: '/form/decisionNos' },
      title: '该违法已在违法处理窗口或其他平台处理,不得在本平台处理或缴款。',
    });
  });

  test('paid here a second ago it cannot be paid again, here or there', async () => {
    const on = await scene.paid(await scene.ordered());
    await scene.work.confirmAtRegister(on.orderNo);
    expect((await scene.submit(on.by, on.decisionNos)).problem).toMatchObject({
      ...{ code: 'fine-paid', title: '该罚款已缴纳,请勿重复缴款。' },
    });
    expect((await payAtWindow(on.decisionNos[0] ?? '')).problem.code).toBe('fine-paid');
  });

  test('at once with an order: one of them pays', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 12; round += 1) {
      const by = await scene.payer();
      const decisionNo = await scene.fine(by);
      const [here, there] = await Promise.all([scene.submit(by, [decisionNo]), payAtWindow(decisionNo)]);
      const won = [
        here.status < 400 ? 'here' : here.problem.code,
        there.status < 400 ? 'there' : there.problem.code,
      ];
      outcomes.add(won.join(' '));
    }
    for (const outcome of outcomes)
      expect(['here payment-in-doubt', 'handled-elsewhere there']).toContain(outcome);
  });
});
