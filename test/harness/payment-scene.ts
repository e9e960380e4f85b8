// The API with both banks beside it over HTTP, on a clock that stands still; what a workflow would have done a test has done.

import { ownRegister } from '../../activities/payment-register.ts';
import { createPaymentActivities } from '../../activities/payments.ts';
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { paymentContracts as payments } from '../../api/contract/payments.ts';
import { type Deciding, deciding } from '../../db/deciding.ts';
import { decideOrder } from '../../db/payments/decide-order.ts';
import { FEES_OFF } from '../../domain/fees.ts';
import type { PaymentCommand } from '../../domain/payments/commands.ts';
import type { PaymentChannel } from '../../domain/payments/payment-order.ts';
import { createGateways } from '../../gateway/gateways.ts';
import type { Gateways } from '../../gateway/port.ts';
import { createPaymentGateway, type PaymentGateway } from '../../sandbox/gateway/gateway.ts';
import { type GatewayKeys, keysInMemory } from '../../sandbox/gateway/keys.ts';
import type { FaultRequest } from '../../sandbox/gateway/messages.ts';
import { settingsOf } from '../../sandbox/gateway/settings.ts';
import { startApi, type TestApi } from './api.ts';
import { testClock } from './clock.ts';
import { eventually } from './eventually.ts';
import { type Fined, getStored, newFine, newPayer, type Payer } from './payments.ts';
import { employ, type Person, signedIn } from './people.ts';

/** Somebody with fines to pay, signed in. */
export interface PayerAtApi extends Person, Payer {}

/** What was ordered, and by whom. */
export interface Order {
  readonly by: PayerAtApi;
  readonly orderNo: string;
  readonly applicationId: string;
  readonly decisionNos: readonly string[];
}

export type PaymentScene = Awaited<ReturnType<typeof openPayments>>;

/** Opens API and banks; `stop` takes both down. */
export async function openPayments() {
  const clock = testClock();
  const keys = await keysInMemory();
  const { bank, bankUrl, close } = await openBanks(keys, clock.now);
  let gateways: Gateways | undefined;
  const api = await startApi({
    clock,
    gatewaysAt: async (apiUrl) => {
      const noticeUrl = `${apiUrl}/api/v1/bank-notices`;
      gateways = createGateways(settingsOf(keys, { url: bankUrl, noticeUrl, now: clock.now }));
      return gateways;
    },
  });
  if (!gateways) throw new Error('the API was built without banks');
  const { db } = api;
  const decides = deciding({ db, fees: FEES_OFF, hashSecret: (secret) => secret, now: clock.now });
  const work = createPaymentActivities({ deciding: decides, gateways, register: ownRegister });
  const stop = async () => {
    await close();
    await api.stop();
  };
  return { api, db, clock, keys, bank, decides, work, ...playOf(api, bank, decides), stop };
}

/** Both banks, on the clock of the platform. */
export async function openBanks(keys: GatewayKeys, now: TestApi['clock']['now']) {
  const bank = createPaymentGateway({
    ...{ keys, controlKey: 'control-key-of-tests', dataDir: null, pollMs: 20 },
    now: async () => new Date(await now()),
    callbackLadderMs: { wechat: [20, 50, 100], alipay: [20, 50, 100] },
  });
  const { url: bankUrl, close } = await bank.listen(0);
  return { bank, bankUrl, close };
}

/** What payers do, and how an order stands. */
function playOf(api: TestApi, bank: PaymentGateway, decides: Deciding) {
  const stored = (orderNo: string) => getStored(decides, orderNo);
  const stateOf = async (orderNo: string) => (await stored(orderNo)).order.state;

  async function payer(): Promise<PayerAtApi> {
    const made = await newPayer(decides);
    return { ...(await signedIn(api.url, made.login)), ...made };
  }

  const fine = (by: Payer, fined?: Fined) => newFine(decides, by, fined);

  const submit = (by: Person, decisionNos: readonly string[]) =>
    by.ask(applications.create, { body: { service: 'fine-payment', form: { decisionNos } } });

  /** An order over decisions. */
  async function order(by: PayerAtApi, decisionNos: readonly string[]): Promise<Order> {
    const { id: applicationId } = (await submit(by, decisionNos)).body;
    const { items } = (await by.ask(payments.list, { query: { applicationId } })).body;
    const [first] = items;
    if (!first) throw new Error('no order was made');
    return { by, orderNo: first.orderNo, applicationId, decisionNos };
  }

  /** The same over a fine that is made for it, or over several. */
  async function ordered(count = 1): Promise<Order> {
    const by = await payer();
    const decisionNos: string[] = [];
    for (let n = 0; n < count; n += 1) decisionNos.push(await fine(by));
    return order(by, decisionNos);
  }

  const start = ({ by, orderNo }: Order, channel: PaymentChannel = 'wechat') =>
    by.ask(payments.start, { params: { orderNo }, body: { channel } });

  const read = async ({ by, orderNo }: Order) => (await by.ask(payments.read, { params: { orderNo } })).body;

  const reaches = (orderNo: string, state: string) =>
    eventually(`${orderNo} is ${state}`, async () => (await stateOf(orderNo)) === state);

  /** Started and paid, until the bank's word of it has been taken, with whatever goes wrong. */
  async function paid(on: Order, { channel = 'wechat', ...faults }: Faults = {}): Promise<Order> {
    bank.setFaults(on.orderNo, faults);
    await start(on, channel);
    if ((await bank.pay(on.orderNo)) !== 'paid') throw new Error('the bank took nothing');
    await eventually(`a notice of ${on.orderNo}`, async () => {
      const { captures } = (await stored(on.orderNo)).order;
      return captures.length > 0;
    });
    return on;
  }

  /** What a bank, the register or a window says of an order. @throws Error when it is refused */
  async function tells({ orderNo }: Pick<Order, 'orderNo'>, command: PaymentCommand): Promise<void> {
    const { refusal } = await decideOrder(decides, {
      orderNo,
      command,
      actor: { id: 'bank', role: 'system' },
    });
    if (refusal) throw new Error(`${command.action}: ${refusal.code}`);
  }

  return { payer, fine, submit, order, ordered, start, read, stored, stateOf, reaches, paid, tells };
}

interface Faults extends FaultRequest {
  readonly channel?: PaymentChannel;
}

/** The cash desk of the office and of another, signed in. */
export async function openCashDesk({ api }: Pick<PaymentScene, 'api'>) {
  await employ(api, [
    { login: 'cashier', role: 'cashier' },
    { login: 'second-cashier', role: 'cashier' },
    { login: 'supervisor', role: 'supervisor' },
    { login: 'far-cashier', role: 'cashier', office: 'zmd-xincai' },
    { login: 'clerk', role: 'clerk' },
  ]);
  return {
    cashier: await signedIn(api.url, 'cashier'),
    second: await signedIn(api.url, 'second-cashier'),
    supervisor: await signedIn(api.url, 'supervisor'),
    elsewhere: await signedIn(api.url, 'far-cashier'),
    clerk: await signedIn(api.url, 'clerk'),
  };
}

export type CashDesk = Awaited<ReturnType<typeof openCashDesk>>;
