// Mutations = audit rows, for payments: what payers, banks, the register and the cash desk do to an order.

import { ownRegister } from '../../../activities/payment-register.ts';
import { createPaymentActivities } from '../../../activities/payments.ts';
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { paymentContracts as payments } from '../../../api/contract/payments.ts';
import { type Deciding, deciding } from '../../../db/deciding.ts';
import { FEES_OFF } from '../../../domain/fees.ts';
import type { PaymentChannel } from '../../../domain/payments/payment-order.ts';
import { createGateways } from '../../../gateway/gateways.ts';
import type { Gateways } from '../../../gateway/port.ts';
import type { PaymentGateway } from '../../../sandbox/gateway/gateway.ts';
import { keysInMemory } from '../../../sandbox/gateway/keys.ts';
import { settingsOf } from '../../../sandbox/gateway/settings.ts';
import { balanceScene } from '../../harness/balance-scene.ts';
import { eventually } from '../../harness/eventually.ts';
import { openBanks } from '../../harness/payment-scene.ts';
import { getStored, newFine, newPayer } from '../../harness/payments.ts';
import { employ, type Person, signedIn } from '../../harness/people.ts';

let cashier: Person;
let second: Person;
let decides: Deciding;
let gateways: Gateways;
let bank: PaymentGateway;
let closeBanks: () => Promise<void>;

const scene = balanceScene(
  async (api) => {
    await employ(api, [
      { login: 'cashier', role: 'cashier' },
      { login: 'second', role: 'cashier' },
    ]);
    cashier = await signedIn(api.url, 'cashier');
    second = await signedIn(api.url, 'second');
    decides = deciding({ db: api.db, fees: FEES_OFF, hashSecret: (secret) => secret, now: api.clock.now });
  },
  async (apiUrl, now) => {
    const keys = await keysInMemory();
    const banks = await openBanks(keys, now);
    ({ bank, close: closeBanks } = banks);
    const noticeUrl = `${apiUrl}/api/v1/bank-notices`;
    gateways = createGateways(settingsOf(keys, { url: banks.bankUrl, noticeUrl, now }));
    return gateways;
  },
);
afterAll(() => closeBanks?.());
const { noted, balanced } = scene;

const work = () => createPaymentActivities({ deciding: decides, gateways, register: ownRegister });
const stored = async (orderNo: string) => (await getStored(decides, orderNo)).order;
const onto = async (orderNo: string) => ({ params: { orderNo }, version: (await stored(orderNo)).version });

interface Order {
  readonly by: Person;
  readonly orderNo: string;
  readonly applicationId: string;
}

/** Somebody with a fine, who is about to order. */
async function payer() {
  const made = await newPayer(decides);
  const decisionNo = await newFine(decides, made);
  return { by: noted(await signedIn(scene.api.url, made.login)), decisionNo };
}

async function order(by: Person, decisionNo: string): Promise<Order> {
  const body = { service: 'fine-payment', form: { decisionNos: [decisionNo] } };
  const { id: applicationId } = (await by.ask(applications.create, { body })).body;
  const { items } = (await by.ask(payments.list, { query: { applicationId } })).body;
  return { by, orderNo: items[0]?.orderNo ?? '', applicationId };
}

const start = ({ by, orderNo }: Order, channel: PaymentChannel) =>
  by.ask(payments.start, { params: { orderNo }, body: { channel } });

/** Paid, and told, and told again. */
async function pay({ orderNo }: Order): Promise<void> {
  expect(await bank.pay(orderNo)).toBe('paid');
  await eventually(`the notice of ${orderNo}`, async () => (await stored(orderNo)).captures.length > 0);
  await eventually(
    `that ${orderNo} was taken`,
    async () => (await bank.replay(orderNo).catch(() => 0)) === 200,
  );
}

test('ordered, started twice, paid, told twice, entered', async () => {
  const { by, decisionNo } = await payer();
  const { mutations, acts } = await balanced(async () => {
    const on = await order(by, decisionNo);
    for (const _twice of [1, 2]) await start(on, 'alipay');
    expect((await start(on, 'wechat')).problem.code).toBe('payment-channel-fixed');
    await pay(on);
    await work().confirmAtRegister(on.orderNo);
    await scene.api.recordRegister(on.applicationId);
  });
  // Handed in with its order; begun; taken; entered with what the application becomes; its effect.
  expect(mutations).toBe(5);
  expect(acts).toEqual(['start-paying: payment-channel-fixed']);
});

test('gone back on, and what is not one’s own', async () => {
  const { by, decisionNo } = await payer();
  const other = (await payer()).by;
  const { mutations, acts } = await balanced(async () => {
    const { orderNo } = await order(by, decisionNo);
    const params = { orderNo };
    expect((await other.ask(payments.cancel, { params })).problem.code).toBe('not-found');
    expect((await by.ask(payments.cancel, { params })).status).toBe(200);
    expect((await by.ask(payments.cancel, { params })).problem.code).toBe('payment-order-closed');
  });
  expect(mutations).toBe(2);
  expect(acts).toEqual(['cancelPayment: not-found', 'cancel: payment-order-closed']);
});

test('an exception: proposed, taken back, approved, given back, sent again', async () => {
  const { by, decisionNo } = await payer();
  const on = await order(by, decisionNo);
  const { orderNo } = on;
  bank.setFaults(orderNo, { capturedFen: 7, refund: { fails: true } });
  const [first, other] = [noted(cashier), noted(second)];
  const { acts } = await balanced(async () => {
    await start(on, 'wechat');
    await pay(on);
    const body = { outcome: 'refund', reason: '已与银行核实' };
    await first.ask(payments.propose, { ...(await onto(orderNo)), body });
    await other.ask(payments.reject, await onto(orderNo));
    await first.ask(payments.propose, { ...(await onto(orderNo)), body });
    expect((await first.ask(payments.approve, await onto(orderNo))).problem.code).toBe('four-eyes');
    const stale = { ...(await onto(orderNo)), version: 1 };
    expect((await other.ask(payments.approve, stale)).problem.code).toBe('version-stale');
    expect((await other.ask(payments.approve, await onto(orderNo))).body.state).toBe('refunded');
    await work().sendRefunds(orderNo);
    bank.setFaults(orderNo, {});
    const { version } = await onto(orderNo);
    const params = { orderNo, refundNo: `${orderNo}-R1` };
    expect((await first.ask(payments.repeatRefund, { params, version })).status).toBe(200);
    await work().sendRefunds(orderNo);
  });
  expect((await stored(orderNo)).refunds.map(({ state }) => state)).toEqual(['failed', 'done']);
  expect(acts).toEqual(
    expect.arrayContaining(['approve-verdict: four-eyes', 'approve-verdict: version-stale']),
  );
  expect(acts.filter((act) => act.includes('four-eyes'))).toHaveLength(1);
});

test('a false notice, and a receipt that is asked for', async () => {
  const { by, decisionNo } = await payer();
  const on = await order(by, decisionNo);
  await start(on, 'wechat');
  const { mutations, acts } = await balanced(async () => {
    expect(await bank.forge(on.orderNo, 'signature')).toBe(401);
    const body = { orderNo: on.orderNo, code: '00000000' };
    await scene.anybody().ask(payments.verifyReceipt, { body });
  });
  expect([mutations, acts]).toEqual([0, ['bank-notice: signature-invalid']]);
});

test('everything that people can change of payments was driven', () => {
  // A bank's own notices come from the bank; verifying changes nothing.
  expect(scene.undriven('payments')).toEqual(['verifyPaymentReceipt', 'receiveBankNotice']);
});
