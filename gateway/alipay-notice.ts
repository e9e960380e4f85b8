// A notice of Alipay: a signed form, of a payment or of what went back of it.
import { z } from 'zod';
import { epochMs, type Instant, MINUTE_MS } from '../domain/calendar/local-date.ts';
import type { AlipayCalls } from './alipay-calls.ts';
import { type BankNotice, NoticeRefused, type NoticeReply, type ReceivedNotice } from './port.ts';
import { beijingTime, CNY, positiveYuan, serialNo } from './shapes.ts';

export interface AlipayNoticeSettings {
  readonly appId: string;
  readonly sellerId: string;
}

/** Alipay repeats a notice for a little more than a day, and `notify_time` stays that of the first. */
const OLDEST_MS = 25 * 60 * MINUTE_MS;
const CLOCKS_DIFFER_MS = 5 * MINUTE_MS;

const addressed = z.object({ app_id: z.string(), seller_id: z.string(), notify_time: beijingTime });

const CURRENCIES = ['trans_currency', 'settle_currency', 'pay_currency'] as const;

const notice = z.object({
  notify_id: z.string().min(1).max(128),
  out_trade_no: z.string(),
  trade_no: serialNo,
  trade_status: z.enum(['TRADE_SUCCESS', 'TRADE_FINISHED', 'TRADE_CLOSED']),
  total_amount: positiveYuan,
  gmt_payment: beijingTime.optional(),
  /** Of a refund: when, under which number of ours. */
  gmt_refund: z.string().optional(),
  out_biz_no: z.string().min(1).optional(),
});
type Notice = z.infer<typeof notice>;

/** What a notice says. @throws NoticeRefused */
export function readAlipayNotice(
  settings: AlipayNoticeSettings,
  { isSigned }: Pick<AlipayCalls, 'isSigned'>,
  { body }: ReceivedNotice,
  now: Instant,
): BankNotice {
  const fields = Object.fromEntries(new URLSearchParams(body));
  if (!isSigned(fields)) throw new NoticeRefused('signature');
  const to = addressed.safeParse(fields);
  if (!to.success) throw new NoticeRefused('shape');
  if (to.data.app_id !== settings.appId || to.data.seller_id !== settings.sellerId)
    throw new NoticeRefused('merchant');
  const ageMs = epochMs(now) - epochMs(to.data.notify_time);
  if (ageMs > OLDEST_MS || ageMs < -CLOCKS_DIFFER_MS) throw new NoticeRefused('stale');
  if (CURRENCIES.some((name) => (fields[name] ?? CNY) !== CNY)) throw new NoticeRefused('currency');
  const said = notice.safeParse(fields);
  if (!said.success) throw new NoticeRefused('shape');
  return contentOf(said.data);
}

/** The body alone says it; the status is the same. */
export function replyToAlipay(isTaken: boolean): NoticeReply {
  return { status: 200, contentType: 'text/plain', body: isTaken ? 'success' : 'fail' };
}

function contentOf(said: Notice): BankNotice {
  const about = { noticeId: said.notify_id, orderNo: said.out_trade_no };
  if (said.gmt_refund !== undefined && said.out_biz_no !== undefined)
    return { ...about, kind: 'refund', refundNo: said.out_biz_no, outcome: 'done' };
  if (said.trade_status === 'TRADE_CLOSED' || said.gmt_payment === undefined)
    throw new NoticeRefused('shape');
  const { trade_no: serial, total_amount: amountFen, gmt_payment: capturedAt } = said;
  return { ...about, kind: 'paid', capture: { serial, amountFen, capturedAt } };
}
