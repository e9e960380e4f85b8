// The queue worker: sends what may be sent late or twice without harm.
import { setTimeout as pause } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { openDatabase } from '../db/client.ts';
import { SENDING_QUEUE, type SendingJob } from '../queues/contract.ts';
import { createSender } from '../queues/sending.ts';
import { createSmsPort } from '../queues/sms.ts';
import { sweepMessages } from '../queues/sweep.ts';

const SWEEP_EVERY_MS = 2_000;

const config = readConfig();
const logger = pino({ name: 'queue', level: config.LOG_LEVEL });
const stopping = new AbortController();
const db = openDatabase(config.DATABASE_URL, 5);
const connection = new Redis(config.REDIS_URL, { maxRetriesPerRequest: null });
connection.on('error', (error) => logger.warn({ kind: error.name }, 'Redis is away'));

const queue = new Queue<SendingJob>(SENDING_QUEUE, { connection });
const send = createSender({ db, sms: createSmsPort(config.SMS_URL) });
const worker = new Worker<SendingJob>(SENDING_QUEUE, ({ data }) => send(data), {
  connection,
  concurrency: 8,
  lockDuration: 30_000,
});
const trouble = (error: Error) => logger.warn({ kind: error.name }, 'queue trouble');
queue.on('error', trouble);
worker.on('error', trouble);

async function main(): Promise<void> {
  logger.info('sending messages');
  while (!stopping.signal.aborted) {
    await sweepMessages(db, queue).catch((error: unknown) =>
      logger.warn({ kind: error instanceof Error ? error.name : typeof error }, 'sweep will try again'),
    );
    await pause(SWEEP_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {});
  }
  await worker.close();
  await queue.close();
  connection.disconnect();
  await db.$disconnect();
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());
main().then(
  () => process.exit(0),
  () => process.exit(1),
);
