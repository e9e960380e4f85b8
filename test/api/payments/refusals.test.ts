// What cannot be paid, by whom it cannot be paid, and requests that are none: refused in one form, with nothing stored but its rows.
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { paymentContracts as payments } from '../../../api/contract/payments.ts';
import {
  type Order,
  openCashDesk,
  openPayments,
  type PayerAtApi,
  type PaymentScene,
} from '../../harness/payment-scene.ts';
import { type Person, signedIn } from '../../harness/people.ts';
import { AUDIT, AUDITED, type BadInput, KEY, NOTHING, refuses, row } from '../../harness/scene.ts';

let scene: PaymentScene;
let cashier: Person;
let by: PayerAtApi;
let other: PayerAtApi;
let decisionNo: string;
let foreignNo: string;
let on: Order;
beforeAll(async () => {
  scene = await openPayments();
  ({ cashier } = await openCashDesk(scene));
  by = await scene.payer();
  other = await scene.payer();
  decisionNo = await scene.fine(by);
  foreignNo = await scene.fine(other);
  on = await scene.order(by, [await scene.fine(by)]);
});
afterAll(() => scene?.stop());

const set = {
  get set() {
    return scene;
  },
};

const submits = (form: object, who = () => by) =>
  who().ask(applications.create, { body: { service: 'fine-payment', form } });
const pays = (decisionNos: () => unknown, who?: () => PayerAtApi) => () =>
  submits({ decisionNos: decisionNos() }, who);

/** A fine of somebody, for a record of the car of another. */
const fineOn = async (licenceOf: PayerAtApi, carOf: PayerAtApi) =>
  scene.fine({ ...licenceOf, car: carOf.car });

const many = (count: number) => Array.from({ length: count }, (_, n) => `41170210000${String(10_000 + n)}`);

const OF_ORDERING: readonly BadInput[] = [
  row(
    'somebody else’s decision',
    'decision-not-found',
    '/subject',
    AUDITED,
    pays(
      () => [decisionNo],
      () => other,
    ),
  ),
  row(
    'no decision of anybody',
    'decision-not-found',
    '/subject',
    AUDITED,
    pays(() => ['4117021999999990']),
  ),
  row(
    'one’s own and another’s',
    'decision-not-found',
    '/subject',
    AUDITED,
    pays(() => [decisionNo, foreignNo]),
  ),
  row(
    'an empty list',
    'invalid-field',
    '/form/decisionNos',
    KEY,
    pays(() => []),
  ),
  row('no list', 'field-required', '/form/decisionNos', KEY, () => submits({})),
  row(
    'a text for a list',
    'invalid-field',
    '/form/decisionNos',
    KEY,
    pays(() => decisionNo),
  ),
  row(
    'one decision twice',
    'invalid-field',
    '/form/decisionNos',
    KEY,
    pays(() => [decisionNo, decisionNo]),
  ),
  row(
    'more than twenty',
    'invalid-field',
    '/form/decisionNos',
    KEY,
    pays(() => many(21)),
  ),
  row(
    'a number for a number of a decision',
    'invalid-field',
    '/form/decisionNos',
    KEY,
    pays(() => [Number('1e309')]),
  ),
  row(
    'a query for it',
    'invalid-field',
    '/form/decisionNos',
    KEY,
    pays(() => ["' OR 1=1 --"]),
  ),
  row('an amount of one’s own', 'unknown-field', '/form/amountFen', KEY, () =>
    submits({ decisionNos: [decisionNo], amountFen: 1 }),
  ),
];

const orderPath = (orderNo: string, rest = '') =>
  `/api/v1/payment-orders/${encodeURIComponent(orderNo)}${rest}`;
const numbers = ['PAY-1', 'PAY-20151103-000001-44', 'ZMD-20151103-000001-0', '%00', "' OR 1=1 --", 'null'];

const OF_ORDERS: readonly BadInput[] = [
  ...numbers.map((orderNo) =>
    row(`an order called ${orderNo}`, 'not-found', undefined, NOTHING, () =>
      by.call('GET', orderPath(orderNo)),
    ),
  ),
  row('an order that is none', 'not-found', undefined, AUDIT, () =>
    by.call('GET', orderPath('PAY-20151103-999999-0')),
  ),
  row('somebody else’s order', 'not-found', undefined, AUDIT, () => other.call('GET', orderPath(on.orderNo))),
  row('its receipt', 'not-found', undefined, AUDIT, () =>
    other.call('GET', orderPath(on.orderNo, '/receipt')),
  ),
  row('paying it', 'not-found', undefined, AUDITED, () =>
    other.ask(payments.start, { params: { orderNo: on.orderNo }, body: { channel: 'wechat' } }),
  ),
  row('cancelling it', 'not-found', undefined, AUDITED, () =>
    other.ask(payments.cancel, { params: { orderNo: on.orderNo } }),
  ),
  row('a bank that is none', 'invalid-field', '/channel', NOTHING, () =>
    by.call('POST', orderPath(on.orderNo, '/start'), { body: { channel: 'unionpay' } }),
  ),
  row('an amount with the bank', 'unknown-field', '/amountFen', NOTHING, () =>
    by.call('POST', orderPath(on.orderNo, '/start'), { body: { channel: 'wechat', amountFen: 1 } }),
  ),
  row('no key', 'idempotency-key-required', undefined, NOTHING, () =>
    by.call('POST', orderPath(on.orderNo, '/start'), { body: { channel: 'wechat' }, key: null }),
  ),
  row('a page that is none', 'cursor-invalid', undefined, NOTHING, () =>
    by.call('GET', '/api/v1/payment-orders?after=abc'),
  ),
  row('an application that is none', 'invalid-field', '/applicationId', NOTHING, () =>
    by.call('GET', '/api/v1/payment-orders?applicationId=1'),
  ),
  row('a receipt code of another form', 'invalid-field', '/code', NOTHING, () =>
    by.ask(payments.verifyReceipt, { body: { orderNo: on.orderNo, code: "' OR 1=1" } }),
  ),
];

const verdict =
  (body: object, more: object = { version: 1 }) =>
  () =>
    cashier.call('POST', orderPath(on.orderNo, '/verdict'), { body, ...more });

const OF_VERDICTS: readonly BadInput[] = [
  row(
    'no version',
    'version-required',
    undefined,
    NOTHING,
    verdict({ outcome: 'refund', reason: '核实' }, {}),
  ),
  row('any version', 'version-stale', undefined, NOTHING, () =>
    cashier.call('POST', orderPath(on.orderNo, '/verdict/approval'), { headers: { 'If-Match': '*' } }),
  ),
  row('another version', 'version-stale', undefined, AUDITED, () =>
    cashier.ask(payments.approve, { params: { orderNo: on.orderNo }, version: 77 }),
  ),
  row(
    'an outcome that is none',
    'invalid-field',
    '/outcome',
    NOTHING,
    verdict({ outcome: 'keep', reason: '核实' }),
  ),
  row('no reason', 'field-required', '/reason', NOTHING, verdict({ outcome: 'refund' })),
  row(
    'a reason of one character',
    'invalid-field',
    '/reason',
    NOTHING,
    verdict({ outcome: 'refund', reason: ' 是 ' }),
  ),
  row(
    'a reason that cannot be stored',
    'invalid-text',
    '/reason',
    NOTHING,
    verdict({ outcome: 'refund', reason: '前\u0000后' }),
  ),
  row(
    'nothing to decide on',
    'payment-not-exceptional',
    undefined,
    AUDITED,
    verdict({ outcome: 'refund', reason: '核实' }),
  ),
  row('nothing to approve', 'verdict-not-proposed', undefined, AUDITED, () =>
    cashier.ask(payments.approve, { params: { orderNo: on.orderNo }, version: 1 }),
  ),
  row('nothing to take back', 'verdict-not-proposed', undefined, AUDITED, () =>
    cashier.ask(payments.reject, { params: { orderNo: on.orderNo }, version: 1 }),
  ),
  row('a refund that is none', 'refund-unknown', undefined, AUDITED, () =>
    cashier.ask(payments.repeatRefund, { params: { orderNo: on.orderNo, refundNo: 'R' }, version: 1 }),
  ),
];

refuses(set, { ordering: OF_ORDERING, 'an order': OF_ORDERS, 'a verdict': OF_VERDICTS });

test('a decision on another’s licence is not there, though the car is one’s own', async () => {
  const own = await scene.payer();
  const onOther = await fineOn(other, own);
  expect((await scene.submit(own, [onOther])).problem).toMatchObject({
    ...{ code: 'decision-not-found', title: '未查询到该处罚决定。' },
  });
  expect((await scene.submit(other, [onOther])).status).toBe(201);
});

test('a payer is no cashier, and a clerk neither', async () => {
  const clerk = await signedIn(scene.api.url, 'clerk');
  for (const who of [by, clerk]) {
    const params = { orderNo: on.orderNo };
    expect((await who.ask(payments.queue)).problem.code).toBe('not-permitted');
    expect((await who.ask(payments.deskRead, { params })).problem.code).toBe('not-permitted');
    expect((await who.ask(payments.approve, { params, version: 1 })).problem.code).toBe('not-permitted');
  }
  expect((await clerk.ask(payments.read, { params: { orderNo: on.orderNo } })).body.orderNo).toBe(on.orderNo);
  expect((await clerk.ask(payments.list)).problem.code).toBe('not-permitted');
});
