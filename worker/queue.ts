// The queue worker: sends what may be sent late or twice without harm. It seals the audit trail too, as it can while Temporal is
// away, and erases what is over.
import { setTimeout as pause } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { readConfig } from '../config.ts';
import { openDatabase } from '../db/client.ts';
import { systemClock } from '../db/deciding.ts';
import { vaultOf } from '../db/vault.ts';
import { aboutError, createLog, logCrashes, wordless } from '../log.ts';
import { SENDING_QUEUE, type SendingJob } from '../queues/contract.ts';
import { eraseDaily } from '../queues/retention.ts';
import { createSender } from '../queues/sending.ts';
import { createSmsPort } from '../queues/sms.ts';
import { sweepMessages } from '../queues/sweep.ts';
import { startAuditSealer } from './audit-sealer.ts';

const SWEEP_EVERY_MS = 2_000;

const config = readConfig();
const logger = createLog('queue', config.LOG_LEVEL);
logCrashes(logger);
const stopping = new AbortController();
const db = openDatabase({ url: config.DATABASE_URL, vault: vaultOf(config), poolSize: 5 });
const connection = new Redis(config.REDIS_URL, { maxRetriesPerRequest: null });
connection.on('error', (error) => logger.warn({ kind: error.name }, 'Redis is away'));

const queue = new Queue<SendingJob>(SENDING_QUEUE, { connection });
const send = createSender({ db, sms: createSmsPort(config.SMS_URL) });
// Redis keeps the words of errors.
const sendWordless = (job: SendingJob) =>
  send(job).catch((error: unknown) => {
    throw wordless(error);
  });
const worker = new Worker<SendingJob>(SENDING_QUEUE, ({ data }) => sendWordless(data), {
  connection,
  concurrency: 8,
  lockDuration: 30_000,
});
const trouble = (error: Error) => logger.warn({ kind: error.name }, 'queue trouble');
queue.on('error', trouble);
worker.on('error', trouble);
const { AUDIT_KEY: key, AUDIT_ANCHOR_FILE: anchorFile } = config;
const sealer = startAuditSealer({ db, key, anchorFile, logger });
const erasing = eraseDaily({
  ...{ db, now: systemClock, signal: stopping.signal },
  onDone: (figures) => {
    for (const { rule, rows: count } of figures)
      if (count > 0) logger.info({ rule, count }, 'erased what was over');
  },
  onError: (error) => logger.warn(aboutError(error), 'erasing will try again'),
});

async function main(): Promise<void> {
  logger.info('sending messages');
  while (!stopping.signal.aborted) {
    await sweepMessages(db, queue).catch((error: unknown) =>
      logger.warn(aboutError(error), 'sweep will try again'),
    );
    await pause(SWEEP_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
  }
  await erasing;
  await worker.close();
  await queue.close();
  connection.disconnect();
  await sealer.stop();
  await db.$disconnect();
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());
main().then(
  () => process.exit(0),
  () => process.exit(1),
);
