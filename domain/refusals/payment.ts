// Refusals of payments (violations.md §4). Where they share a code with others, `code` is theirs.
import type { RefusalRow } from './refusal-row.ts';

export const PAYMENT_REFUSALS = {
  'amount-invalid': {
    status: 422,
    zh: '金额不正确。',
    en: 'The amount is not right.',
  },
  'decision-not-found': {
    status: 404,
    zh: '未查询到该处罚决定。',
    en: 'There is no such penalty decision.',
  },
  'fine-withdrawn': {
    code: 'decision-withdrawn',
    status: 409,
    zh: '该处罚决定已撤销,无需缴款。',
    en: 'The decision has been withdrawn; nothing is to be paid.',
  },
  'fine-paid': {
    status: 409,
    zh: '该罚款已缴纳,请勿重复缴款。',
    en: 'The fine has been paid; do not pay it again.',
  },
  'payment-order-not-found': {
    status: 404,
    zh: '没有该缴款订单。',
    en: 'There is no such payment order.',
  },
  'receipt-not-yet': {
    status: 409,
    zh: '没有可出具的凭证:缴款尚未对账完成,或者已全部退回。',
    en: 'There is no receipt: the payment is not reconciled yet, or has gone back.',
  },
  'receipt-not-genuine': {
    status: 404,
    zh: '凭证编号与核验码不符,未查到该凭证。',
    en: 'There is no receipt of this number with this code.',
  },
  'gateway-unavailable': {
    status: 503,
    zh: '支付机构暂时无法连接,请稍后再试。订单已保留,不会重复扣款。',
    en: 'The payment provider cannot be reached; try again in a moment. The order is kept and nothing is taken twice.',
  },
  'payment-order-closed': {
    status: 409,
    zh: '该缴款订单已结束,请重新下单。',
    en: 'The payment order is over; make a new one.',
  },
  'payment-order-paid': {
    status: 409,
    zh: '该缴款订单已支付。',
    en: 'The payment order has been paid.',
  },
  'payment-in-doubt': {
    status: 409,
    zh: '该笔缴款正在对账,请勿重复支付。',
    en: 'The payment is being reconciled; do not pay again.',
  },
  'payment-channel-fixed': {
    status: 409,
    zh: '该订单已选择其他支付方式,请先取消该订单。',
    en: 'The order is being paid in another way; cancel it first.',
  },
  'payment-closing': {
    status: 409,
    zh: '该订单正在关闭,请稍后查询结果。',
    en: 'The order is being closed; look again in a moment.',
  },
  'payment-not-captured': {
    status: 409,
    zh: '尚未收到该订单的付款。',
    en: 'No payment of the order has arrived.',
  },
  'payment-not-exceptional': {
    status: 409,
    zh: '该订单没有待处理的缴款异常。',
    en: 'There is no exception to decide on.',
  },
  'verdict-pending': {
    status: 409,
    zh: '已有待复核的处理意见。',
    en: 'A proposal waits to be approved.',
  },
  'verdict-not-proposed': {
    status: 409,
    zh: '没有待复核的处理意见。',
    en: 'No proposal waits to be approved.',
  },
  'verdict-not-possible': {
    status: 422,
    zh: '银行收款情况不支持该处理方式。',
    en: 'What the bank has taken does not allow this.',
  },
  'refund-unknown': {
    status: 404,
    zh: '没有该退款。',
    en: 'There is no such refund.',
  },
  'refund-not-failed': {
    status: 409,
    zh: '该退款未失败,无需重新发起。',
    en: 'The refund has not failed; it need not be sent again.',
  },
} as const satisfies Record<string, RefusalRow>;
