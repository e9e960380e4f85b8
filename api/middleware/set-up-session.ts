// Sessions in PostgreSQL: signing in must not need Redis. Rotated at sign-in, idle for half an hour at most.
import connectPgSimple from 'connect-pg-simple';
import type { Express } from 'express';
import session from 'express-session';
import type pg from 'pg';
import { findAccount, type SignedInAccount } from '../../db/accounts.ts';
import type { Database } from '../../db/client.ts';
import type { FindCaller } from '../handle.ts';

declare module 'express-session' {
  interface SessionData {
    accountId: string;
    /** Milliseconds since the epoch; renewed once a minute, not with every request. */
    seenAt: number;
  }
}

const IDLE_MS = 30 * 60_000;
const RENEW_EVERY_MS = 60_000;

export interface SessionOptions {
  readonly pool: pg.Pool;
  readonly secret: string;
  /** Over HTTPS the cookie is host-locked. */
  readonly secure: boolean;
}

export function setUpSession(app: Express, { pool, secret, secure }: SessionOptions): void {
  const Store = connectPgSimple(session);
  app.use(
    '/api/v1',
    session({
      store: new Store({ pool, tableName: 'session', pruneSessionInterval: 15 * 60, disableTouch: true }),
      name: secure ? '__Host-sid' : 'sid',
      secret,
      resave: false,
      saveUninitialized: false,
      rolling: false,
      cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: IDLE_MS },
    }),
  );
}

/** A suspended account is found out within this time. */
const ACCOUNT_KNOWN_MS = 1_000;
const ACCOUNTS_KNOWN = 5_000;

interface KnownAccount {
  readonly account: Promise<SignedInAccount | undefined>;
  readonly until: number;
}

/** The account of the request's session. Somebody who works all day is not looked up with every click. */
export function callerFinder(db: Database): FindCaller {
  const known = new Map<string, KnownAccount>();

  function accountOf(id: string): Promise<SignedInAccount | undefined> {
    const now = Date.now();
    const fresh = known.get(id);
    if (fresh && fresh.until > now) return fresh.account;
    if (known.size >= ACCOUNTS_KNOWN) known.clear();
    const account = findAccount(db, id);
    account.catch(() => known.delete(id));
    known.set(id, { account, until: now + ACCOUNT_KNOWN_MS });
    return account;
  }

  return async (request) => {
    const { accountId, seenAt = 0 } = request.session;
    if (accountId === undefined) return null;
    // A changed session is saved and its cookie sent anew: both live for half an hour from here.
    if (Date.now() - seenAt > RENEW_EVERY_MS) request.session.seenAt = Date.now();
    return (await accountOf(accountId)) ?? null;
  };
}
