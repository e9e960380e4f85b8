// The worker process: carries cases. It exits when it cannot go on, so that its supervisor starts it anew.
import { createServer } from 'node:http';
import { constants, setPriority } from 'node:os';
import { Runtime } from '@temporalio/worker';
import { pino } from 'pino';
import { createCourierPort } from '../activities/courier.ts';
import { readConfig } from '../config.ts';
import { bootstrapNamespace, composeWorker, connectTemporal } from './compose.ts';
import { watchDrift } from './drift.ts';

const config = readConfig();
const logger = pino({ name: 'worker', level: config.LOG_LEVEL });

Runtime.install({
  shutdownSignals: [],
  telemetryOptions: {
    logging: { filter: { core: 'WARN', other: 'ERROR' } },
    metrics: {
      prometheus: { bindAddress: `127.0.0.1:${config.WORKER_METRICS_PORT}`, useSecondsForDurations: true },
    },
  },
});

// On one machine those who answer people go before those who carry.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

async function main() {
  const temporal = await connectTemporal(config.TEMPORAL_ADDRESS, config.TEMPORAL_NAMESPACE);
  await bootstrapNamespace(temporal.client, config.TEMPORAL_NAMESPACE);
  const { run, stop, worker, db } = await composeWorker({
    databaseUrl: config.DATABASE_URL,
    databasePool: config.DATABASE_POOL,
    trackingSecret: config.TRACKING_SECRET,
    fees: config.FEES,
    ems: createCourierPort({ url: config.COURIER_URL, key: config.COURIER_KEY, timeoutMs: 10_000 }),
    temporal,
    relayInFlight: config.RELAY_IN_FLIGHT,
    logger,
  });
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  const health = createServer((_request, response) => {
    const { runState } = worker.getStatus();
    response.writeHead(runState === 'RUNNING' ? 200 : 503).end(runState);
  }).listen(config.WORKER_METRICS_PORT + 1, '127.0.0.1');
  const stopWatching = watchDrift(db, temporal.client, Runtime.instance().metricMeter, (error) =>
    logger.warn({ kind: error instanceof Error ? error.name : typeof error }, 'drift was not measured'),
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
    logger.fatal(
      {
        kind: error instanceof Error ? error.name : typeof error,
        message: error instanceof Error ? error.message : '',
      },
      'worker cannot go on',
    );
    process.exit(1);
  },
);
