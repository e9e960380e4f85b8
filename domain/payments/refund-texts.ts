// Why money goes back and how far it is, in words.
import type { Refund, RefundReason } from './payment-order.ts';

interface Words {
  readonly zh: string;
  readonly en: string;
}

export const REFUND_REASONS = {
  'double-payment': { zh: '重复支付', en: 'Paid twice' },
  'paid-after-close': { zh: '订单结束后支付', en: 'Paid after the end of the order' },
  'paid-elsewhere': { zh: '已在其他渠道缴款', en: 'Paid in another way' },
  'decision-withdrawn': { zh: '处罚决定已撤销', en: 'The decision was withdrawn' },
  'application-withdrawn': { zh: '申请已终止', en: 'The application has ended' },
  'wrong-amount': { zh: '支付金额不符', en: 'Another amount was paid' },
  verdict: { zh: '人工核定退款', en: 'Decided by the cash desk' },
} as const satisfies Readonly<Record<RefundReason, Words>>;

export const REFUND_STATES = {
  asked: { zh: '已申请退款', en: 'Asked for' },
  accepted: { zh: '退款处理中', en: 'The bank is at it' },
  done: { zh: '已退回', en: 'Given back' },
  failed: { zh: '退款失败,工作人员处理中', en: 'Refused by the bank; the cash desk is at it' },
} as const satisfies Readonly<Record<Refund['state'], Words>>;
