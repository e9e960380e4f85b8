// Hears of cases that end, for those who wait for one. Who hears nothing looks for themselves.
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from './client.ts';
import { listen } from './notifications.ts';

export interface EndedCases {
  /** Whether the case ends within the time. */
  within(applicationId: string, ms: number): Promise<boolean>;
  close(): Promise<void>;
}

/** Listens on one connection, and comes back after the database has been away. */
export function listenForEnds({ db, databaseUrl }: { db: Database; databaseUrl: string }): EndedCases {
  const stopping = new AbortController();
  const waiting = new Map<string, Set<() => void>>();
  const listening = listen({
    connection: { connectionString: databaseUrl, connectionTimeoutMillis: 3_000 },
    channel: 'ended',
    onNotice: (id) => {
      for (const wake of waiting.get(id) ?? []) wake();
    },
    stop: stopping.signal,
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
