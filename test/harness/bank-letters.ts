// Notices written by hand and signed with the bank's own key: what no bank would write, and might be believed if it did.
import { Aes } from 'wechatpay-axios-plugin';
import type { Instant } from '../../domain/calendar/local-date.ts';
import type { PaymentChannel } from '../../domain/payments/payment-order.ts';
import { type GatewayKeys, PARTIES } from '../../sandbox/gateway/keys.ts';
import { linesOf, signText } from '../../sandbox/gateway/signing.ts';
import { beijing } from '../../sandbox/gateway/yuan.ts';

export interface BankLetter {
  readonly channel: PaymentChannel;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Telling {
  readonly keys: GatewayKeys;
  readonly at: Instant;
  readonly orderNo: string;
  /** As it stands in the text: in fen with WeChat Pay, in yuan with Alipay. */
  readonly amount: string;
  readonly serial: string;
}

const NONCE = 'nonce-of-test';

/** That an order was paid. The amount goes in as text: JSON has no way to write some of them. */
export function wechatLetter({ keys, at, orderNo, amount, serial }: Telling): BankLetter {
  const { merchantId, appId, platformKeyId } = PARTIES.wechat;
  const said = { mchid: merchantId, appid: appId, out_trade_no: orderNo, transaction_id: serial };
  const rest = JSON.stringify({ ...said, trade_state: 'SUCCESS', success_time: at });
  const content = `${rest.slice(0, -1)},"amount":{"total":${amount},"currency":"CNY"}}`;
  const ciphertext = Aes.AesGcm.encrypt(content, keys.apiKey, NONCE, 'transaction');
  const resource = {
    ...{ algorithm: 'AEAD_AES_256_GCM', ciphertext, nonce: NONCE, associated_data: 'transaction' },
  };
  const body = JSON.stringify({ id: `N-${serial}`, event_type: 'TRANSACTION.SUCCESS', resource });
  const timestamp = String(Date.parse(at) / 1_000);
  return {
    channel: 'wechat',
    headers: {
      'content-type': 'application/json',
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': NONCE,
      'wechatpay-signature': signText(linesOf(timestamp, NONCE, body), keys.pairs['wechat-platform']),
      'wechatpay-serial': platformKeyId,
    },
    body,
  };
}

/** The same of Alipay. */
export function alipayLetter({ keys, at, orderNo, amount, serial }: Telling): BankLetter {
  const { appId, sellerId } = PARTIES.alipay;
  const time = beijing(at);
  const fields = {
    ...{ app_id: appId, gmt_payment: time, notify_id: `N-${serial}`, notify_time: time },
    ...{ out_trade_no: orderNo, seller_id: sellerId, total_amount: amount },
    ...{ trade_no: serial, trade_status: 'TRADE_SUCCESS' },
  };
  const text = Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const sign = signText(text, keys.pairs['alipay-platform']);
  return {
    channel: 'alipay',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...fields, sign, sign_type: 'RSA2' }).toString(),
  };
}

/** Posts a letter as a bank would; whether it was taken. */
export async function post(apiUrl: string, { channel, headers, body }: BankLetter): Promise<boolean> {
  const answer = await fetch(`${apiUrl}/api/v1/bank-notices/${channel}`, { method: 'POST', headers, body });
  const text = await answer.text();
  const isTaken = channel === 'wechat' ? answer.status === 200 : text === 'success';
  if (!isTaken) expect([answer.status, text]).toEqual(REFUSALS[channel]);
  return isTaken;
}

/** As each bank wants to be refused: by the status, or by the body alone. */
const REFUSALS = {
  wechat: [401, JSON.stringify({ code: 'FAIL', message: '失败' })],
  alipay: [200, 'fail'],
} as const satisfies Readonly<Record<PaymentChannel, readonly [number, string]>>;
