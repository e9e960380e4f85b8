// What WeChat Pay says of an order and of a refund, in answers and in notices.

import { PARTIES } from './keys.ts';
import type { BankCapture, BankOrder, BankRefund, BankRefundState } from './messages.ts';
import { beijing } from './yuan.ts';

const { merchantId, appId } = PARTIES.wechat;

const REFUND_STATES = {
  processing: 'PROCESSING',
  done: 'SUCCESS',
  failed: 'ABNORMAL',
} as const satisfies Record<BankRefundState, string>;

const UNPAID_STATES = {
  open: 'NOTPAY',
  declined: 'PAYERROR',
  closed: 'CLOSED',
} as const satisfies Record<BankOrder['state'], string>;

/** The order as it stands; of several captures the first. */
export function transactionOfWechat(order: BankOrder): object {
  const [capture] = order.captures;
  if (capture) return paidTransactionOfWechat(order, capture);
  return { ...ofOrder(order), trade_state: UNPAID_STATES[order.state], trade_state_desc: '未支付' };
}

/** One capture of an order. */
export function paidTransactionOfWechat(order: BankOrder, capture: BankCapture): object {
  const isRefunded = order.refunds.some(
    ({ serial, state }) => serial === capture.serial && state !== 'failed',
  );
  return {
    ...ofOrder(order),
    transaction_id: capture.serial,
    trade_type: 'NATIVE',
    trade_state: isRefunded ? 'REFUND' : 'SUCCESS',
    trade_state_desc: isRefunded ? '转入退款' : '支付成功',
    bank_type: 'OTHERS',
    attach: '',
    success_time: withOffset(capture.at),
    payer: { openid: 'oSandbox000000000000000000000' },
    amount: {
      total: capture.amountFen,
      payer_total: capture.amountFen,
      currency: 'CNY',
      payer_currency: 'CNY',
    },
  };
}

/** A refund, as it is answered. */
export function refundOfWechat(order: BankOrder, refund: BankRefund): object {
  return {
    refund_id: refund.refundId,
    out_refund_no: refund.refundNo,
    transaction_id: refund.serial,
    out_trade_no: order.orderNo,
    channel: 'ORIGINAL',
    user_received_account: '支付用户零钱',
    create_time: withOffset(refund.askedAt),
    status: REFUND_STATES[refund.state],
    ...(refund.endedAt === null ? {} : { success_time: withOffset(refund.endedAt) }),
    funds_account: 'AVAILABLE',
    amount: { ...amountsOf(order, refund), settlement_refund: refund.amountFen, currency: 'CNY' },
  };
}

/** A refund, as it is told of. */
export function refundNoticeOfWechat(order: BankOrder, refund: BankRefund): object {
  return {
    mchid: merchantId,
    transaction_id: refund.serial,
    out_trade_no: order.orderNo,
    refund_id: refund.refundId,
    out_refund_no: refund.refundNo,
    refund_status: REFUND_STATES[refund.state],
    ...(refund.endedAt === null ? {} : { success_time: withOffset(refund.endedAt) }),
    user_received_account: '支付用户零钱',
    amount: amountsOf(order, refund),
  };
}

export function withOffset(at: string): string {
  return `${beijing(at).replace(' ', 'T')}+08:00`;
}

function ofOrder({ orderNo }: BankOrder) {
  return { mchid: merchantId, appid: appId, out_trade_no: orderNo };
}

function amountsOf({ captures }: BankOrder, { serial, amountFen }: BankRefund) {
  const total = captures.find((capture) => capture.serial === serial)?.amountFen ?? 0;
  return { total, refund: amountFen, payer_total: total, payer_refund: amountFen };
}
