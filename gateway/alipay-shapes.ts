// What Alipay says of trades and refunds. The package writes the fields of answers in camel case, those of notices stay.
import { z } from 'zod';
import { type BankAnswer, GatewayUnavailable } from './port.ts';
import { beijingTime, CNY, positiveYuan, serialNo } from './shapes.ts';

const TRADE_STATES = ['WAIT_BUYER_PAY', 'TRADE_CLOSED', 'TRADE_SUCCESS', 'TRADE_FINISHED'] as const;

export const trade = z.object({
  outTradeNo: z.string(),
  tradeNo: serialNo,
  tradeStatus: z.enum(TRADE_STATES),
  totalAmount: positiveYuan,
  /** When the money went to the merchant. */
  sendPayDate: beijingTime.optional(),
  transCurrency: z.string().default(CNY),
});
export type Trade = z.infer<typeof trade>;

export const refundSent = z.object({ fundChange: z.enum(['Y', 'N']) });

export const refundState = z.object({
  outRequestNo: z.string().optional(),
  tradeNo: z.string().optional(),
  refundAmount: positiveYuan.optional(),
  refundStatus: z.string().optional(),
});

/** What a trade amounts to. One that was paid and went back in full is called closed as well: the money tells them apart. */
export function answerOf(said: Trade): BankAnswer {
  if (said.transCurrency !== CNY) throw new GatewayUnavailable('an answer in another currency');
  switch (said.tradeStatus) {
    case 'WAIT_BUYER_PAY':
      return { outcome: 'unpaid' };
    case 'TRADE_CLOSED':
      return said.sendPayDate === undefined ? { outcome: 'closed' } : paid(said);
    case 'TRADE_SUCCESS':
    case 'TRADE_FINISHED':
      return paid(said);
  }
}

function paid({ tradeNo, totalAmount, sendPayDate }: Trade): BankAnswer {
  if (sendPayDate === undefined) throw new GatewayUnavailable('a payment without its time');
  return { outcome: 'paid', capture: { serial: tradeNo, amountFen: totalAmount, capturedAt: sendPayDate } };
}
