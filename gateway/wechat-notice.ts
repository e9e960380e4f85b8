// A notice of WeChat Pay: signature over the raw body, then the sealed resource, then whether it is meant for us.
import { Aes, Formatter, Rsa } from 'wechatpay-axios-plugin';
import { z } from 'zod';
import { epochMs, type Instant, MINUTE_MS } from '../domain/calendar/local-date.ts';
import { type BankNotice, NoticeRefused, type NoticeReply, type ReceivedNotice } from './port.ts';
import { CNY } from './shapes.ts';
import { captureOf, paidTransaction, REFUND_OUTCOMES, refundNotice } from './wechat-shapes.ts';

export interface WechatNoticeSettings {
  readonly merchantId: string;
  readonly appId: string;
  readonly apiKey: string;
  readonly platformKeys: Readonly<Record<string, string>>;
}

/** As long as WeChat Pay has a receiver accept a notice; one that is repeated is signed anew. */
const FRESH_MS = 5 * MINUTE_MS;

const EVENTS = [
  'TRANSACTION.SUCCESS',
  'REFUND.SUCCESS',
  'REFUND.ABNORMAL',
  'REFUND.CLOSED',
] as const satisfies readonly string[];

const envelope = z.object({
  id: z.string().min(1).max(64),
  event_type: z.enum(EVENTS),
  resource: z.object({
    algorithm: z.literal('AEAD_AES_256_GCM'),
    ciphertext: z.string(),
    nonce: z.string(),
    associated_data: z.string().default(''),
  }),
});

const signed = z.object({
  'wechatpay-timestamp': z.string().regex(/^\d{1,12}$/),
  'wechatpay-nonce': z.string(),
  'wechatpay-signature': z.string(),
  'wechatpay-serial': z.string(),
});

/** What a notice says. @throws NoticeRefused */
export function readWechatNotice(
  settings: WechatNoticeSettings,
  { headers, body }: ReceivedNotice,
  now: Instant,
): BankNotice {
  const signedAtMs = verify(settings.platformKeys, headers, body);
  if (Math.abs(epochMs(now) - signedAtMs) > FRESH_MS) throw new NoticeRefused('stale');
  const { id, event_type, resource } = read(envelope, parseJson(body));
  const content = parseJson(open(resource, settings.apiKey));
  if (event_type === 'TRANSACTION.SUCCESS') return { noticeId: id, ...readPaid(settings, content) };
  return { noticeId: id, ...readRefund(settings, content) };
}

/** A refusal is answered with an error, as the interface wants it. */
export function replyToWechat(isTaken: boolean): NoticeReply {
  const said = isTaken ? { code: 'SUCCESS', message: '成功' } : { code: 'FAIL', message: '失败' };
  return { status: isTaken ? 200 : 401, contentType: 'application/json', body: JSON.stringify(said) };
}

/** When it was signed, in milliseconds. */
function verify(
  platformKeys: WechatNoticeSettings['platformKeys'],
  headers: ReceivedNotice['headers'],
  body: string,
): number {
  const given = signed.safeParse(headers);
  if (!given.success) throw new NoticeRefused('signature');
  const {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-signature': signature,
    'wechatpay-serial': serial,
  } = given.data;
  const key = Object.hasOwn(platformKeys, serial) ? platformKeys[serial] : undefined;
  const message = Formatter.response(timestamp, nonce, body);
  if (key === undefined || !Rsa.verify(message, signature, key)) throw new NoticeRefused('signature');
  return Number(timestamp) * 1_000;
}

function readPaid({ merchantId, appId }: WechatNoticeSettings, content: unknown) {
  const said = read(paidTransaction, content);
  if (said.mchid !== merchantId || said.appid !== appId) throw new NoticeRefused('merchant');
  if (said.amount.currency !== CNY) throw new NoticeRefused('currency');
  return { kind: 'paid', orderNo: said.out_trade_no, capture: captureOf(said) } as const;
}

function readRefund({ merchantId }: WechatNoticeSettings, content: unknown) {
  const said = read(refundNotice, content);
  if (said.mchid !== merchantId) throw new NoticeRefused('merchant');
  const outcome = REFUND_OUTCOMES[said.refund_status];
  return { kind: 'refund', orderNo: said.out_trade_no, refundNo: said.out_refund_no, outcome } as const;
}

function open({ ciphertext, nonce, associated_data }: z.infer<typeof envelope>['resource'], key: string) {
  try {
    return Aes.AesGcm.decrypt(ciphertext, key, nonce, associated_data);
  } catch {
    throw new NoticeRefused('shape');
  }
}

function read<T>(shape: z.ZodType<T>, content: unknown): T {
  const said = shape.safeParse(content);
  if (said.success) return said.data;
  throw new NoticeRefused('shape');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NoticeRefused('shape');
  }
}
