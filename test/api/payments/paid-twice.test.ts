// 双重缴款: paid here and found paid elsewhere, or for a decision that no longer stands. What is too much goes back, and only that.
import { paymentContracts as payments } from '../../../api/contract/payments.ts';
import { receiptCodeOf } from '../../../api/queries/payment-receipt.ts';
import { tellDecisionWithdrawn } from '../../../db/payments/elsewhere.ts';
import { transact } from '../../../db/transact.ts';
import { importAboutRecord } from '../../../db/violations/import.ts';
import type { Refusal } from '../../../domain/refusals.ts';
import { type Order, openPayments, type PaymentScene } from '../../harness/payment-scene.ts';
import { textOfPdf } from '../../harness/pdf-text.ts';
import { nobody } from '../../harness/people.ts';
import { testVault } from '../../harness/vault.ts';
import { numbered, paymentNews } from '../../harness/violation-feed.ts';

let scene: PaymentScene;
beforeAll(async () => {
  scene = await openPayments();
});
afterAll(() => scene?.stop());

const decisionOf = (decisionNo: string) =>
  scene.db.penaltyDecision.findUniqueOrThrow({ where: { decisionNo } });
const booksOf = ({ orderNo }: Order) => scene.bank.books().find((each) => each.orderNo === orderNo);

let entries = 1_000;

/** As the violation system tells of it, of a decision that may be paid here already. */
async function paidElsewhere(decisionNo: string): Promise<void> {
  const { recordNo } = await decisionOf(decisionNo);
  entries += 1;
  const news = paymentNews(recordNo, decisionNo, { paidBy: 'other-internet', paidAt: scene.clock.at });
  const told = { recordNo, entries: numbered([news], entries), pictures: new Map() };
  await importAboutRecord(scene.decides, told);
}

const withdrawn = (decisionNo: string): Promise<Refusal | null> =>
  transact(scene.db, (tx) => tellDecisionWithdrawn(scene.decides, tx, decisionNo));

/** Paid and entered here. */
async function reconciled(count: number): Promise<Order> {
  const on = await scene.paid(await scene.ordered(count));
  await scene.work.confirmAtRegister(on.orderNo);
  return on;
}

/** What the bank is asked to give back it gives back, and says so. */
async function givenBack(on: Order): Promise<void> {
  await scene.work.sendRefunds(on.orderNo);
  expect((await scene.stored(on.orderNo)).order.refunds.every(({ state }) => state === 'done')).toBe(true);
}

async function receiptOf({ by, orderNo }: Order) {
  const path = `/api/v1/payment-orders/${orderNo}/receipt`;
  const response = await fetch(`${scene.api.url}${path}`, { headers: { Cookie: by.cookie() } });
  return response.status === 200 ? textOfPdf(new Uint8Array(await response.arrayBuffer())) : response.status;
}

const verified = async ({ orderNo }: Order) =>
  nobody(scene.api.url).ask(payments.verifyReceipt, {
    body: { orderNo, code: receiptCodeOf(testVault, orderNo) },
  });

test('an order over one decision goes back whole, and the decision stays paid, once', async () => {
  const on = await reconciled(1);
  const [decisionNo = ''] = on.decisionNos;
  for (const _twice of [1, 2]) await paidElsewhere(decisionNo);
  expect(await scene.read(on)).toMatchObject({
    state: 'refunded',
    refunds: [{ amountFen: 10_000, state: 'asked', reason: { zh: '已在其他渠道缴款' } }],
  });
  await givenBack(on);
  expect(booksOf(on)).toMatchObject({ capturedFen: 10_000, refundedFen: 10_000 });
  expect(await decisionOf(decisionNo)).toMatchObject({ state: 'paid' });
  expect(await receiptOf(on)).toBe(409);
  expect((await verified(on)).problem.code).toBe('receipt-not-genuine');
  // It is paid: nobody pays it once more.
  expect((await scene.submit(on.by, on.decisionNos)).status).toBe(409);
});

test('of an order over three only the part goes back; the order stays, and its receipt says so', async () => {
  const on = await reconciled(3);
  const [first = '', second = '', third = ''] = on.decisionNos;
  for (const _twice of [1, 2]) await paidElsewhere(second);
  await givenBack(on);
  expect(await scene.read(on)).toMatchObject({
    ...{ state: 'reconciled', amountFen: 30_000 },
    refunds: [{ amountFen: 10_000, state: 'done', stateName: { zh: '已退回' } }],
  });
  expect(booksOf(on)).toMatchObject({ capturedFen: 30_000, refundedFen: 10_000 });
  for (const each of on.decisionNos) expect((await decisionOf(each)).state).toBe('paid');
  const receipt = await receiptOf(on);
  for (const text of ['缴款凭证(部分已退款)', '合计人民币300元', '已退回人民币100元'])
    expect(receipt).toContain(text);
  expect((await verified(on)).body).toMatchObject({ amountFen: 30_000, refundedFen: 10_000 });

  // A second of them is withdrawn, the third paid elsewhere too: each goes back by itself.
  expect(await withdrawn(first)).toBeNull();
  await paidElsewhere(third);
  await givenBack(on);
  expect((await scene.read(on)).refunds.map(({ amountFen, reason }) => [amountFen, reason.zh])).toEqual([
    [10_000, '已在其他渠道缴款'],
    [10_000, '处罚决定已撤销'],
    [10_000, '已在其他渠道缴款'],
  ]);
  expect(booksOf(on)).toMatchObject({ capturedFen: 30_000, refundedFen: 30_000 });
  expect(await receiptOf(on)).toContain('缴款凭证(已退款)');
});

test('a part that the bank refused is sent again, the same part and amount', async () => {
  const on = await reconciled(2);
  const [first = ''] = on.decisionNos;
  scene.bank.setFaults(on.orderNo, { refund: { fails: true } });
  await paidElsewhere(first);
  await scene.work.sendRefunds(on.orderNo).catch(() => undefined);
  expect((await scene.stored(on.orderNo)).task).toBe('repeat-refund');
  scene.bank.setFaults(on.orderNo, {});
  await scene.tells(on, { action: 'repeat-refund', refundNo: `${on.orderNo}-R1` });
  await scene.work.sendRefunds(on.orderNo);
  const rows = await scene.db.paymentRefund.findMany({
    where: { orderNo: on.orderNo },
    orderBy: { refundNo: 'asc' },
  });
  expect(rows).toMatchObject([
    { part: first, amountFen: 10_000, state: 'failed' },
    { part: first, amountFen: 10_000, state: 'done' },
  ]);
  expect(booksOf(on)).toMatchObject({ capturedFen: 20_000, refundedFen: 10_000 });
});

test('a decision that is withdrawn: paid, its money goes back; being paid, nobody takes it back', async () => {
  const paid = await reconciled(1);
  expect(await withdrawn(paid.decisionNos[0] ?? '')).toBeNull();
  expect(await scene.stateOf(paid.orderNo)).toBe('refunded');

  const waiting = await scene.ordered();
  expect(await withdrawn(waiting.decisionNos[0] ?? '')).toBeNull();
  expect(await scene.stateOf(waiting.orderNo)).toBe('cancelled');

  const paying = await scene.ordered();
  await scene.start(paying);
  expect(await withdrawn(paying.decisionNos[0] ?? '')).toEqual({ code: 'payment-in-doubt' });
  expect(await scene.stateOf(paying.orderNo)).toBe('paying');
});

test('paid elsewhere while it is to be paid here: the order is let go of, before the bank hears of it', async () => {
  const on = await scene.ordered();
  await paidElsewhere(on.decisionNos[0] ?? '');
  expect(await scene.read(on)).toMatchObject({ state: 'cancelled', isHeld: false });
  expect((await scene.start(on)).problem.code).toBe('payment-order-closed');
  expect(booksOf(on)).toBeUndefined();
  const application = await scene.db.application.findUniqueOrThrow({ where: { id: on.applicationId } });
  expect(application.state).toBe('draft');
});

test('paid elsewhere while it is being paid here: closed, or given back where the payer was quicker', async () => {
  const [slow, quick] = [await scene.ordered(), await scene.ordered()];
  for (const on of [slow, quick]) {
    await scene.start(on);
    await paidElsewhere(on.decisionNos[0] ?? '');
    expect(await scene.read(on)).toMatchObject({ state: 'paying', isHeld: true });
  }
  expect(await scene.bank.pay(quick.orderNo)).toBe('paid');
  await scene.reaches(quick.orderNo, 'refunded');
  await givenBack(quick);
  expect(booksOf(quick)).toMatchObject({ capturedFen: 10_000, refundedFen: 10_000 });
  await scene.work.closeAtBank(slow.orderNo);
  expect(await scene.stateOf(slow.orderNo)).toBe('cancelled');
  expect(await scene.bank.pay(slow.orderNo)).toBe('ended');
});

test('one of two was paid elsewhere before the register entered them: all goes back, and the other is ordered anew', async () => {
  const on = await scene.paid(await scene.ordered(2));
  const [first = '', second = ''] = on.decisionNos;
  await paidElsewhere(first);
  expect(await scene.stateOf(on.orderNo)).toBe('refunded');
  await givenBack(on);
  expect(booksOf(on)).toMatchObject({ capturedFen: 20_000, refundedFen: 20_000 });
  expect((await decisionOf(second)).state).toBe('unpaid');
  expect((await scene.submit(on.by, [second])).status).toBe(201);
});
