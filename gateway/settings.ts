// The settings of both banks from the configuration and the folder of keys.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../domain/calendar/local-date.ts';
import type { GatewaySettings } from './gateways.ts';

/** What the configuration says of the banks. */
export interface GatewayConfig {
  readonly WECHAT_URL: string;
  readonly WECHAT_MERCHANT_ID: string;
  readonly WECHAT_APP_ID: string;
  readonly WECHAT_MERCHANT_SERIAL: string;
  /** `id:file,…`. */
  readonly WECHAT_PLATFORM_KEYS: string;
  readonly WECHAT_APIV3_KEY: string;
  readonly ALIPAY_URL: string;
  readonly ALIPAY_APP_ID: string;
  readonly ALIPAY_SELLER_ID: string;
  readonly GATEWAY_KEYS_DIR: string;
  readonly PAYMENT_NOTICE_URL: string;
  readonly GATEWAY_TIMEOUT_MS: number;
}

/** Reads the keys. @throws the system's error where one is missing */
export function readGatewaySettings(config: GatewayConfig, now: () => Promise<Instant>): GatewaySettings {
  const key = (file: string) => readFileSync(join(config.GATEWAY_KEYS_DIR, file), 'utf8');
  const timeoutMs = config.GATEWAY_TIMEOUT_MS;
  return {
    wechat: {
      url: config.WECHAT_URL,
      merchantId: config.WECHAT_MERCHANT_ID,
      appId: config.WECHAT_APP_ID,
      merchantSerial: config.WECHAT_MERCHANT_SERIAL,
      merchantKey: key('wechat-merchant.pem'),
      platformKeys: Object.fromEntries(
        platformKeys(config.WECHAT_PLATFORM_KEYS).map(([id, file]) => [id, key(file)]),
      ),
      apiKey: config.WECHAT_APIV3_KEY,
      noticeUrl: `${config.PAYMENT_NOTICE_URL}/wechat`,
      timeoutMs,
      now,
    },
    alipay: {
      url: config.ALIPAY_URL,
      appId: config.ALIPAY_APP_ID,
      sellerId: config.ALIPAY_SELLER_ID,
      appKey: key('alipay-app.pem'),
      alipayKey: key('alipay-platform.pub.pem'),
      noticeUrl: `${config.PAYMENT_NOTICE_URL}/alipay`,
      timeoutMs,
      now,
    },
  };
}

function platformKeys(text: string): [id: string, file: string][] {
  return text.split(',').map((pair) => {
    const [id, file] = pair.split(':');
    if (!id || !file) throw new Error('WECHAT_PLATFORM_KEYS: id:file,…');
    return [id, file];
  });
}
