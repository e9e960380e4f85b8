// WeChat Pay over HTTP (APIv3): every request signed, every answer verified, and what an answer amounts to.
import { Wechatpay } from 'wechatpay-axios-plugin';
import { z } from 'zod';
import { GatewayUnavailable } from './port.ts';

export interface WechatCallSettings {
  /** Of the API: `https://api.mch.weixin.qq.com`. */
  readonly url: string;
  readonly merchantId: string;
  /** Serial number of the merchant's certificate. */
  readonly merchantSerial: string;
  /** PEM. */
  readonly merchantKey: string;
  /** Public keys of WeChat Pay in PEM, by serial number or id; a new one stands beside the old while keys change. */
  readonly platformKeys: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

export type WechatAnswer =
  | { readonly isDone: true; readonly body: unknown }
  /** The bank says no, and will say it again. */
  | { readonly isDone: false; readonly code: string };

export interface WechatCalls {
  /** @throws GatewayUnavailable */
  get(path: string, params: Readonly<Record<string, string>>): Promise<WechatAnswer>;
  /** @throws GatewayUnavailable */
  post(path: string, body: object): Promise<WechatAnswer>;
  /** A file; no signature is on it, its digest came in an answer that had one. @throws GatewayUnavailable */
  download(path: string, params: Readonly<Record<string, string>>): Promise<Buffer>;
}

const refusal = z.object({ code: z.string().max(64) });

/** Nothing was judged: the request was not understood as ours, or there was too much at once. */
const SAYS_NOTHING: ReadonlySet<number> = new Set([401, 408, 425, 429]);

const ANSWER_BYTES = 1_000_000;
const FILE_BYTES = 256_000_000;
/** A file may take so many times as long as an answer. */
const FILE_PATIENCE = 6;

/** A client for one merchant. */
export function createWechatCalls(settings: WechatCallSettings): WechatCalls {
  const client = new Wechatpay({
    baseURL: settings.url,
    mchid: settings.merchantId,
    serial: settings.merchantSerial,
    privateKey: settings.merchantKey,
    certs: { ...settings.platformKeys },
  });
  /** The package verifies the answers whose status is accepted: with all of them accepted, refusals are verified too. */
  const options = (patience = 1) => ({
    validateStatus: () => true,
    maxRedirects: 0,
    proxy: false as const,
    maxContentLength: ANSWER_BYTES,
    signal: AbortSignal.timeout(settings.timeoutMs * patience),
  });
  return {
    get: async (path, params) => judge(await answerTo(client.chain(path).get({ ...options(), params }))),
    post: async (path, body) => judge(await answerTo(client.chain(path).post(body, options()))),
    download: async (path, params) => {
      const file = { responseType: 'arraybuffer', maxContentLength: FILE_BYTES, params } as const;
      const { status, data } = await answerTo(client.chain(path).get({ ...options(FILE_PATIENCE), ...file }));
      if (status === 200 && Buffer.isBuffer(data)) return data;
      throw new GatewayUnavailable(`status ${status}`);
    },
  };
}

interface Received {
  readonly status: number;
  readonly data: unknown;
}

/** The cause is not kept: it holds the whole request. */
async function answerTo(request: Promise<Received>): Promise<Received> {
  try {
    return await request;
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : 'unreadable';
    throw new GatewayUnavailable(`no answer: ${String(reason)}`);
  }
}

function judge({ status, data }: Received): WechatAnswer {
  if (status >= 200 && status < 300) return { isDone: true, body: data };
  const said = refusal.safeParse(data);
  if (status < 400 || status >= 500 || SAYS_NOTHING.has(status) || !said.success)
    throw new GatewayUnavailable(`status ${status}`);
  return { isDone: false, code: said.data.code };
}
