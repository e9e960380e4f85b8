// Payment orders that routes name, and how those routes are asked.
import { type Deciding, deciding } from '../../db/deciding.ts';
import { openOrder } from '../../db/payments/order-decision.ts';
import { FEES_OFF } from '../../domain/fees.ts';
import type { TestApi } from './api.ts';
import { type Ask, type Asks, done, NO_VERSION as version } from './permission-ask.ts';
import { MISSING, type Thing, thing } from './permission-thing.ts';

/** Over the fee of each case that has been handed in: whose and where the case is. */
export async function paymentOrders(
  { db, clock }: TestApi,
  cases: readonly Thing[],
): Promise<readonly Thing[]> {
  const decides = deciding({ db, fees: FEES_OFF, hashSecret: (secret) => secret, now: clock.now });
  const made: Thing[] = [];
  for (const of of cases.filter(({ isLoose }) => !isLoose)) {
    const orderNo = `PAY-20151103-${String(900_000 + made.length)}-0`;
    await newOrder(decides, orderNo, of);
    made.push({ ...of, id: orderNo, unitId: null });
  }
  return [...made, thing(MISSING, 'PAY-20151103-999999-0', { office: null })];
}

async function newOrder(decides: Deciding, orderNo: string, { id: applicationId, ...of }: Thing) {
  const [payerId, office, amountFen] = [of.ownerId ?? '', of.office ?? '', 10_000];
  await decides.db.$transaction((tx) =>
    openOrder(decides, tx, {
      ...{ orderNo, payerId, office, amountFen, purpose: { kind: 'fee', applicationId } },
      lines: [{ decisionNo: null, amountFen, lateFeeFen: 0 }],
    }),
  );
}

const order = (orderNo: string) => ({ params: { orderNo } });
/** Nothing is in doubt, and nothing is decided by a request that names a version nobody has seen. */
const stale: Ask = {
  ...{ on: 'paymentOrder', leadsTo: ['version-stale'] },
  asking: (orderNo) => ({ ...order(orderNo), version }),
};

export const PAYMENT_ASKS: Asks = {
  listPaymentOrders: { leadsTo: done },
  readPaymentOrder: { on: 'paymentOrder', leadsTo: done, asking: order },
  // No bank is set up: paying begins, and where to pay nobody says.
  startPayment: {
    on: 'paymentOrder',
    leadsTo: ['gateway-unavailable', 'payment-closing'],
    asking: (orderNo) => ({ ...order(orderNo), body: { channel: 'wechat' } }),
  },
  cancelPayment: { on: 'paymentOrder', leadsTo: done, asking: order },
  printPaymentReceipt: { on: 'paymentOrder', leadsTo: ['receipt-not-yet'], asking: order },
  verifyPaymentReceipt: {
    leadsTo: ['receipt-not-genuine'],
    asking: () => ({ body: { orderNo: 'PAY-20151103-900000-0', code: '00000000' } }),
  },
  listPaymentTasks: { leadsTo: done },
  readPaymentAtDesk: { on: 'paymentOrder', leadsTo: done, asking: order },
  proposePaymentVerdict: {
    ...stale,
    asking: (orderNo) => ({ ...order(orderNo), version, body: { outcome: 'release', reason: '已核实' } }),
  },
  approvePaymentVerdict: stale,
  rejectPaymentVerdict: stale,
  repeatRefund: {
    ...stale,
    asking: (orderNo) => ({ params: { orderNo, refundNo: `${orderNo}-R1` }, version }),
  },
  // Alipay reads the body of the answer alone.
  receiveBankNotice: {
    leadsTo: done,
    asking: () => ({
      ...{ params: { channel: 'alipay' }, body: 'sign=none' },
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    }),
  },
};
