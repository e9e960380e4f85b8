// 罚款缴纳 from the order to the receipt, with both banks over HTTP: what is asked for, what is told, and what anybody can verify.
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { paymentContracts as payments } from '../../../api/contract/payments.ts';
import { receiptCodeOf } from '../../../api/queries/payment-receipt.ts';
import { instantAt, parseLocalDate } from '../../../domain/calendar/local-date.ts';
import { type Order, openPayments, type PaymentScene } from '../../harness/payment-scene.ts';
import { textOfPdf } from '../../harness/pdf-text.ts';
import { nobody } from '../../harness/people.ts';
import { testVault } from '../../harness/vault.ts';

let scene: PaymentScene;
beforeAll(async () => {
  scene = await openPayments();
});
afterAll(() => scene?.stop());

const decisionOf = (decisionNo: string) =>
  scene.db.penaltyDecision.findUniqueOrThrow({ where: { decisionNo }, include: { record: true } });

/** Time passes until ten in the morning of that day. */
function until(day: string, time = '10:00'): void {
  const ms = Date.parse(instantAt(parseLocalDate(day), time)) - Date.parse(scene.clock.at);
  scene.clock.advance({ minutes: ms / 60_000 });
}

async function receiptOf({ by, orderNo }: Order) {
  const path = `/api/v1/payment-orders/${orderNo}/receipt`;
  const response = await fetch(`${scene.api.url}${path}`, { headers: { Cookie: by.cookie() } });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  return textOfPdf(new Uint8Array(await response.arrayBuffer()));
}

const verify = (orderNo: string, code: string) =>
  nobody(scene.api.url).ask(payments.verifyReceipt, { body: { orderNo, code } });

test.each(['wechat', 'alipay'] as const)(
  '%s: ordered, paid, entered, receipted, verified',
  async (channel) => {
    const on = await scene.ordered();
    const { by, orderNo, applicationId, decisionNos } = on;
    const [decisionNo = ''] = decisionNos;
    expect(await scene.read(on)).toMatchObject({
      ...{
        orderNo,
        state: 'created',
        service: 'fine-payment',
        amountFen: 10_000,
        isHeld: true,
        channel: null,
      },
      lines: [{ decisionNo, amountFen: 10_000, lateFeeFen: 0 }],
      checking: null,
    });
    const started = await scene.start(on, channel);
    expect(started.body).toMatchObject({ order: { state: 'paying', channel }, payUrl: expect.any(String) });
    // In another tab it is the same payment.
    expect((await scene.start(on, channel)).body.payUrl).toBe(started.body.payUrl);
    expect((await by.ask(payments.receipt, { params: { orderNo } })).problem.code).toBe('receipt-not-yet');

    expect(await scene.bank.pay(orderNo)).toBe('paid');
    await scene.reaches(orderNo, 'paid');
    expect((await decisionOf(decisionNo)).state).toBe('unpaid');
    await scene.work.confirmAtRegister(orderNo);
    expect(await scene.read(on)).toMatchObject({
      ...{ state: 'reconciled', isHeld: false, checking: null, refunds: [] },
      ...{ paidAt: scene.clock.at, reconciledAt: scene.clock.at },
    });
    expect(await decisionOf(decisionNo)).toMatchObject({
      ...{ state: 'paid', paidBy: 'platform', paidAt: new Date(scene.clock.at) },
      record: { state: 'paid' },
    });
    await scene.api.recordRegister(applicationId);
    const view = (await by.ask(applications.read, { params: { id: applicationId } })).body;
    expect(view).toMatchObject({ state: 'done', form: { decisionNos: [decisionNo] } });

    const receipt = await receiptOf(on);
    for (const text of [orderNo, decisionNo, '缴款凭证', '合计人民币100元']) expect(receipt).toContain(text);
    expect(receipt).not.toContain('已退回');
    const [, code = ''] = /核验码([0-9A-Z]{8})/.exec(receipt) ?? [];
    expect((await verify(orderNo, code.toLowerCase())).body).toEqual({
      ...{ orderNo, amountFen: 10_000, paidAt: scene.clock.at, refundedFen: 0 },
    });
    const wrong = code.startsWith('A') ? `B${code.slice(1)}` : `A${code.slice(1)}`;
    const told = await verify(orderNo, wrong);
    expect([told.status, told.problem.code]).toEqual([404, 'receipt-not-genuine']);
    // The code of one receipt is not that of another.
    const other = await scene.ordered();
    expect((await verify(other.orderNo, code)).problem.code).toBe('receipt-not-genuine');
  },
);

test('a receipt that is not there yet cannot be verified, though its code is known', async () => {
  const on = await scene.paid(await scene.ordered());
  const code = receiptCodeOf(testVault, on.orderNo);
  expect((await on.by.ask(payments.receipt, { params: { orderNo: on.orderNo } })).problem.code).toBe(
    'receipt-not-yet',
  );
  expect((await verify(on.orderNo, code)).problem.code).toBe('receipt-not-genuine');
  await scene.work.confirmAtRegister(on.orderNo);
  expect((await verify(on.orderNo, code)).body.orderNo).toBe(on.orderNo);
});

test('several decisions are one order and one payment, the statement of each to the fen', async () => {
  const by = await scene.payer();
  const decidedAt = instantAt(parseLocalDate('2015-10-10'), '09:00');
  const [fresh, old, red] = [
    await scene.fine(by),
    await scene.fine(by, { kind: 'lamps', decidedAt }),
    await scene.fine(by, { kind: 'red-light' }),
  ];
  const on = await scene.order(by, [red, fresh, old]);
  const shown = await scene.read(on);
  // Due on 25 October, nine days ago: 50.00 × 27 % = 13.50.
  expect(shown.lines).toEqual(
    [
      { decisionNo: fresh, amountFen: 10_000, lateFeeFen: 0 },
      { decisionNo: old, amountFen: 5_000, lateFeeFen: 1_350 },
      { decisionNo: red, amountFen: 20_000, lateFeeFen: 0 },
    ].sort((one, other) => (one.decisionNo < other.decisionNo ? -1 : 1)),
  );
  expect(shown.amountFen).toBe(36_350);
  await scene.paid(on);
  await scene.work.confirmAtRegister(on.orderNo);
  for (const each of on.decisionNos) expect((await decisionOf(each)).state).toBe('paid');
  const receipt = await receiptOf(on);
  for (const text of ['363.50元', '加处罚款13.50元', fresh, old, red]) expect(receipt).toContain(text);
  const vehicle = await scene.db.vehicle.findUniqueOrThrow({ where: { id: by.car.id } });
  expect(vehicle.statuses).toEqual(['A']);
});

test('a warning costs nothing and cannot be ordered; one of mixed states refuses the whole', async () => {
  const by = await scene.payer();
  const [open, other, free] = [
    await scene.fine(by),
    await scene.fine(by),
    await scene.fine(by, { kind: 'slightly-fast' }),
  ];
  expect((await scene.submit(by, [free])).problem.code).toBe('fine-paid');
  const told = await scene.submit(by, [open, free, other]);
  expect([told.problem.code, told.problem.pointer]).toEqual(['fine-paid', '/form/decisionNos']);
  await scene.db.penaltyDecision.update({
    where: { decisionNo: other },
    data: { state: 'withdrawn', withdrawnAt: new Date(scene.clock.at) },
  });
  expect((await scene.submit(by, [open, free, other])).problem.code).toBe('decision-withdrawn');
  expect(await scene.db.paymentOrder.count({ where: { payerId: by.accountId } })).toBe(0);
  expect((await scene.submit(by, [open])).status).toBe(201);
});

describe('加处罚款 (violations.md §6): 200.00 yuan decided on 3 November 2015', () => {
  const EXAMPLES = [
    ['2015-11-03', 0],
    ['2015-11-18', 0],
    ['2015-11-19', 600],
    ['2015-12-20', 19_200],
    ['2015-12-21', 19_800],
    ['2015-12-22', 20_000],
    ['2016-12-22', 20_000],
  ] as const;

  test('as the examples have it, on each day', async () => {
    const by = await scene.payer();
    const decisionNo = await scene.fine(by, { kind: 'red-light' });
    expect((await decisionOf(decisionNo)).payDueOn).toEqual(new Date('2015-11-18'));
    for (const [day, lateFeeFen] of EXAMPLES) {
      if (day !== '2015-11-03') until(day);
      const on = await scene.order(by, [decisionNo]);
      const { lines, amountFen } = await scene.read(on);
      expect([day, lines, amountFen]).toEqual([
        ...[day, [{ decisionNo, amountFen: 20_000, lateFeeFen }], 20_000 + lateFeeFen],
      ]);
      await by.ask(payments.cancel, { params: { orderNo: on.orderNo } });
    }
  });

  test('frozen with the order: paid after midnight it is what it was before', async () => {
    until('2017-03-01');
    const by = await scene.payer();
    const decisionNo = await scene.fine(by, { kind: 'red-light' });
    until('2017-03-16', '23:50');
    const on = await scene.order(by, [decisionNo]);
    scene.clock.advance({ minutes: 20 });
    expect(scene.clock.today).toBe('2017-03-17');
    await scene.paid(on);
    expect(scene.bank.books().find(({ orderNo }) => orderNo === on.orderNo)?.capturedFen).toBe(20_000);
    await scene.work.confirmAtRegister(on.orderNo);
    expect(await scene.read(on)).toMatchObject({ state: 'reconciled', amountFen: 20_000 });
    expect((await decisionOf(decisionNo)).state).toBe('paid');
  });

  test('an order that was not paid in time is over; the next one has grown', async () => {
    const by = await scene.payer();
    const decisionNo = await scene.fine(by, { kind: 'red-light' });
    until('2017-04-01', '23:55');
    const first = await scene.order(by, [decisionNo]);
    scene.clock.advance({ minutes: 31 });
    expect((await scene.start(first)).problem.code).toBe('payment-order-closed');
    expect((await scene.read(first)).state).toBe('expired');
    const { amountFen } = await scene.read(await scene.order(by, [decisionNo]));
    expect(amountFen).toBe(20_600);
  });
});

test('one’s own orders, newest first, page by page; another’s are not among them', async () => {
  const by = await scene.payer();
  const made: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    made.push((await scene.order(by, [await scene.fine(by)])).orderNo);
    scene.clock.advance({ minutes: 1 });
  }
  const first = (await by.ask(payments.list, { query: { limit: 2 } })).body;
  const second = (await by.ask(payments.list, { query: { limit: 2, after: first.next ?? '' } })).body;
  expect([...first.items, ...second.items].map(({ orderNo }) => orderNo)).toEqual(made.toReversed());
  expect(second.next).toBeNull();
  const whole = (await by.ask(payments.list, { query: { limit: 3 } })).body;
  expect([whole.items.length, whole.next]).toEqual([3, null]);
  expect((await (await scene.payer()).ask(payments.list)).body.items).toEqual([]);
});
