// The whole platform in one process: API, worker, relay and courier, for the demo, for tests and for benchmarks.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PayloadCodec } from '@temporalio/common';
import { createCourierPort, type EmsPort } from '../activities/courier.ts';
import type { PaymentRegister } from '../activities/payment-register.ts';
import type { ViolationSystemPort } from '../activities/violation-system.ts';
import { composeApi } from '../api/compose.ts';
import { type PlatformClock, systemClock } from '../db/deciding.ts';
import type { Vault } from '../db/vault.ts';
import { createGateways } from '../gateway/gateways.ts';
import { bootstrapNamespace, composeWorker, type WorkerParts } from '../worker/compose.ts';
import { type Courier, createCourier } from './courier/courier.ts';
import { createPaymentGateway } from './gateway/gateway.ts';
import { keysInMemory } from './gateway/keys.ts';
import { settingsOf } from './gateway/settings.ts';
import { inProcessLog } from './in-process-log.ts';

export interface PlatformOptions {
  readonly databaseUrl: string;
  readonly vault: Vault;
  /** For operators; the same that `temporal` seals with. */
  readonly payloadCodec: PayloadCodec;
  readonly temporal: WorkerParts['temporal'];
  readonly workflowBundle?: WorkerParts['workflowBundle'];
  readonly now?: PlatformClock;
  readonly fees?: 'off' | 'on';
  readonly register?: PaymentRegister;
  /** Replaces the sandbox courier. */
  readonly ems?: EmsPort;
  /** Whose feed of violations is taken in, where there is one. */
  readonly violationSystem?: ViolationSystemPort;
  readonly relayInFlight?: number;
  readonly taskQueue?: string;
  /** How long an answer waits for what is done at once, and how long it may take at all. */
  readonly atOnceMs?: number;
  readonly patienceMs?: number;
}

const SECRETS = {
  session: 'in-process-session-secret',
  tracking: 'in-process-tracking-secret',
  courier: 'in-process-courier',
  gateway: 'in-process-gateway',
} as const;

export type Platform = Awaited<ReturnType<typeof startPlatform>>;

/** Starts everything on free loopback ports; `stop` ends it in order. */
export async function startPlatform(options: PlatformOptions) {
  const { databaseUrl, vault, payloadCodec, fees = 'off' } = options;
  const logger = inProcessLog();
  const clock = options.now === undefined ? {} : { now: options.now };
  // Where it listens is known before it is built: the banks are told where to tell.
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const { gateway, gateways, closeGateway } = await startGateway(url, options.now ?? systemClock);
  const api = composeApi({
    databaseUrl,
    gateways,
    vault,
    payloadCodec,
    databasePool: 8,
    sessionSecret: SECRETS.session,
    trackingSecret: SECRETS.tracking,
    courierSecret: SECRETS.courier,
    publicUrl: undefined,
    temporalUiOrigin: undefined,
    fees,
    logger,
    limitFactor: 1_000,
    ...(options.atOnceMs === undefined ? {} : { atOnceMs: options.atOnceMs }),
    ...(options.patienceMs === undefined ? {} : { patienceMs: options.patienceMs }),
    ...clock,
  });
  server.on('request', api.app);
  const { courier, courierUrl, closeCourier } = await startCourier(url, options.now);
  await bootstrapNamespace(options.temporal.client, options.temporal.namespace);
  const worker = await composeWorker({
    databaseUrl,
    vault,
    databasePool: 8,
    trackingSecret: SECRETS.tracking,
    fees,
    ems: options.ems ?? createCourierPort({ url: courierUrl, key: SECRETS.courier, timeoutMs: 5_000 }),
    gateways,
    temporal: options.temporal,
    relayInFlight: options.relayInFlight ?? 24,
    relayPollMs: 250,
    logger,
    ...(options.taskQueue === undefined ? {} : { taskQueue: options.taskQueue }),
    ...(options.register === undefined ? {} : { register: options.register }),
    ...(options.violationSystem === undefined ? {} : { violationSystem: options.violationSystem }),
    ...(options.workflowBundle === undefined ? {} : { workflowBundle: options.workflowBundle }),
    ...clock,
  });
  const running = worker.run();
  running.catch(() => {});
  return {
    url,
    courier,
    gateway,
    gateways,
    db: api.db,
    deciding: api.deciding,
    stop: async () => {
      await closeCourier();
      await closeGateway();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await worker.stop();
      await running;
      await api.close();
    },
  };
}

async function startCourier(
  apiUrl: string,
  now: PlatformClock | undefined,
): Promise<{ courier: Courier; courierUrl: string; closeCourier: () => Promise<void> }> {
  const courier = createCourier({
    secret: SECRETS.courier,
    key: SECRETS.courier,
    callbackUrl: `${apiUrl}/api/v1/courier/events`,
    dataDir: null,
    callbackLadderMs: [200, 500, 1_000],
    ...(now === undefined ? {} : { now: async () => new Date(await now()) }),
  });
  const listening = await courier.listen(0);
  return {
    courier,
    courierUrl: listening.url,
    closeCourier: async () => {
      await listening.close();
      courier.close();
    },
  };
}

/** Both banks, told where the API listens before it does. */
async function startGateway(apiUrl: string, now: PlatformClock) {
  const keys = await keysInMemory();
  const gateway = createPaymentGateway({
    keys,
    controlKey: SECRETS.gateway,
    dataDir: null,
    now: async () => new Date(await now()),
    callbackLadderMs: { wechat: LADDER_MS, alipay: LADDER_MS },
    pollMs: 100,
  });
  const listening = await gateway.listen(0);
  const noticeUrl = `${apiUrl}/api/v1/bank-notices`;
  return {
    gateway,
    gateways: createGateways(settingsOf(keys, { url: listening.url, noticeUrl, now, timeoutMs: 3_000 })),
    closeGateway: listening.close,
  };
}

const LADDER_MS = [200, 500, 1_000] as const;
