// WeChat Pay's interface (APIv3): payments by code, refunds, the trade bill. The merchant's signature is on every request.
import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { Bank } from './bank.ts';
import type { Books } from './books.ts';
import type { Faults } from './faults.ts';
import { type GatewayKeys, PARTIES } from './keys.ts';
import type { BankOrder, BankRefund } from './messages.ts';
import { isSignedBy, linesOf, signText, spoiltSignature } from './signing.ts';
import { answerCall, type Reply } from './spoilt-answers.ts';
import type { BillFiles } from './statements.ts';
import { refundOfWechat, transactionOfWechat } from './wechat-texts.ts';

export interface BankRoutesDeps {
  readonly keys: GatewayKeys;
  readonly bank: Bank;
  readonly books: Books;
  readonly faults: Faults;
  readonly bills: BillFiles;
  readonly now: () => Promise<Date>;
  /** Where a payer pays. */
  readonly pageUrl: (request: Request, order: BankOrder) => string;
}

const { merchantId, appId, merchantSerial, platformKeyId } = PARTIES.wechat;

/** A request's own time may be so far from the bank's; both of them real, whatever time the bank's books are in. */
const FRESH_SECONDS = 300;

const opening = z.object({
  appid: z.literal(appId),
  mchid: z.literal(merchantId),
  description: z.string().min(1).max(127),
  out_trade_no: z.string().regex(/^[\w*|@-]{6,32}$/),
  time_expire: z.iso.datetime({ offset: true }),
  notify_url: z.url().max(256),
  amount: z.object({ total: z.int().positive(), currency: z.literal('CNY') }),
});

const refunding = z.object({
  transaction_id: z.string().min(1),
  out_refund_no: z.string().regex(/^[\w*|@-]{1,64}$/),
  notify_url: z.url().max(256),
  amount: z.object({ refund: z.int().positive(), total: z.int().positive(), currency: z.literal('CNY') }),
});

const OPEN_REFUSALS = {
  paid: [400, 'ORDERPAID', '该订单已支付'],
  closed: [400, 'ORDER_CLOSED', '订单已关闭'],
  expired: [400, 'PARAM_ERROR', '订单失效时间已过'],
  another: [403, 'OUT_TRADE_NO_USED', '商户订单号重复'],
} as const;

const REFUND_REFUSALS = {
  unknown: [404, 'RESOURCE_NOT_EXISTS', '微信订单不存在'],
  'too-much': [400, 'INVALID_REQUEST', '退款金额超过可退金额'],
  another: [400, 'PARAM_ERROR', '同一退款单号参数不一致'],
} as const;

/** Routes below `/v3`; bodies come as text. */
export function wechatRoutes(deps: BankRoutesDeps): Router {
  const routes = Router();
  routes.use(checkSignature(deps.keys));
  routes.post('/pay/transactions/native', open(deps));
  routes.get('/pay/transactions/out-trade-no/:orderNo', ask(deps));
  routes.post('/pay/transactions/out-trade-no/:orderNo/close', close(deps));
  routes.post('/refund/domestic/refunds', refund(deps));
  routes.get('/refund/domestic/refunds/:refundNo', askRefund(deps));
  routes.get('/bill/tradebill', tradeBill(deps));
  routes.get('/billdownload/file', (request, response) => {
    const file = deps.bills.take(textIn(request, 'token'));
    if (file) response.type('application/x-gzip').send(file);
    else say(deps.keys, 404, { code: 'RESOURCE_NOT_EXISTS', message: '下载地址已失效' })(response, false);
  });
  // A merchant of today verifies with the platform's public key and has no platform certificates.
  routes.use((_request, response) =>
    refusal(deps.keys, [404, 'RESOURCE_NOT_EXISTS', '资源不存在'])(response, false),
  );
  return routes;
}

function checkSignature(keys: GatewayKeys): RequestHandler {
  return (request, response, next) => {
    const [scheme, rest = ''] = (request.get('authorization') ?? '').split(/ (.*)/s);
    const given = new Map(
      [...rest.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
    );
    const at = Number(given.get('timestamp'));
    const signed = linesOf(
      request.method,
      request.originalUrl,
      given.get('timestamp') ?? '',
      given.get('nonce_str') ?? '',
      textOf(request),
    );
    const isOurs =
      scheme === 'WECHATPAY2-SHA256-RSA2048' &&
      given.get('mchid') === merchantId &&
      given.get('serial_no') === merchantSerial &&
      Math.abs(Date.now() / 1_000 - at) <= FRESH_SECONDS &&
      isSignedBy(signed, given.get('signature') ?? '', keys.pairs['wechat-merchant']);
    if (isOurs) next();
    else refusal(keys, [401, 'SIGN_ERROR', '签名错误'])(response, false);
  };
}

function open({ keys, bank, faults, pageUrl }: BankRoutesDeps): RequestHandler {
  return async (request, response) => {
    const wanted = opening.safeParse(jsonOf(request));
    if (!wanted.success) return refusal(keys, [400, 'PARAM_ERROR', '参数错误'])(response, false);
    const { out_trade_no: orderNo, amount, description, notify_url, time_expire } = wanted.data;
    await answerCall(faults, { orderNo, call: 'open' }, response, async () => {
      const opened = await bank.open({
        channel: 'wechat',
        orderNo,
        amountFen: amount.total,
        title: description,
        noticeUrl: notify_url,
        expiresAt: new Date(time_expire).toISOString(),
      });
      if ('refused' in opened) return refusal(keys, OPEN_REFUSALS[opened.refused]);
      return say(keys, 200, { code_url: pageUrl(request, opened.order) });
    });
  };
}

function ask({ keys, books, faults }: BankRoutesDeps): RequestHandler<{ orderNo: string }> {
  return async (request, response) => {
    const { orderNo } = request.params;
    await answerCall(faults, { orderNo, call: 'ask' }, response, async () => {
      const order = books.find('wechat', orderNo);
      if (!order) return refusal(keys, [404, 'ORDER_NOT_EXIST', '订单不存在']);
      return say(keys, 200, transactionOfWechat(order));
    });
  };
}

function close({ keys, bank, books, faults }: BankRoutesDeps): RequestHandler<{ orderNo: string }> {
  return async (request, response) => {
    const { orderNo } = request.params;
    await answerCall(faults, { orderNo, call: 'close' }, response, async () => {
      const order = books.find('wechat', orderNo);
      if (!order) return refusal(keys, [404, 'ORDER_NOT_EXIST', '订单不存在']);
      if (order.state === 'closed') return refusal(keys, [400, 'ORDER_CLOSED', '订单已关闭']);
      if ((await bank.close(order)) === 'paid') return refusal(keys, [400, 'ORDERPAID', '订单已支付']);
      return say(keys, 204, null);
    });
  };
}

function refund({ keys, bank, books, faults }: BankRoutesDeps): RequestHandler {
  return async (request, response) => {
    const wanted = refunding.safeParse(jsonOf(request));
    if (!wanted.success) return refusal(keys, [400, 'PARAM_ERROR', '参数错误'])(response, false);
    const { transaction_id: serial, out_refund_no: refundNo, amount, notify_url: noticeUrl } = wanted.data;
    const orderNo = books.findBySerial('wechat', serial)?.orderNo ?? '';
    await answerCall(faults, { orderNo, call: 'refund' }, response, async () => {
      const done = await bank.refund('wechat', { refundNo, serial, amountFen: amount.refund, noticeUrl });
      if ('refused' in done) return refusal(keys, REFUND_REFUSALS[done.refused]);
      return sayRefund(keys, books, done.refund);
    });
  };
}

function askRefund({ keys, bank, books }: BankRoutesDeps): RequestHandler<{ refundNo: string }> {
  return async (request, response) => {
    await bank.endDueRefunds();
    const { refundNo } = request.params;
    const known = books
      .findByRefund('wechat', refundNo)
      ?.refunds.find((candidate) => candidate.refundNo === refundNo);
    const reply = known
      ? sayRefund(keys, books, known)
      : refusal(keys, [404, 'RESOURCE_NOT_EXISTS', '退款单不存在']);
    reply(response, false);
  };
}

function sayRefund(keys: GatewayKeys, books: Books, known: BankRefund): Reply {
  const order = books.findByRefund('wechat', known.refundNo);
  if (!order) throw new Error(`no order of refund ${known.refundNo}`);
  return say(keys, 200, refundOfWechat(order, known));
}

function tradeBill({ keys, bills }: BankRoutesDeps): RequestHandler {
  return async (request, response) => {
    const bill = await bills.make('wechat', textIn(request, 'bill_date'));
    if (bill === 'not-a-past-day')
      return refusal(keys, [400, 'PARAM_ERROR', '账单日期无效'])(response, false);
    if (bill === 'empty')
      return refusal(keys, [400, 'NO_STATEMENT_EXIST', '账单文件不存在'])(response, false);
    const token = bills.keep(textIn(request, 'tar_type') === 'GZIP' ? gzipSync(bill) : bill);
    say(keys, 200, {
      hash_type: 'SHA1',
      hash_value: createHash('sha1').update(bill).digest('hex'),
      download_url: `${request.protocol}://${request.get('host')}/v3/billdownload/file?token=${token}`,
    })(response, false);
  };
}

function refusal(keys: GatewayKeys, [status, code, message]: readonly [number, string, string]): Reply {
  return say(keys, status, { code, message });
}

/** The time is real: the merchant's client compares it with its own. */
function say({ pairs }: GatewayKeys, status: number, content: object | null): Reply {
  return (response: Response, isSpoilt) => {
    const body = content === null ? '' : JSON.stringify(content);
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const nonce = randomBytes(16).toString('hex');
    const signature = signText(linesOf(timestamp, nonce, body), pairs['wechat-platform']);
    response.status(status).set({
      'Wechatpay-Timestamp': timestamp,
      'Wechatpay-Nonce': nonce,
      'Wechatpay-Signature': isSpoilt ? spoiltSignature(signature) : signature,
      'Wechatpay-Serial': platformKeyId,
    });
    if (content === null) response.end();
    else response.type('application/json').send(body);
  };
}

function textOf({ body }: Request): string {
  return typeof body === 'string' ? body : '';
}

function textIn({ query }: Request, name: string): string {
  const value = query[name];
  return typeof value === 'string' ? value : '';
}

function jsonOf(request: Request): unknown {
  try {
    return JSON.parse(textOf(request));
  } catch {
    return undefined;
  }
}
