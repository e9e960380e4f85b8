// Alipay's gateway over HTTP: every request signed, every answer verified, and what an answer amounts to.
import { AlipaySdk } from 'alipay-sdk';
import { toInstant } from '../domain/calendar/local-date.ts';
import { GatewayUnavailable } from './port.ts';
import { beijingTimeOf } from './shapes.ts';

export interface AlipayCallSettings {
  /** Of the gateway: `https://openapi.alipay.com/gateway.do`. */
  readonly url: string;
  readonly appId: string;
  /** PKCS#8 in PEM. */
  readonly appKey: string;
  /** Alipay's public key in PEM. */
  readonly alipayKey: string;
  readonly timeoutMs: number;
}

export type AlipayAnswer =
  | { readonly isDone: true; readonly body: unknown }
  /** The bank says no, and will say it again. */
  | { readonly isDone: false; readonly code: string };

export interface AlipayCalls {
  /** @throws GatewayUnavailable */
  call(method: string, content: object, noticeUrl?: string): Promise<AlipayAnswer>;
  /** Whether the fields of a notice carry Alipay's signature. */
  isSigned(fields: Readonly<Record<string, string>>): boolean;
}

const DONE = '10000';

/** The service is down, the payer is still at it, the request was not understood as ours: nothing was judged. */
const SAYS_NOTHING: ReadonlySet<string> = new Set(['20000', '20001', '10003']);
const SAYS_NOTHING_EITHER =
  /SYSTEM_ERROR|^isp\.(?!bill_not_exist)|^aop\.|invalid-signature|invalid-timestamp|call-limited/;

/** A client for one application. */
export function createAlipayCalls(settings: AlipayCallSettings): AlipayCalls {
  const sdk = new AlipaySdk({
    gateway: settings.url,
    appId: settings.appId,
    // The package takes a key's last line away, and thinks that an end of line has one after it.
    privateKey: settings.appKey.trim(),
    keyType: 'PKCS8',
    alipayPublicKey: settings.alipayKey.trim(),
    timeout: settings.timeoutMs,
  });
  return {
    call: async (method, content, noticeUrl) => {
      const { code, subCode, ...body } = await answerTo(
        sdk.exec(
          method,
          {
            bizContent: content,
            // The package would write the time of the machine's zone; Alipay reads Beijing's.
            timestamp: beijingTimeOf(toInstant(Date.now())),
            ...(noticeUrl === undefined ? {} : { notifyUrl: noticeUrl }),
          },
          { validateSign: true },
        ),
      );
      if (code === DONE) return { isDone: true, body };
      const reason = String(subCode ?? code);
      if (SAYS_NOTHING.has(code) || SAYS_NOTHING_EITHER.test(reason)) throw new GatewayUnavailable(reason);
      return { isDone: false, code: reason };
    },
    isSigned: (fields) => {
      try {
        // The weaker kind of signature that a notice could name for itself is none.
        return fields.sign_type === 'RSA2' && sdk.checkNotifySignV2({ ...fields });
      } catch {
        return false;
      }
    },
  };
}

/** The cause is not kept: it holds the whole answer. */
async function answerTo<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch {
    throw new GatewayUnavailable('no answer, or one without a valid signature');
  }
}
