// How the routes of payments are asked.
import { type Ask, type Asks, done, NO_VERSION as version } from './permission-ask.ts';

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
