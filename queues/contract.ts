// The queues: their names, payloads and options. Redis holds nothing here that PostgreSQL cannot rebuild.
import type { JobsOptions } from 'bullmq';

export const SENDING_QUEUE = 'sending';

/** Only an opaque id: recipient and text are read when it is sent. */
export interface SendingJob {
  readonly messageId: string;
}

/** A day of growing pauses; afterwards the sweeper tries again until an operator looks. */
export const SENDING_OPTIONS = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 2_000 },
  removeOnComplete: true,
  removeOnFail: { age: 3_600 },
} as const satisfies JobsOptions;
