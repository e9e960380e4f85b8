// What a merchant of these banks is given: how to reach them, and with which keys.
import type { Instant } from '../../domain/calendar/local-date.ts';
import { type GatewayKeys, PARTIES } from './keys.ts';

export interface MerchantPlace {
  /** Where the banks listen. */
  readonly url: string;
  /** Where they tell; the channel's name is appended. */
  readonly noticeUrl: string;
  readonly now: () => Promise<Instant>;
  readonly timeoutMs?: number;
}

/** Settings of both adapters for a sandbox that listens. */
export function settingsOf({ pairs, apiKey }: GatewayKeys, place: MerchantPlace) {
  const { url, noticeUrl, now, timeoutMs = 10_000 } = place;
  const { merchantId, appId, merchantSerial, platformKeyId } = PARTIES.wechat;
  return {
    wechat: {
      url,
      merchantId,
      appId,
      merchantSerial,
      merchantKey: pairs['wechat-merchant'].privateKey,
      platformKeys: { [platformKeyId]: pairs['wechat-platform'].publicKey },
      apiKey,
      noticeUrl: `${noticeUrl}/wechat`,
      timeoutMs,
      now,
    },
    alipay: {
      url: `${url}/gateway.do`,
      appId: PARTIES.alipay.appId,
      sellerId: PARTIES.alipay.sellerId,
      appKey: pairs['alipay-app'].privateKey,
      alipayKey: pairs['alipay-platform'].publicKey,
      noticeUrl: `${noticeUrl}/alipay`,
      timeoutMs,
      now,
    },
  };
}
