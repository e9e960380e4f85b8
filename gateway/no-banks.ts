// Where no bank is set up: nothing can be paid, nothing is believed.
import type { PaymentChannel } from '../domain/payments/payment-order.ts';
import { replyToAlipay } from './alipay-notice.ts';
import { type Gateway, type Gateways, GatewayUnavailable, NoticeRefused } from './port.ts';
import { replyToWechat } from './wechat-notice.ts';

const away = async () => {
  throw new GatewayUnavailable('no bank is set up');
};

const unreachable = (channel: PaymentChannel, replyTo: Gateway['replyTo']): Gateway => ({
  channel,
  ...{ open: away, ask: away, close: away, refund: away, statement: away },
  readNotice: async () => {
    throw new NoticeRefused('signature');
  },
  replyTo,
});

export const noBanks: Gateways = {
  wechat: unreachable('wechat', replyToWechat),
  alipay: unreachable('alipay', replyToAlipay),
};
