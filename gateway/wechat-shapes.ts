// What WeChat Pay says of payments and refunds, in answers and in notices alike.
import { z } from 'zod';
import type { BankAnswer, RefundOutcome } from './port.ts';
import { instant, positiveFen, serialNo } from './shapes.ts';

const TRADE_STATES = ['SUCCESS', 'REFUND', 'NOTPAY', 'CLOSED', 'REVOKED', 'USERPAYING', 'PAYERROR'] as const;

/** A payment that was made, also one that went back since. */
const paid = z.object({
  trade_state: z.enum(['SUCCESS', 'REFUND']),
  transaction_id: serialNo,
  success_time: instant,
  amount: z.object({ total: positiveFen, currency: z.string() }),
});

const ofOrder = z.object({ mchid: z.string(), appid: z.string(), out_trade_no: z.string() });

export const paidTransaction = ofOrder.extend(paid.shape);
export type PaidTransaction = z.infer<typeof paidTransaction>;

export const transaction = z.union([
  paidTransaction,
  ofOrder.extend({ trade_state: z.enum(TRADE_STATES).exclude(['SUCCESS', 'REFUND']) }),
]);
export type Transaction = z.infer<typeof transaction>;

const REFUND_STATES = ['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL'] as const;
export type RefundState = (typeof REFUND_STATES)[number];

export const refund = z.object({
  out_refund_no: z.string(),
  transaction_id: serialNo,
  status: z.enum(REFUND_STATES),
  amount: z.object({ refund: positiveFen, total: positiveFen, currency: z.string() }),
});

/** A refund in a notice names its state otherwise, and no currency. */
export const refundNotice = z.object({
  mchid: z.string(),
  out_trade_no: z.string(),
  out_refund_no: z.string(),
  refund_status: z.enum(REFUND_STATES),
});

export const REFUND_OUTCOMES = {
  SUCCESS: 'done',
  PROCESSING: 'accepted',
  /** Given up: the money stays with the merchant. */
  CLOSED: 'failed',
  /** The payer's account took it not. */
  ABNORMAL: 'failed',
} as const satisfies Record<RefundState, RefundOutcome>;

/** What a transaction amounts to. */
export function answerOf(said: Transaction): BankAnswer {
  switch (said.trade_state) {
    case 'SUCCESS':
    case 'REFUND':
      return { outcome: 'paid', capture: captureOf(said) };
    case 'NOTPAY':
    case 'USERPAYING':
      return { outcome: 'unpaid' };
    case 'PAYERROR':
      return { outcome: 'refused' };
    case 'CLOSED':
    case 'REVOKED':
      return { outcome: 'closed' };
  }
}

export function captureOf({ transaction_id, success_time, amount }: PaidTransaction) {
  return { serial: transaction_id, amountFen: amount.total, capturedAt: success_time };
}
