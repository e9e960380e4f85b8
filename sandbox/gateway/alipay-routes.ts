// Alipay's gateway: one address, the method among the parameters. The merchant's signature is on every request.
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { queryOfAlipay, refundAnswerOfAlipay, refundStateOfAlipay } from './alipay-texts.ts';
import { type GatewayKeys, PARTIES } from './keys.ts';
import type { Call } from './messages.ts';
import { fieldsText, isSignedBy, signText, spoiltSignature } from './signing.ts';
import { answerCall, type Reply } from './spoilt-answers.ts';
import type { BankRoutesDeps } from './wechat-routes.ts';
import { fenOf, findInstant } from './yuan.ts';

type Fields = Readonly<Record<string, string>>;

interface Asked {
  readonly request: Request;
  readonly fields: Fields;
  readonly content: unknown;
}

/** What a method says, below its own name. */
type Said = Readonly<Record<string, unknown>>;

interface Method {
  /** Which order, and which call of those that can go wrong; null where none can. */
  readonly about: (deps: BankRoutesDeps, content: unknown) => { orderNo: string; call: Call } | null;
  readonly act: (deps: BankRoutesDeps, asked: Asked) => Promise<Said>;
}

const { appId } = PARTIES.alipay;

const byOrder = z.object({ out_trade_no: z.string() });
const opening = byOrder.extend({
  out_trade_no: z.string().regex(/^\w[\w-]{0,63}$/),
  total_amount: z.string().transform(fenOf).pipe(z.int().positive()),
  subject: z.string().min(1).max(256),
  time_expire: z.string().transform(findInstant).pipe(z.string()),
});
const byRefund = z.object({ trade_no: z.string(), out_request_no: z.string().min(1).max(64) });
const refunding = byRefund.extend({ refund_amount: z.string().transform(fenOf).pipe(z.int().positive()) });
const billOf = z.object({ bill_type: z.literal('trade'), bill_date: z.string() });

const DONE = { code: '10000', msg: 'Success' } as const;
const NOT_KNOWN = failed('ACQ.TRADE_NOT_EXIST', '交易不存在');

const OPEN_REFUSALS = {
  paid: failed('ACQ.TRADE_HAS_SUCCESS', '交易已被支付'),
  closed: failed('ACQ.TRADE_HAS_CLOSE', '交易已经关闭'),
  expired: failed('ACQ.INVALID_PARAMETER', '参数无效'),
  another: failed('ACQ.CONTEXT_INCONSISTENT', '交易信息被篡改'),
} as const;

const REFUND_REFUSALS = {
  unknown: NOT_KNOWN,
  'too-much': failed('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', '退款金额超限'),
  another: failed('ACQ.DISCORDANT_REPEAT_REQUEST', '不一致的请求'),
} as const;

const METHODS: Readonly<Record<string, Method>> = {
  'alipay.trade.precreate': { about: ofOrder('open'), act: precreate },
  'alipay.trade.query': { about: ofOrder('ask'), act: query },
  'alipay.trade.close': { about: ofOrder('close'), act: close },
  'alipay.trade.refund': { about: ofTrade, act: refund },
  'alipay.trade.fastpay.refund.query': { about: () => null, act: askRefund },
  'alipay.data.dataservice.bill.downloadurl.query': { about: () => null, act: bill },
};

/** The one address, and that of files. */
export function alipayRoutes(deps: BankRoutesDeps): Router {
  const routes = Router();
  routes.post('/gateway.do', answer(deps));
  routes.get('/alipay/bills/:token', (request, response) => {
    const file = deps.bills.take(request.params.token);
    if (file) response.type('application/zip').send(file);
    else response.status(404).end();
  });
  return routes;
}

function answer(deps: BankRoutesDeps): RequestHandler {
  return async (request, response) => {
    const fields = fieldsOf(request);
    const { method = '', sign = '', app_id } = fields;
    const known = METHODS[method];
    const signed = fieldsText(fields, ['sign']);
    if (app_id !== appId || !isSignedBy(signed, sign, deps.keys.pairs['alipay-app']))
      return say(deps.keys, method, invalid('isv.invalid-signature', '验签出错'))(response, false);
    if (!known)
      return say(deps.keys, method, invalid('isv.invalid-method', '不存在的方法名'))(response, false);
    const content = jsonOf(fields.biz_content ?? '');
    const act = async () => say(deps.keys, method, await said(deps, known, { request, fields, content }));
    const about = known.about(deps, content);
    if (about) await answerCall(deps.faults, about, response, act);
    else (await act())(response, false);
  };
}

async function said(deps: BankRoutesDeps, { act }: Method, asked: Asked): Promise<Said> {
  try {
    return await act(deps, asked);
  } catch (error) {
    if (error instanceof z.ZodError) return failed('ACQ.INVALID_PARAMETER', '参数无效');
    throw error;
  }
}

async function precreate(
  { bank, pageUrl }: BankRoutesDeps,
  { request, fields, content }: Asked,
): Promise<Said> {
  const wanted = opening.parse(content);
  const opened = await bank.open({
    channel: 'alipay',
    orderNo: wanted.out_trade_no,
    amountFen: wanted.total_amount,
    title: wanted.subject,
    noticeUrl: fields.notify_url ?? '',
    expiresAt: wanted.time_expire,
  });
  if ('refused' in opened) return OPEN_REFUSALS[opened.refused];
  return { ...DONE, out_trade_no: wanted.out_trade_no, qr_code: pageUrl(request, opened.order) };
}

async function query({ books, now }: BankRoutesDeps, { content }: Asked): Promise<Said> {
  const order = books.find('alipay', byOrder.parse(content).out_trade_no);
  const about = order && queryOfAlipay(order, await now());
  return about ? { ...DONE, ...about } : NOT_KNOWN;
}

async function close({ bank, books, now }: BankRoutesDeps, { content }: Asked): Promise<Said> {
  const order = books.find('alipay', byOrder.parse(content).out_trade_no);
  if (!order || !queryOfAlipay(order, await now())) return NOT_KNOWN;
  const isOver = order.state !== 'open' || (await bank.close(order)) === 'paid';
  if (isOver) return failed('ACQ.TRADE_STATUS_ERROR', '交易状态不合法');
  return { ...DONE, out_trade_no: order.orderNo, trade_no: order.tradeNo };
}

async function refund({ bank, books }: BankRoutesDeps, { content }: Asked): Promise<Said> {
  const { trade_no: serial, out_request_no: refundNo, refund_amount: amountFen } = refunding.parse(content);
  const noticeUrl = books.findBySerial('alipay', serial)?.noticeUrl ?? '';
  const done = await bank.refund('alipay', { refundNo, serial, amountFen, noticeUrl });
  if ('refused' in done) return REFUND_REFUSALS[done.refused];
  const order = books.findBySerial('alipay', serial);
  if (!order || done.refund.state === 'failed')
    return failed('ACQ.SELLER_BALANCE_NOT_ENOUGH', '卖家余额不足');
  return { ...DONE, ...refundAnswerOfAlipay(order, done.refund, done.isNew) };
}

async function askRefund({ bank, books }: BankRoutesDeps, { content }: Asked): Promise<Said> {
  await bank.endDueRefunds();
  const { trade_no: serial, out_request_no: refundNo } = byRefund.parse(content);
  const order = books.findBySerial('alipay', serial);
  if (!order) return NOT_KNOWN;
  const known = order.refunds.find((candidate) => candidate.refundNo === refundNo);
  return { ...DONE, ...(known && refundStateOfAlipay(order, known)) };
}

async function bill({ bills }: BankRoutesDeps, { request, content }: Asked): Promise<Said> {
  const made = await bills.make('alipay', billOf.parse(content).bill_date);
  if (made === 'not-a-past-day') return invalid('isv.invalid-arguments', '账单日期无效');
  if (made === 'empty') return failed('isv.bill_not_exist', '账单不存在');
  const url = `${request.protocol}://${request.get('host')}/alipay/bills/${bills.keep(made)}`;
  return { ...DONE, bill_download_url: url };
}

function ofOrder(call: Call): Method['about'] {
  return (_deps, content) => {
    const about = byOrder.safeParse(content);
    return about.success ? { orderNo: about.data.out_trade_no, call } : null;
  };
}

function ofTrade({ books }: BankRoutesDeps, content: unknown): ReturnType<Method['about']> {
  const about = byRefund.safeParse(content);
  const order = about.success ? books.findBySerial('alipay', about.data.trade_no) : undefined;
  return order ? { orderNo: order.orderNo, call: 'refund' } : null;
}

function failed(sub_code: string, sub_msg: string) {
  return { code: '40004', msg: 'Business Failed', sub_code, sub_msg };
}

function invalid(sub_code: string, sub_msg: string) {
  return { code: '40002', msg: 'Invalid Arguments', sub_code, sub_msg };
}

/** The signature is over the text of the answer as it stands in the body. */
function say({ pairs }: GatewayKeys, method: string, content: Said): Reply {
  return (response: Response, isSpoilt) => {
    const text = JSON.stringify(content);
    const made = signText(text, pairs['alipay-platform']);
    const sign = isSpoilt ? spoiltSignature(made) : made;
    const name = `${method.replaceAll('.', '_')}_response`;
    response.type('text/html').send(`{${JSON.stringify(name)}:${text},"sign":${JSON.stringify(sign)}}`);
  };
}

/** Some parameters stand in the address, the others in the body. */
function fieldsOf(request: Request): Fields {
  const body = typeof request.body === 'string' ? request.body : '';
  const { searchParams } = new URL(request.originalUrl, 'http://sandbox');
  return Object.fromEntries([...searchParams, ...new URLSearchParams(body)]);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
