// Sessions in PostgreSQL: signing in must not need Redis. Who a request comes from is asked of its session.
import connectPgSimple from 'connect-pg-simple';
import type { Express } from 'express';
import session from 'express-session';
import type pg from 'pg';
import { findAccount, listStandIns } from '../../db/accounts.ts';
import type { Deciding } from '../../db/deciding.ts';
import { touchSession } from '../../db/sessions.ts';
import { type Caller, callerOf } from '../caller.ts';
import type { FindCaller } from '../handle.ts';
import { closeSession } from '../sign-in/open-session.ts';
import { isOver } from '../sign-in/session-limits.ts';

declare module 'express-session' {
  interface SessionData {
    accountId: string;
    /** The account's epoch at sign-in: raised since, the session is over. */
    epoch: number;
    /** Milliseconds since the epoch, as `seenAt` is; that is renewed once a minute, not with every request. */
    openedAt: number;
    seenAt: number;
    /** Names the session to its owner. */
    handle: string;
    /** Masked. */
    source: string;
    /** Whose password was right, until when their second factor is awaited, and the secret that they are setting up. */
    pending: PendingSignIn;
  }
}

export interface PendingSignIn {
  readonly accountId: string;
  readonly epoch: number;
  readonly until: number;
  readonly totpSealed: string | null;
}

const RENEW_EVERY_MS = 60_000;
/** Of sessions that nobody has signed in to. */
const ANONYMOUS_MS = 10 * 60_000;

/** Sessions in their table. Closed before its pool is, it deletes no more of those that are over. */
export function openSessionStore(pool: pg.Pool) {
  const Store = connectPgSimple(session);
  return new Store({ pool, tableName: 'session', pruneSessionInterval: 15 * 60, disableTouch: true });
}

export interface SessionOptions {
  readonly store: session.Store;
  readonly secret: string;
  /** Over HTTPS the cookie is host-locked. */
  readonly secure: boolean;
}

/** Ties requests to their sessions. Whoever keeps nothing in one gets neither a row nor a cookie. */
export function setUpSession(app: Express, { store, secret, secure }: SessionOptions): void {
  app.use(
    '/api/v1',
    session({
      store,
      name: secure ? '__Host-sid' : 'sid',
      secret,
      resave: false,
      saveUninitialized: false,
      rolling: false,
      cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: ANONYMOUS_MS },
    }),
  );
}

/** A suspended account is found out within this time. */
const CALLER_KNOWN_MS = 1_000;
const CALLERS_KNOWN = 5_000;

interface KnownCaller {
  readonly found: Promise<Caller | undefined>;
  readonly until: number;
}

/** The caller of the request's session. Somebody who works all day is not looked up with every click. */
export function callerFinder(
  { db, now }: Pick<Deciding, 'db' | 'now'>,
  clockMs: () => number = Date.now,
): FindCaller {
  const known = new Map<string, KnownCaller>();

  function lookUpOnce(id: string): Promise<Caller | undefined> {
    const fresh = known.get(id);
    if (fresh && fresh.until > Date.now()) return fresh.found;
    return lookUpAgain(id);
  }

  function lookUpAgain(id: string): Promise<Caller | undefined> {
    if (known.size >= CALLERS_KNOWN) known.clear();
    const found = lookUp(id);
    found.catch(() => known.delete(id));
    known.set(id, { found, until: Date.now() + CALLER_KNOWN_MS });
    return found;
  }

  async function lookUp(id: string): Promise<Caller | undefined> {
    const account = await findAccount(db, id);
    if (account === undefined) return undefined;
    return callerOf(account, account.kind === 'staff' ? await listStandIns(db, account, await now()) : []);
  }

  /** A session younger than what is remembered of its account asks anew: its owner has just changed something. */
  async function callerWithin(id: string, epoch: number): Promise<Caller | undefined> {
    const caller = await lookUpOnce(id);
    return caller && caller.account.sessionEpoch < epoch ? lookUpAgain(id) : caller;
  }

  return async (request) => {
    const { accountId, epoch = 0, openedAt = 0, seenAt = 0 } = request.session;
    if (accountId === undefined) return null;
    const caller = await callerWithin(accountId, epoch);
    const atMs = clockMs();
    if (caller === undefined || isOver({ epoch, openedAt, seenAt }, caller.account, atMs)) {
      await closeSession(request);
      return null;
    }
    if (atMs - seenAt > RENEW_EVERY_MS) await touchSession(db, request.sessionID, atMs);
    return caller;
  };
}
