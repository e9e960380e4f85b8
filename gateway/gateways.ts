// The banks that payers can choose from.
import { type AlipaySettings, createAlipayGateway } from './alipay.ts';
import type { Gateways } from './port.ts';
import { createWechatGateway, type WechatSettings } from './wechat.ts';

export interface GatewaySettings {
  readonly wechat: WechatSettings;
  readonly alipay: AlipaySettings;
}

/** One gateway for each channel. */
export function createGateways({ wechat, alipay }: GatewaySettings): Gateways {
  return { wechat: createWechatGateway(wechat), alipay: createAlipayGateway(alipay) };
}
