// Alipay (face-to-face payment by a code that the payer scans) as a gateway.
import { z } from 'zod';
import type { Instant } from '../domain/calendar/local-date.ts';
import { type AlipayCallSettings, createAlipayCalls } from './alipay-calls.ts';
import { readAlipayNotice, replyToAlipay } from './alipay-notice.ts';
import { answerOf, refundSent, refundState, trade } from './alipay-shapes.ts';
import { fetchAlipayStatement } from './alipay-statement.ts';
import { yuanOf } from './amount.ts';
import {
  type BankAnswer,
  type Gateway,
  GatewayRefused,
  GatewayUnavailable,
  type PaymentRequest,
  type RefundOutcome,
  type RefundRequest,
} from './port.ts';
import { answerForUnknown } from './settling.ts';
import { beijingTimeOf, understand } from './shapes.ts';

export interface AlipaySettings extends AlipayCallSettings {
  /** The merchant's own number at Alipay. */
  readonly sellerId: string;
  /** Where Alipay sends its notices. */
  readonly noticeUrl: string;
  readonly now: () => Promise<Instant>;
}

const NOT_KNOWN = 'ACQ.TRADE_NOT_EXIST';

/** Somebody has used the number: what became of that has to be asked. */
const NUMBER_IS_USED: ReadonlySet<string> = new Set(['ACQ.TRADE_HAS_SUCCESS', 'ACQ.CONTEXT_INCONSISTENT']);

const opened = z.object({ outTradeNo: z.string(), qrCode: z.string().min(1).max(1024) });

/** A gateway to one merchant's account. */
export function createAlipayGateway(settings: AlipaySettings): Gateway {
  const { noticeUrl, now } = settings;
  const calls = createAlipayCalls(settings);

  async function open({ orderNo, amountFen, title, expiresAt }: PaymentRequest) {
    const order = {
      outTradeNo: orderNo,
      totalAmount: yuanOf(amountFen),
      subject: title,
      timeExpire: beijingTimeOf(expiresAt),
    };
    const answer = await calls.call('alipay.trade.precreate', order, noticeUrl);
    if (answer.isDone) return { payUrl: aboutOrder(opened, orderNo, answer.body).qrCode };
    if (NUMBER_IS_USED.has(answer.code)) throw new GatewayUnavailable(answer.code);
    throw new GatewayRefused(answer.code);
  }

  async function ask(orderNo: string): Promise<BankAnswer> {
    const answer = await calls.call('alipay.trade.query', { outTradeNo: orderNo });
    if (answer.isDone) return answerOf(aboutOrder(trade, orderNo, answer.body));
    if (answer.code === NOT_KNOWN) return { outcome: 'unknown' };
    throw new GatewayUnavailable(answer.code);
  }

  async function close(orderNo: string, expiresAt: Instant): Promise<BankAnswer> {
    const answer = await calls.call('alipay.trade.close', { outTradeNo: orderNo });
    if (answer.isDone) return { outcome: 'closed' };
    const standing = answer.code === NOT_KNOWN ? ({ outcome: 'unknown' } as const) : await ask(orderNo);
    return standing.outcome === 'unknown' ? answerForUnknown(expiresAt, await now()) : standing;
  }

  /** A refund that is under way, one that failed and one that never came look alike here. */
  async function isRefunded(request: RefundRequest): Promise<boolean> {
    const answer = await calls.call('alipay.trade.fastpay.refund.query', {
      tradeNo: request.serial,
      outRequestNo: request.refundNo,
    });
    if (!answer.isDone) return false;
    const said = understand(refundState, answer.body);
    if (said.refundStatus !== 'REFUND_SUCCESS') return false;
    const isThis =
      said.outRequestNo === request.refundNo &&
      said.tradeNo === request.serial &&
      said.refundAmount === request.amountFen;
    if (!isThis) throw new GatewayUnavailable('an answer about another refund');
    return true;
  }

  /** Under the same number it is the same refund, however often it is sent; some refusals say that it was done before. */
  async function refund(request: RefundRequest): Promise<RefundOutcome> {
    if (await isRefunded(request)) return 'done';
    const answer = await calls.call('alipay.trade.refund', {
      tradeNo: request.serial,
      outRequestNo: request.refundNo,
      refundAmount: yuanOf(request.amountFen),
    });
    if (answer.isDone && understand(refundSent, answer.body).fundChange === 'Y') return 'done';
    if (await isRefunded(request)) return 'done';
    return answer.isDone ? 'accepted' : 'failed';
  }

  return {
    channel: 'alipay',
    open,
    ask,
    close,
    refund,
    readNotice: async (notice) => readAlipayNotice(settings, calls, notice, await now()),
    replyTo: replyToAlipay,
    statement: async (on) => fetchAlipayStatement(calls, settings, on, await now()),
  };
}

function aboutOrder<T extends { readonly outTradeNo: string }>(
  shape: z.ZodType<T>,
  orderNo: string,
  body: unknown,
): T {
  const said = understand(shape, body);
  if (said.outTradeNo !== orderNo) throw new GatewayUnavailable('an answer about another order');
  return said;
}
