// Hears of cases that end, for those who wait for one. Who hears nothing looks for themselves.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Database } from './client.ts';

export interface EndedCases {
  /** Whether the case ends within the time. */
  within(applicationId: string, ms: number): Promise<boolean>;
  close(): Promise<void>;
}

export const ENDED_CHANNEL = 'ended';

/** Listens on one connection, and comes back after the database has been away. */
export function listenForEnds({ db, databaseUrl }: { db: Database; databaseUrl: string }): EndedCases {
  const stopping = new AbortController();
  const waiting = new Map<string, Set<() => void>>();
  const listening = listen(databaseUrl, stopping.signal, (id) => {
    for (const wake of waiting.get(id) ?? []) wake();
  });

  async function hasEnded(id: string): Promise<boolean> {
    const row = await db.application.findUnique({ where: { id }, select: { open: true } });
    return row?.open === false;
  }

  async function heardOf(id: string, ms: number, look: () => Promise<boolean>): Promise<void> {
    let wake = () => {};
    const heard = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const others = waiting.get(id) ?? new Set();
    waiting.set(id, others.add(wake));
    const giveUp = new AbortController();
    try {
      // It may have ended before anybody listened for it.
      if (await look()) return;
      await Promise.race([heard, pause(ms, undefined, { signal: giveUp.signal }).catch(() => {})]);
    } finally {
      giveUp.abort();
      others.delete(wake);
      if (others.size === 0) waiting.delete(id);
    }
  }

  return {
    within: async (id, ms) => {
      await heardOf(id, ms, () => hasEnded(id));
      return hasEnded(id);
    },
    close: async () => {
      stopping.abort();
      await listening;
    },
  };
}

async function listen(
  connectionString: string,
  stop: AbortSignal,
  onEnd: (id: string) => void,
): Promise<void> {
  while (!stop.aborted) {
    const connection = new pg.Client({ connectionString, connectionTimeoutMillis: 3_000 });
    const ended = new Promise<void>((resolve) => {
      connection.on('error', () => resolve());
      connection.on('end', () => resolve());
      stop.addEventListener('abort', () => resolve(), { once: true });
    });
    connection.on('notification', ({ payload = '' }) => onEnd(payload));
    try {
      await connection.connect();
      await connection.query(`LISTEN ${ENDED_CHANNEL}`);
      await ended;
    } catch {
      await pause(1_000, undefined, { signal: stop }).catch(() => {});
    } finally {
      await connection.end().catch(() => {});
    }
  }
}
