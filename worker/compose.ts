// The worker with everything it stands on: activities, workflows, relay.
import { createHmac } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { type DataConverter, defineSearchAttributeKey } from '@temporalio/common';
import { bundleWorkflowCode, NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createCaseActivities } from '../activities/case-activities.ts';
import type { EmsPort } from '../activities/courier.ts';
import { ownRegister, type PaymentRegister } from '../activities/payment-register.ts';
import { createPaymentActivities } from '../activities/payments.ts';
import { createStatementActivities } from '../activities/statements.ts';
import { createViolationActivities } from '../activities/violation-activities.ts';
import type { ViolationSystemPort } from '../activities/violation-system.ts';
import { openDatabase } from '../db/client.ts';
import { deciding, type PlatformClock, systemClock } from '../db/deciding.ts';
import type { Vault } from '../db/vault.ts';
import { FEES_OFF, FEES_ON } from '../domain/fees.ts';
import { PAYMENT_SETTINGS, type PaymentSettings } from '../domain/payments/settings.ts';
import type { Gateways } from '../gateway/port.ts';
import { STAGE_ATTRIBUTE, TASK_QUEUE } from '../workflows/contract.ts';
import { type AuditSealerOptions, startAuditSealer } from './audit-sealer.ts';
import { FAILURE_CONVERTER } from './data-converter.ts';
import { startRelay } from './relay.ts';

export interface WorkerParts {
  readonly databaseUrl: string;
  readonly databasePool: number;
  readonly vault: Vault;
  readonly trackingSecret: string;
  readonly fees: 'off' | 'on';
  readonly payments?: PaymentSettings;
  readonly ems: EmsPort;
  /** The banks that payments are made with. */
  readonly gateways: Gateways;
  /** Who has to know of paid fines; left out, it is our own register. */
  readonly register?: PaymentRegister;
  /** Left out, the sync with it waits for a worker that has it. */
  readonly violationSystem?: ViolationSystemPort;
  readonly now?: PlatformClock;
  readonly temporal: {
    readonly client: Client;
    readonly connection: NativeConnection;
    readonly namespace: string;
    readonly dataConverter: DataConverter;
  };
  readonly workflowBundle?: WorkerOptions['workflowBundle'];
  /** Its own for parallel tests on one server. */
  readonly taskQueue?: string;
  readonly relayInFlight: number;
  readonly relayPollMs?: number;
  /** How the audit trail is sealed; left out, it waits for a worker that does. */
  readonly audit?: Pick<AuditSealerOptions, 'key' | 'anchorFile' | 'onLag'>;
  readonly logger: Logger;
}

/** The workflows as one bundle; built once a process, or once a test run. */
export function bundleWorkflows() {
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
    failureConverterPath: FAILURE_CONVERTER,
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
export async function connectTemporal(address: string, namespace: string, dataConverter: DataConverter) {
  const [clientConnection, connection] = await Promise.all([
    Connection.connect({ address }),
    NativeConnection.connect({ address }),
  ]);
  return {
    client: new Client({ connection: clientConnection, namespace, dataConverter }),
    connection,
    namespace,
    dataConverter,
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
  const db = openDatabase({ url: parts.databaseUrl, vault: parts.vault, poolSize: parts.databasePool });
  await db.$connect();
  const decides = deciding({
    db,
    hashSecret: (secret) => createHmac('sha256', parts.trackingSecret).update(secret).digest('hex'),
    fees: parts.fees === 'on' ? FEES_ON : FEES_OFF,
    payments: parts.payments ?? PAYMENT_SETTINGS,
    now: parts.now ?? systemClock,
  });
  const activities = {
    ...createCaseActivities({ deciding: decides, ems: parts.ems }),
    ...createPaymentActivities({
      ...{ deciding: decides, gateways: parts.gateways },
      register: parts.register ?? ownRegister,
    }),
    ...createStatementActivities({ deciding: decides, gateways: parts.gateways }),
    ...(parts.violationSystem &&
      createViolationActivities({ deciding: decides, violationSystem: parts.violationSystem })),
  };
  const worker = await Worker.create({
    connection: temporal.connection,
    namespace: temporal.namespace,
    dataConverter: temporal.dataConverter,
    taskQueue,
    workflowBundle: parts.workflowBundle ?? (await bundleWorkflows()),
    activities,
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
  const sealer = parts.audit && startAuditSealer({ ...parts.audit, db, logger });
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
        await sealer?.stop();
        await db.$disconnect();
      }
    },
    stop: async () => {
      await relay.stop();
      if (worker.getState() === 'RUNNING') worker.shutdown();
    },
  };
}
