// WeChat Pay (APIv3, Native) as a gateway.

import { z } from 'zod';
import { formatLocal, type Instant } from '../domain/calendar/local-date.ts';
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
import { CNY, understand } from './shapes.ts';
import { createWechatCalls, type WechatAnswer, type WechatCallSettings } from './wechat-calls.ts';
import { readWechatNotice, replyToWechat } from './wechat-notice.ts';
import { answerOf, REFUND_OUTCOMES, refund as refundAnswer, transaction } from './wechat-shapes.ts';
import { fetchWechatStatement } from './wechat-statement.ts';

export interface WechatSettings extends WechatCallSettings {
  readonly appId: string;
  /** The APIv3 key, 32 bytes. */
  readonly apiKey: string;
  /** Where WeChat Pay sends its notices. */
  readonly noticeUrl: string;
  readonly now: () => Promise<Instant>;
}

const opened = z.object({ code_url: z.string().min(1).max(512) });

/** WeChat Pay has written these with and without the underscore. */
const NOT_KNOWN: ReadonlySet<string> = new Set(['ORDER_NOT_EXIST', 'ORDERNOTEXIST', 'RESOURCE_NOT_EXISTS']);

/** Somebody has used the number: what became of that has to be asked. */
const NUMBER_IS_USED: ReadonlySet<string> = new Set(['ORDERPAID', 'ORDER_PAID', 'OUT_TRADE_NO_USED']);

/** A gateway to one merchant's account. */
export function createWechatGateway(settings: WechatSettings): Gateway {
  const { merchantId, appId, noticeUrl, now } = settings;
  const calls = createWechatCalls(settings);
  const pathOf = (orderNo: string) => `v3/pay/transactions/out-trade-no/${encodeURIComponent(orderNo)}`;

  async function open({ orderNo, amountFen, title, expiresAt }: PaymentRequest) {
    const answer = await calls.post('v3/pay/transactions/native', {
      appid: appId,
      mchid: merchantId,
      description: title,
      out_trade_no: orderNo,
      time_expire: formatLocal(expiresAt),
      notify_url: noticeUrl,
      amount: { total: amountFen, currency: CNY },
    });
    if (answer.isDone) return { payUrl: understand(opened, answer.body).code_url };
    if (NUMBER_IS_USED.has(answer.code)) throw new GatewayUnavailable(answer.code);
    throw new GatewayRefused(answer.code);
  }

  async function ask(orderNo: string): Promise<BankAnswer> {
    const answer = await calls.get(pathOf(orderNo), { mchid: merchantId });
    if (!answer.isDone) return unknownOr(answer.code);
    const said = understand(transaction, answer.body);
    const isOurs = said.mchid === merchantId && said.appid === appId && said.out_trade_no === orderNo;
    if (!isOurs || ('amount' in said && said.amount.currency !== CNY))
      throw new GatewayUnavailable('an answer about something else');
    return answerOf(said);
  }

  async function close(orderNo: string, expiresAt: Instant): Promise<BankAnswer> {
    const answer = await calls.post(`${pathOf(orderNo)}/close`, { mchid: merchantId });
    if (answer.isDone) return { outcome: 'closed' };
    const standing = NOT_KNOWN.has(answer.code) ? ({ outcome: 'unknown' } as const) : await ask(orderNo);
    return standing.outcome === 'unknown' ? answerForUnknown(expiresAt, await now()) : standing;
  }

  async function findRefund(request: RefundRequest): Promise<RefundOutcome | undefined> {
    const path = `v3/refund/domestic/refunds/${encodeURIComponent(request.refundNo)}`;
    const answer = await calls.get(path, {});
    if (answer.isDone) return outcomeOf(request, answer);
    if (NOT_KNOWN.has(answer.code)) return undefined;
    throw new GatewayUnavailable(answer.code);
  }

  /**
   * The bank is asked for the refund before it is sent: sent again after it went through, some of its refusals ("the
   * order has been refunded") would read as if it had not. For the same reason it is asked after a refusal.
   */
  async function refund(request: RefundRequest): Promise<RefundOutcome> {
    const known = await findRefund(request);
    if (known !== undefined) return known;
    const answer = await calls.post('v3/refund/domestic/refunds', {
      transaction_id: request.serial,
      out_refund_no: request.refundNo,
      notify_url: noticeUrl,
      amount: { refund: request.amountFen, total: request.capturedFen, currency: CNY },
    });
    if (answer.isDone) return outcomeOf(request, answer);
    return (await findRefund(request)) ?? 'failed';
  }

  return {
    channel: 'wechat',
    open,
    ask,
    close,
    refund,
    readNotice: async (notice) => readWechatNotice(settings, notice, await now()),
    replyTo: replyToWechat,
    statement: async (on) => fetchWechatStatement(calls, on, await now()),
  };
}

function unknownOr(code: string): BankAnswer {
  if (NOT_KNOWN.has(code)) return { outcome: 'unknown' };
  throw new GatewayUnavailable(code);
}

function outcomeOf(request: RefundRequest, answer: WechatAnswer & { isDone: true }): RefundOutcome {
  const said = understand(refundAnswer, answer.body);
  const isThis =
    said.out_refund_no === request.refundNo &&
    said.transaction_id === request.serial &&
    said.amount.refund === request.amountFen &&
    said.amount.currency === CNY;
  if (!isThis) throw new GatewayUnavailable('an answer about another refund');
  return REFUND_OUTCOMES[said.status];
}
