// The API with everything it stands on, from configuration values.
import { createHmac } from 'node:crypto';
import type { PayloadCodec } from '@temporalio/common';
import pg from 'pg';
import type { Logger } from 'pino';
import { openDatabase } from '../db/client.ts';
import { deciding, type PlatformClock, systemClock } from '../db/deciding.ts';
import { listenForEnds } from '../db/ended-cases.ts';
import { phoneCodes } from '../db/phone-codes.ts';
import type { Vault } from '../db/vault.ts';
import { FEES_OFF, FEES_ON } from '../domain/fees.ts';
import { PAYMENT_SETTINGS, type PaymentSettings } from '../domain/payments/settings.ts';
import type { Gateways } from '../gateway/port.ts';
import { createApp } from './app.ts';
import { AT_ONCE_MS, answeringAtOnce } from './at-once.ts';
import { databaseLimits, openLimitPool } from './limits/limits.ts';
import { openSessionStore } from './middleware/set-up-session.ts';
import { identityProvider } from './sign-in/oidc.ts';

export interface ComposeOptions {
  readonly databaseUrl: string;
  readonly databasePool: number;
  readonly vault: Vault;
  readonly payloadCodec: PayloadCodec;
  readonly sessionSecret: string;
  readonly trackingSecret: string;
  readonly courierSecret: string;
  /** The banks that payments are made with. */
  readonly gateways: Gateways;
  readonly publicUrl: string | undefined;
  /** Where Temporal's own pages are served from. */
  readonly temporalUiOrigin: string | undefined;
  /** The identity provider of the staff, where there is one. */
  readonly oidc?:
    | { readonly issuer: string; readonly clientId: string; readonly clientSecret: string }
    | undefined;
  readonly fees: 'off' | 'on';
  readonly payments?: PaymentSettings;
  readonly logger: Logger;
  readonly now?: PlatformClock;
  /** Real time, by which sessions end. */
  readonly clockMs?: () => number;
  /** How many times the usual limits; above 1 only where a load is tried out. */
  readonly limitFactor?: number;
  readonly patienceMs?: number;
  /** How long an answer waits for the end of what is done at once. */
  readonly atOnceMs?: number;
}

/** Builds the API; `drain` makes it not ready, `close` lets go of its connections. */
export function composeApi(options: ComposeOptions) {
  const db = openDatabase({
    url: options.databaseUrl,
    vault: options.vault,
    poolSize: options.databasePool,
  });
  const sessionPool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: 4,
    connectionTimeoutMillis: 3_000,
  });
  sessionPool.on('error', () => {});
  const sessionStore = openSessionStore(sessionPool);
  const limitPool = openLimitPool(options.databaseUrl);
  const draining = new AbortController();
  const decides = deciding({
    db,
    hashSecret: (secret) => createHmac('sha256', options.trackingSecret).update(secret).digest('hex'),
    fees: options.fees === 'on' ? FEES_ON : FEES_OFF,
    payments: options.payments ?? PAYMENT_SETTINGS,
    now: options.now ?? systemClock,
  });
  const ended = listenForEnds({ db, databaseUrl: options.databaseUrl });
  const { limitFactor = 1, clockMs = Date.now } = options;
  const app = createApp({
    ...options,
    db,
    deciding: decides,
    identityProvider: options.oidc
      ? identityProvider({ ...options.oidc, publicUrl: options.publicUrl })
      : null,
    sessionStore,
    draining: draining.signal,
    clockMs,
    limits: databaseLimits({ pool: limitPool, vault: options.vault, factor: limitFactor }),
    phoneCodes: phoneCodes({ db, clockMs }),
    atOnce: answeringAtOnce({ db, ended, ms: options.atOnceMs ?? AT_ONCE_MS }),
    limitFactor,
    patienceMs: options.patienceMs ?? 4_500,
  });
  return {
    app,
    db,
    deciding: decides,
    drain: () => draining.abort(),
    close: async () => {
      sessionStore.close();
      await Promise.allSettled([ended.close(), db.$disconnect(), sessionPool.end(), limitPool.end()]);
    },
  };
}
