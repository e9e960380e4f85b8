// The worker with everything it stands on: activities, workflows, relay.
import { createHmac } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { bundleWorkflowCode, NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createCaseActivities } from '../activities/case-activities.ts';
import type { EmsPort } from '../activities/courier.ts';
import { type PaymentPort, unattendedPayment } from '../activities/payment.ts';
import { openDatabase } from '../db/client.ts';
import { deciding, type PlatformClock, systemClock } from '../db/deciding.ts';
import { FEES_OFF, FEES_ON } from '../domain/fees.ts';
import { STAGE_ATTRIBUTE, TASK_QUEUE } from '../workflows/contract.ts';
import { startRelay } from './relay.ts';

export interface WorkerParts {
  readonly databaseUrl: string;
  readonly databasePool: number;
  readonly trackingSecret: string;
  readonly fees: 'off' | 'on';
  readonly ems: EmsPort;
  readonly payment?: PaymentPort;
  readonly now?: PlatformClock;
  readonly temporal: {
    readonly client: Client;
    readonly connection: NativeConnection;
    readonly namespace: string;
  };
  readonly workflowBundle?: WorkerOptions['workflowBundle'];
  /** Its own for parallel tests on one server. */
  readonly taskQueue?: string;
  readonly relayInFlight: number;
  readonly relayPollMs?: number;
  readonly logger: Logger;
}

/** The workflows as one bundle; built once a process, or once a test run. */
export function bundleWorkflows() {
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
    logger: QUIET,
  });
}

const QUIET = {
  log: () => {},
  trace: () => {},
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
};

/** Connects a client and a worker connection to one server. */
export async function connectTemporal(address: string, namespace: string) {
  const [clientConnection, connection] = await Promise.all([
    Connection.connect({ address }),
    NativeConnection.connect({ address }),
  ]);
  return {
    client: new Client({ connection: clientConnection, namespace }),
    connection,
    namespace,
    close: async () => {
      await Promise.allSettled([clientConnection.close(), connection.close()]);
    },
  };
}

const KEYWORD = 2;
const ALREADY_EXISTS = 6;

/** Creates what the namespace needs; safe to repeat. Servers that know no operator calls take attributes as they come. */
export async function bootstrapNamespace(client: Client, namespace: string): Promise<void> {
  const key = defineSearchAttributeKey(STAGE_ATTRIBUTE, 'KEYWORD');
  try {
    await client.connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: { [key.name]: KEYWORD },
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== ALREADY_EXISTS) throw error;
  }
}

/** Builds worker and relay. `run` resolves when `stop` has drained both. */
export async function composeWorker(parts: WorkerParts) {
  const { temporal, logger, taskQueue = TASK_QUEUE } = parts;
  const db = openDatabase(parts.databaseUrl, parts.databasePool);
  await db.$connect();
  const decides = deciding({
    db,
    hashSecret: (secret) => createHmac('sha256', parts.trackingSecret).update(secret).digest('hex'),
    fees: parts.fees === 'on' ? FEES_ON : FEES_OFF,
    now: parts.now ?? systemClock,
  });
  const activities = createCaseActivities({
    deciding: decides,
    ems: parts.ems,
    payment: parts.payment ?? unattendedPayment,
  });
  const worker = await Worker.create({
    connection: temporal.connection,
    namespace: temporal.namespace,
    taskQueue,
    workflowBundle: parts.workflowBundle ?? (await bundleWorkflows()),
    activities: { ...activities },
    maxConcurrentWorkflowTaskExecutions: 40,
    maxConcurrentActivityTaskExecutions: 20,
    maxCachedWorkflows: 600,
    shutdownGraceTime: '5 seconds',
    shutdownForceTime: '10 seconds',
  });
  const relay = startRelay({
    db,
    databaseUrl: parts.databaseUrl,
    client: temporal.client,
    taskQueue,
    maxInFlight: parts.relayInFlight,
    pollMs: parts.relayPollMs ?? 1_000,
    onError: (error, pokes) =>
      logger.warn(
        { pokes, kind: error instanceof Error ? error.name : typeof error },
        'relay will try again',
      ),
  });
  return {
    worker,
    db,
    deciding: decides,
    /** Runs until `stop`; rejects when the worker cannot go on. */
    run: async () => {
      try {
        await worker.run();
      } finally {
        await relay.stop();
        await db.$disconnect();
      }
    },
    stop: async () => {
      await relay.stop();
      if (worker.getState() === 'RUNNING') worker.shutdown();
    },
  };
}
