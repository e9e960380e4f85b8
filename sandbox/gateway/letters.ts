// Notices as letters: how each bank writes and signs what it tells, and how somebody else would try to.
import { randomBytes } from 'node:crypto';
import { noticeOfAlipay } from './alipay-texts.ts';
import type { Books } from './books.ts';
import type { Letter } from './callbacks.ts';
import { type GatewayKeys, PARTIES } from './keys.ts';
import type { BankCapture, BankNotice, BankOrder, BankRefund, Forgery } from './messages.ts';
import { fieldsText, linesOf, seal, signText, spoiltSignature } from './signing.ts';
import { paidTransactionOfWechat, refundNoticeOfWechat, withOffset } from './wechat-texts.ts';
import { beijing } from './yuan.ts';

export interface LetterDeps {
  readonly books: Books;
  readonly keys: GatewayKeys;
  readonly now: () => Promise<Date>;
}

interface Content {
  readonly noticeId: string;
  readonly order: BankOrder;
  readonly capture: BankCapture;
  readonly refund: BankRefund | undefined;
  readonly createdAt: string;
  readonly forgery?: Forgery;
}

/** Writes a notice out, signed at the bank's time. */
export async function writeLetter(deps: LetterDeps, notice: BankNotice): Promise<Letter> {
  const order = deps.books.get(notice);
  const { about } = notice;
  const refund =
    'refundNo' in about ? order.refunds.find(({ refundNo }) => refundNo === about.refundNo) : undefined;
  const serial = 'serial' in about ? about.serial : refund?.serial;
  const capture = order.captures.find((taken) => taken.serial === serial);
  if (!capture) throw new Error(`nothing to tell of order ${order.orderNo}`);
  return write(deps, { noticeId: notice.noticeId, order, capture, refund, createdAt: notice.at });
}

/** Says that an order was paid, by somebody without the key, of another merchant, or in another currency. */
export async function forgeLetter(deps: LetterDeps, order: BankOrder, forgery: Forgery): Promise<Letter> {
  const createdAt = (await deps.now()).toISOString();
  const capture = { serial: '42009999999999999999999999', amountFen: order.amountFen, at: createdAt };
  const noticeId = randomBytes(16).toString('hex');
  return write(deps, { noticeId, order, capture, refund: undefined, createdAt, forgery });
}

function write(deps: LetterDeps, content: Content): Promise<Letter> {
  return content.order.channel === 'wechat' ? writeWechat(deps, content) : writeAlipay(deps, content);
}

async function writeWechat({ keys, now }: LetterDeps, content: Content): Promise<Letter> {
  const { order, capture, refund, noticeId, createdAt, forgery } = content;
  const about = refund ? refundNoticeOfWechat(order, refund) : paidTransactionOfWechat(order, capture);
  const isOf = refund ? 'refund' : 'transaction';
  const body = JSON.stringify({
    id: noticeId,
    create_time: withOffset(createdAt),
    resource_type: 'encrypt-resource',
    event_type: eventOf(refund),
    summary: refund ? '退款结果' : '支付成功',
    resource: { original_type: isOf, ...seal(forgedWechat(about, forgery), keys.apiKey, isOf) },
  });
  const timestamp = String(Math.floor((await now()).getTime() / 1_000));
  const nonce = randomBytes(16).toString('hex');
  const signature = signText(linesOf(timestamp, nonce, body), keys.pairs['wechat-platform']);
  return {
    url: refund?.noticeUrl ?? order.noticeUrl,
    headers: {
      'content-type': 'application/json',
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-signature': forgery === 'signature' ? spoiltSignature(signature) : signature,
      'wechatpay-serial': PARTIES.wechat.platformKeyId,
      'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    },
    body,
  };
}

function eventOf(refund: BankRefund | undefined): string {
  if (!refund) return 'TRANSACTION.SUCCESS';
  return refund.state === 'failed' ? 'REFUND.ABNORMAL' : 'REFUND.SUCCESS';
}

function forgedWechat(about: object, forgery: Forgery | undefined): object {
  if (forgery === 'merchant') return { ...about, mchid: '1900000109' };
  if (forgery === 'currency' && 'amount' in about) {
    const amount: object = Object(about.amount);
    return { ...about, amount: { ...amount, currency: 'JPY' } };
  }
  return about;
}

async function writeAlipay({ keys }: LetterDeps, content: Content): Promise<Letter> {
  const { order, capture, refund, noticeId, createdAt, forgery } = content;
  const fields = {
    notify_time: beijing(createdAt),
    notify_type: 'trade_status_sync',
    notify_id: noticeId,
    charset: 'utf-8',
    version: '1.0',
    app_id: forgery === 'merchant' ? '2021000000000001' : PARTIES.alipay.appId,
    seller_id: PARTIES.alipay.sellerId,
    ...noticeOfAlipay(order, capture, refund),
    ...(forgery === 'currency' && { trans_currency: 'JPY' }),
  };
  const made = signText(fieldsText(fields, []), keys.pairs['alipay-platform']);
  const sign = forgery === 'signature' ? spoiltSignature(made) : made;
  return {
    url: refund?.noticeUrl ?? order.noticeUrl,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: new URLSearchParams({ ...fields, sign, sign_type: 'RSA2' }).toString(),
  };
}
