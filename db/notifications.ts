// What PostgreSQL notifies on a channel, heard on a connection of its own that comes back after the database has been away.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

export interface Listening {
  readonly connection: pg.ClientConfig;
  readonly channel: string;
  readonly onNotice: (payload: string) => void;
  /** Each time it begins to hear: what was notified before is to be looked for. */
  readonly onBegin?: () => void;
  readonly stop: AbortSignal;
}

/** Listens until it is stopped. */
export async function listen({
  connection: config,
  channel,
  onNotice,
  onBegin,
  stop,
}: Listening): Promise<void> {
  while (!stop.aborted) {
    const connection = new pg.Client(config);
    const ended = new Promise<void>((resolve) => {
      connection.on('error', () => resolve());
      connection.on('end', () => resolve());
      stop.addEventListener('abort', () => resolve(), { once: true });
    });
    connection.on('notification', ({ payload = '' }) => onNotice(payload));
    try {
      await connection.connect();
      await connection.query(`LISTEN ${channel}`);
      onBegin?.();
      await ended;
    } catch {
      await pause(1_000, undefined, { signal: stop }).catch(() => {});
    } finally {
      await connection.end().catch(() => {});
    }
  }
}
