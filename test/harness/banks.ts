// Both banks, the adapters that ask them, and a merchant who is told: over real HTTP, on a clock of the test's own.
import { setTimeout as pause } from 'node:timers/promises';
import express from 'express';
import { type Instant, toInstant } from '../../domain/calendar/local-date.ts';
import { PAYMENT_CHANNELS, type PaymentChannel } from '../../domain/payments/payment-order.ts';
import { createGateways } from '../../gateway/gateways.ts';
import { type BankNotice, type Gateways, NoticeRefused, type ReceivedNotice } from '../../gateway/port.ts';
import { listen } from '../../sandbox/courier/listen.ts';
import { createPaymentGateway, type PaymentGateway } from '../../sandbox/gateway/gateway.ts';
import { type GatewayKeys, keysInMemory } from '../../sandbox/gateway/keys.ts';
import { settingsOf } from '../../sandbox/gateway/settings.ts';

export const CONTROL_KEY = 'control-key-of-tests';
export const TEN_MINUTES_MS = 600_000;

/** What the merchant was told, or refused to hear. */
export type Heard =
  | { readonly channel: PaymentChannel; readonly notice: BankNotice; readonly raw: ReceivedNotice }
  | { readonly channel: PaymentChannel; readonly refused: string; readonly raw: ReceivedNotice };

export interface Banks {
  readonly url: string;
  readonly keys: GatewayKeys;
  readonly sandbox: PaymentGateway;
  readonly gateways: Gateways;
  /** The same, for whoever waits less than half a second. */
  readonly hasty: Gateways;
  readonly heard: readonly Heard[];
  readonly now: () => Promise<Instant>;
  /** The kinds and numbers of an order's notices that were taken, in their order. */
  takenOf(orderNo: string): readonly BankNotice[];
  /** The merchant answers so many notices with an error. */
  failNext(times: number): void;
  letPass(ms: number): void;
  /** A payment of 206.00 yuan, opened. */
  open(
    channel: PaymentChannel,
    orderNo: string,
    amountFen?: number,
  ): Promise<{ payUrl: string; expiresAt: Instant }>;
  close(): Promise<void>;
}

export interface BanksOptions {
  readonly dataDir?: string | null;
  readonly startsAt?: string;
  readonly ladderMs?: readonly number[];
}

/** Starts the banks and the merchant on free ports. */
export async function startBanks(options: BanksOptions = {}): Promise<Banks> {
  const { dataDir = null, startsAt, ladderMs = [20, 20, 50, 100] } = options;
  const keys = await keysInMemory();
  let atMs = startsAt === undefined ? Math.floor(Date.now() / 1_000) * 1_000 : Date.parse(startsAt);
  const now = async () => toInstant(atMs);
  const heard: Heard[] = [];
  let failing = 0;

  const app = express();
  app.use(express.text({ type: () => true }));
  for (const channel of PAYMENT_CHANNELS) {
    app.post(`/notices/${channel}`, async (request, response) => {
      const raw = { headers: oneOfEach(request.headers), body: String(request.body) };
      const isTaken = await hear(channel, raw);
      const reply = gateways[channel].replyTo(isTaken);
      response.status(reply.status).type(reply.contentType).send(reply.body);
    });
  }
  const merchant = await listen(app, 0);
  const sandbox = createPaymentGateway({
    keys,
    controlKey: CONTROL_KEY,
    dataDir,
    now: async () => new Date(atMs),
    callbackLadderMs: { wechat: ladderMs, alipay: ladderMs },
    callbackTimeoutMs: 10_000,
    pollMs: 20,
  });
  const bank = await sandbox.listen(0);
  const noticeUrl = `${merchant.url}/notices`;
  const asking = (patienceMs: number) =>
    createGateways(settingsOf(keys, { url: bank.url, noticeUrl, now, timeoutMs: patienceMs }));
  const gateways = asking(10_000);

  async function hear(channel: PaymentChannel, raw: ReceivedNotice): Promise<boolean> {
    if (failing > 0) {
      failing -= 1;
      return false;
    }
    try {
      heard.push({ channel, notice: await gateways[channel].readNotice(raw), raw });
      return true;
    } catch (error) {
      if (!(error instanceof NoticeRefused)) throw error;
      heard.push({ channel, refused: error.fault, raw });
      return false;
    }
  }

  return {
    url: bank.url,
    keys,
    sandbox,
    gateways,
    hasty: asking(400),
    heard,
    now,
    takenOf: (orderNo) =>
      heard.flatMap((one) => ('notice' in one && one.notice.orderNo === orderNo ? [one.notice] : [])),
    failNext: (times) => {
      failing = times;
    },
    letPass: (ms) => {
      atMs += ms;
    },
    open: async (channel, orderNo, amountFen = 20_600) => {
      const expiresAt = toInstant(atMs + 3 * TEN_MINUTES_MS);
      const opened = await gateways[channel].open({ orderNo, amountFen, title: '交通违法罚款', expiresAt });
      return { ...opened, expiresAt };
    },
    close: async () => {
      await bank.close();
      await merchant.close();
    },
  };
}

/** Waits, a little, until something holds. @throws Error when it does not come to hold */
export async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 1_000) throw new Error('it did not happen');
    await pause(10);
  }
}

function oneOfEach(headers: Record<string, string | string[] | undefined>): ReceivedNotice['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}
