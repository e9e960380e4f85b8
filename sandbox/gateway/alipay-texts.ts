// What Alipay says of a trade and of a refund, in answers and in notices.
import type { BankCapture, BankOrder, BankRefund } from './messages.ts';
import { beijing, yuan } from './yuan.ts';

/** The trade as it stands; undefined while no payer has scanned the code, for then there is none. */
export function queryOfAlipay(order: BankOrder, at: Date): object | undefined {
  const [capture] = order.captures;
  const tradeNo = capture?.serial ?? order.tradeNo;
  if (tradeNo === null) return undefined;
  return {
    out_trade_no: order.orderNo,
    trade_no: tradeNo,
    buyer_logon_id: '138****0000',
    total_amount: yuan(capture?.amountFen ?? order.amountFen),
    receipt_amount: yuan(capture?.amountFen ?? 0),
    trade_status: capture ? statusOf(order, capture) : unpaidStatusOf(order, at),
    ...(capture && { send_pay_date: beijing(capture.at) }),
  };
}

function unpaidStatusOf({ state, expiresAt }: BankOrder, at: Date): string {
  const isOpen = state === 'open' && Date.parse(expiresAt) > at.getTime();
  return isOpen ? 'WAIT_BUYER_PAY' : 'TRADE_CLOSED';
}

/** A trade that went back in full is closed. */
function statusOf(order: BankOrder, { serial, amountFen }: BankCapture): string {
  return refundedFen(order, serial) >= amountFen ? 'TRADE_CLOSED' : 'TRADE_SUCCESS';
}

function refundedFen({ refunds }: BankOrder, serial: string): number {
  const done = refunds.filter((refund) => refund.serial === serial && refund.state === 'done');
  return done.reduce((sum, { amountFen }) => sum + amountFen, 0);
}

/** `fund_change` says whether money moved by this very request. */
export function refundAnswerOfAlipay(order: BankOrder, refund: BankRefund, isNew: boolean): object {
  return {
    out_trade_no: order.orderNo,
    trade_no: refund.serial,
    buyer_logon_id: '138****0000',
    fund_change: isNew && refund.state === 'done' ? 'Y' : 'N',
    refund_fee: yuan(refundedFen(order, refund.serial)),
  };
}

/** Without a status while it is under way, and where it failed. */
export function refundStateOfAlipay(order: BankOrder, refund: BankRefund): object {
  return {
    out_trade_no: order.orderNo,
    trade_no: refund.serial,
    out_request_no: refund.refundNo,
    ...(refund.state === 'done' && {
      refund_amount: yuan(refund.amountFen),
      refund_status: 'REFUND_SUCCESS',
      gmt_refund_pay: beijing(refund.endedAt ?? refund.askedAt),
    }),
  };
}

/** The fields of a notice that are about the trade. */
export function noticeOfAlipay(
  order: BankOrder,
  capture: BankCapture,
  refund: BankRefund | undefined,
): Readonly<Record<string, string>> {
  return {
    out_trade_no: order.orderNo,
    trade_no: capture.serial,
    subject: order.title,
    total_amount: yuan(capture.amountFen),
    receipt_amount: yuan(capture.amountFen),
    gmt_create: beijing(order.openedAt),
    gmt_payment: beijing(capture.at),
    buyer_logon_id: '138****0000',
    trade_status: refund ? statusOf(order, capture) : 'TRADE_SUCCESS',
    ...(refund && {
      out_biz_no: refund.refundNo,
      refund_fee: yuan(refundedFen(order, capture.serial)),
      gmt_refund: `${beijing(refund.endedAt ?? refund.askedAt)}.000`,
    }),
  };
}
