// Erases what is over. Nothing is scheduled anywhere that could be lost: it is done when the queue worker starts, and then daily.
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../db/client.ts';
import type { PlatformClock } from '../db/deciding.ts';
import { eraseOver, type RuleFigures } from '../db/retention.ts';
import { toInstant } from '../domain/calendar/local-date.ts';

const DAILY_MS = 24 * 3_600_000;
const AGAIN_MS = 600_000;

export interface DailyErasure {
  readonly db: Database;
  readonly now: PlatformClock;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly onDone: (figures: readonly RuleFigures[]) => void;
  readonly onError: (error: unknown) => void;
}

/** Erases until it is stopped; after a failure again in ten minutes. Several copies at once do each other no harm. */
export async function eraseDaily({ db, now, signal, onDone, onError }: DailyErasure): Promise<void> {
  while (!signal.aborted) {
    const isDone = await eraseOnce();
    await pause(isDone ? DAILY_MS : AGAIN_MS, undefined, { signal }).catch(() => {});
  }

  async function eraseOnce(): Promise<boolean> {
    try {
      onDone(await eraseOver({ db, now: await now(), realNow: toInstant(Date.now()) }));
      return true;
    } catch (error) {
      onError(error);
      return false;
    }
  }
}
