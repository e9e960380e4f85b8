// Puts waiting messages into the queue: new ones at once, and again all that a lost Redis forgot.
import type { Queue } from 'bullmq';
import type { Database } from '../db/client.ts';
import { listWaitingMessages } from '../db/messages.ts';
import { SENDING_OPTIONS, type SendingJob } from './contract.ts';

const SWEEP_SIZE = 500;

/** One sweep; the job's id is the message's, so what is queued already stays as it is. Returns how many were offered. */
export async function sweepMessages(db: Database, queue: Queue<SendingJob>): Promise<number> {
  const ids = await listWaitingMessages(db, SWEEP_SIZE);
  await queue.addBulk(
    ids.map((messageId) => ({
      name: 'send',
      data: { messageId },
      opts: { ...SENDING_OPTIONS, jobId: messageId },
    })),
  );
  return ids.length;
}
