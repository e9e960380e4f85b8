// The worker process: carries cases. It exits when it cannot go on, so that its supervisor starts it anew.
import { createServer } from 'node:http';
import { constants, setPriority } from 'node:os';
import { Runtime } from '@temporalio/worker';
import { createCourierPort } from '../activities/courier.ts';
import { createViolationSystemPort } from '../activities/violation-system.ts';
import { readConfig } from '../config.ts';
import { systemClock } from '../db/deciding.ts';
import { payloadCodecOf } from '../db/payload-codec.ts';
import { vaultOf } from '../db/vault.ts';
import { paymentSettingsOf } from '../domain/payments/settings.ts';
import { createGateways } from '../gateway/gateways.ts';
import { readGatewaySettings } from '../gateway/settings.ts';
import { aboutError, createLog, logCrashes } from '../log.ts';
import { TASK_QUEUE } from '../workflows/contract.ts';
import { bootstrapNamespace, composeWorker, connectTemporal } from './compose.ts';
import { dataConverterOf } from './data-converter.ts';
import { watchDrift } from './drift.ts';
import { applySchedules } from './schedules.ts';
import { sdkLogger } from './sdk-log.ts';

const config = readConfig();
const logger = createLog('worker', config.LOG_LEVEL);
logCrashes(logger);

Runtime.install({
  shutdownSignals: [],
  logger: sdkLogger(logger),
  telemetryOptions: {
    logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} },
    metrics: {
      prometheus: { bindAddress: `127.0.0.1:${config.WORKER_METRICS_PORT}`, useSecondsForDurations: true },
    },
  },
});

// On one machine those who answer people go before those who carry.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

/** Shows how long rows of the audit trail waited for their seal. */
function measureAuditLag() {
  const gauge = Runtime.instance().metricMeter.createGauge(
    'audit_seal_lag_seconds',
    'float',
    's',
    'How long the oldest row of the last step had waited to be sealed; while steps fail, since when',
  );
  return (seconds: number) => gauge.set(seconds);
}

async function main() {
  const dataConverter = dataConverterOf(payloadCodecOf(config));
  const temporal = await connectTemporal(config.TEMPORAL_ADDRESS, config.TEMPORAL_NAMESPACE, dataConverter);
  await bootstrapNamespace(temporal.client, config.TEMPORAL_NAMESPACE);
  const { run, stop, worker, db } = await composeWorker({
    databaseUrl: config.DATABASE_URL,
    databasePool: config.DATABASE_POOL,
    vault: vaultOf(config),
    trackingSecret: config.TRACKING_SECRET,
    fees: config.FEES,
    payments: paymentSettingsOf(config),
    gateways: createGateways(readGatewaySettings(config, systemClock)),
    ems: createCourierPort({ url: config.COURIER_URL, key: config.COURIER_KEY, timeoutMs: 10_000 }),
    violationSystem: createViolationSystemPort({
      ...{ url: config.VIOLATION_SYSTEM_URL, key: config.VIOLATION_SYSTEM_KEY, timeoutMs: 10_000 },
    }),
    temporal,
    relayInFlight: config.RELAY_IN_FLIGHT,
    audit: { key: config.AUDIT_KEY, anchorFile: config.AUDIT_ANCHOR_FILE, onLag: measureAuditLag() },
    logger,
  });
  await applySchedules(temporal.client, TASK_QUEUE);
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  const health = createServer((_request, response) => {
    const { runState } = worker.getStatus();
    response.writeHead(runState === 'RUNNING' ? 200 : 503).end(runState);
  }).listen(config.WORKER_METRICS_PORT + 1, '127.0.0.1');
  const stopWatching = watchDrift(db, temporal.client, Runtime.instance().metricMeter, (error) =>
    logger.warn(aboutError(error), 'drift was not measured'),
  );
  logger.info('carrying cases');
  await run();
  stopWatching();
  health.close();
  await temporal.close();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    logger.fatal(aboutError(error), 'worker cannot go on');
    process.exit(1);
  },
);
