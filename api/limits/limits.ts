// Counting what may be done only so often. Kept in PostgreSQL: it holds over restarts, and for all copies of the API at once.
import pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Vault } from '../../db/vault.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { LIMITS, type LimitName, type LimitNumbers } from './numbers.ts';

export interface Limits {
  /** Counts one; a refusal with the time to wait when that was one too many. */
  take(name: LimitName, key: string): Promise<Refusal | null>;
  /** Takes back what was counted for something that was right after all. */
  giveBack(name: LimitName, key: string): Promise<void>;
  /** Begins the count anew. */
  reset(name: LimitName, key: string): Promise<void>;
}

export interface LimitsOptions {
  readonly pool: pg.Pool;
  /** Keys are told apart by their index: whom they name is not in the table. */
  readonly vault: Pick<Vault, 'index'>;
  /** How many times the usual counts; above 1 only where a load is tried out. */
  readonly factor: number;
}

/**
 * Connections that do not wait for the disk with every count: one source that floods us would queue up at its own row,
 * and what a crash of the database can lose are the guesses of its last moment.
 */
export function openLimitPool(databaseUrl: string): pg.Pool {
  const url = new URL(databaseUrl);
  const given = url.searchParams.get('options') ?? '';
  url.searchParams.set('options', `${given} -c synchronous_commit=off`.trim());
  const pool = new pg.Pool({ connectionString: url.href, max: 4, connectionTimeoutMillis: 3_000 });
  // A connection that breaks while nobody uses it is replaced by the next that is needed.
  pool.on('error', () => {});
  return pool;
}

/** The limits of a database. Where it is away, so is every answer: nothing is let through uncounted. */
export function databaseLimits({ pool, vault, factor }: LimitsOptions): Limits {
  const limiterOf = (name: LimitName, { count, minutes, lockedMinutes = 0 }: LimitNumbers) =>
    new RateLimiterPostgres({
      ...{
        storeClient: pool,
        storeType: 'pool',
        tableName: 'rate_limit',
        tableCreated: true,
        keyPrefix: name,
      },
      ...{ points: count * factor, duration: minutes * 60, blockDuration: lockedMinutes * 60 },
      // The nightly run erases what is over.
      clearExpiredByTimeout: false,
    });
  const names = Object.keys(LIMITS).filter((name): name is LimitName => name in LIMITS);
  const limiters = new Map(names.map((name) => [name, limiterOf(name, LIMITS[name])]));

  function limiterNamed(name: LimitName): RateLimiterPostgres {
    const limiter = limiters.get(name);
    if (limiter === undefined) throw new Error(`there is no limit “${name}”`);
    return limiter;
  }

  const indexOf = (name: LimitName, key: string) => vault.index('rate-limit', `${name}\0${key}`);

  return {
    take: async (name, key) => {
      try {
        await limiterNamed(name).consume(indexOf(name, key));
        return null;
      } catch (told) {
        if (!(told instanceof RateLimiterRes)) throw told;
        return tooMany(told.msBeforeNext);
      }
    },
    giveBack: async (name, key) => {
      await limiterNamed(name).reward(indexOf(name, key));
    },
    reset: async (name, key) => {
      await limiterNamed(name).delete(indexOf(name, key));
    },
  };
}

/** The refusal of something done too often. */
export function tooMany(waitMs: number): Refusal {
  return { code: 'too-many-requests', retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)) };
}
