// The API with everything it stands on, from configuration values.
import { createHmac } from 'node:crypto';
import pg from 'pg';
import type { Logger } from 'pino';
import { openDatabase } from '../db/client.ts';
import { deciding, type PlatformClock, systemClock } from '../db/deciding.ts';
import { FEES_OFF, FEES_ON } from '../domain/fees.ts';
import { createApp } from './app.ts';

export interface ComposeOptions {
  readonly databaseUrl: string;
  readonly databasePool: number;
  readonly sessionSecret: string;
  readonly trackingSecret: string;
  readonly courierSecret: string;
  readonly publicUrl: string | undefined;
  readonly fees: 'off' | 'on';
  readonly logger: Logger;
  readonly now?: PlatformClock;
  readonly guessesPerMinute?: number;
  readonly patienceMs?: number;
}

/** Builds the API; `drain` makes it not ready, `close` lets go of its connections. */
export function composeApi(options: ComposeOptions) {
  const db = openDatabase(options.databaseUrl, options.databasePool);
  const sessionPool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: 4,
    connectionTimeoutMillis: 3_000,
  });
  sessionPool.on('error', () => {});
  const draining = new AbortController();
  const decides = deciding({
    db,
    hashSecret: (secret) => createHmac('sha256', options.trackingSecret).update(secret).digest('hex'),
    fees: options.fees === 'on' ? FEES_ON : FEES_OFF,
    now: options.now ?? systemClock,
  });
  const app = createApp({
    ...options,
    db,
    deciding: decides,
    sessionPool,
    draining: draining.signal,
    guessesPerMinute: options.guessesPerMinute ?? 20,
    patienceMs: options.patienceMs ?? 4_500,
  });
  return {
    app,
    db,
    deciding: decides,
    drain: () => draining.abort(),
    close: async () => {
      await Promise.allSettled([db.$disconnect(), sessionPool.end()]);
    },
  };
}
