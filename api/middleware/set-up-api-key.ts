// Requests of units' own systems: their key is checked before anything else, and opens only what keys may be made for.
import type { Express, Request } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { findAccount } from '../../db/accounts.ts';
import { findKeyText, findKnownKey, type KnownKey, markKeyUsed } from '../../db/api-keys.ts';
import { type Origin, saveAudit } from '../../db/audit.ts';
import type { Deciding } from '../../db/deciding.ts';
import { epochMs, type Instant } from '../../domain/calendar/local-date.ts';
import { isOpenToKeys, UNIT_KINDS_WITH_KEYS, withinScopes } from '../../domain/permissions/key-scopes.ts';
import { auditActorOf, type Caller, callerOf } from '../caller.ts';
import { pathForm } from '../contract/define.ts';
import { CONTRACTS } from '../contract/index.ts';
import type { FindCaller } from '../handle.ts';
import { bringsSession, findShownKey } from '../key-text.ts';
import { tooMany } from '../limits/limits.ts';
import { Refused } from '../refused.ts';
import { requestIdOf } from '../request-id.ts';

/** A key that is revoked is found out within this time. */
const KEY_KNOWN_MS = 1_000;
const KEYS_KNOWN = 1_000;
const MARK_EVERY_MS = 60_000;

/** The routes that a key may open, by method and the form of their path. Everything else is shut. */
const OPEN = CONTRACTS.flatMap(({ method, path, access }) =>
  typeof access !== 'string' && isOpenToKeys(access)
    ? [{ method: method.toUpperCase(), form: pathForm(path) }]
    : [],
);

const isOpen = (method: string, path: string) =>
  OPEN.some((route) => route.method === method && route.form.test(path));

interface Known {
  readonly key: KnownKey;
  readonly caller: Caller;
}

const callers = new WeakMap<Request, Caller>();

/** The caller whose key the request showed, else whoever `findBySession` finds. */
export function withKeys(findBySession: FindCaller): FindCaller {
  return async (request) => callers.get(request) ?? findBySession(request);
}

/** Requests a minute of one key, and failures a minute of one address; each process counts its own. */
const REQUESTS = { points: 600, duration: 60 };
const FAILURES = { points: 30, duration: 60 };

export function setUpApiKey(app: Express, { db, now }: Pick<Deciding, 'db' | 'now'>): void {
  const requests = new RateLimiterMemory(REQUESTS);
  const failures = new RateLimiterMemory(FAILURES);
  const known = new Map<string, { readonly found: Promise<Known | undefined>; readonly until: number }>();

  function find(id: string): Promise<Known | undefined> {
    const at = Date.now();
    const fresh = known.get(id);
    if (fresh && fresh.until > at) return fresh.found;
    if (known.size >= KEYS_KNOWN) known.clear();
    const found = lookUp(id);
    found.catch(() => known.delete(id));
    known.set(id, { found, until: at + KEY_KNOWN_MS });
    return found;
  }

  async function lookUp(id: string): Promise<Known | undefined> {
    const key = await findKnownKey(db, id);
    if (key === undefined) return undefined;
    const account = await findAccount(db, key.accountId);
    if (account?.unit?.id !== key.unitId) return undefined;
    const caller = callerOf(account, [], { id, within: withinScopes(key.scopes) });
    return { key, caller };
  }

  async function callerShowing(text: string, origin: Origin): Promise<Caller> {
    const source = origin.source ?? '';
    const failed = await failures.get(source);
    if (failed && failed.remainingPoints <= 0) throw new Refused(tooMany(failed.msBeforeNext));
    const shown = findKeyText(text);
    const found = shown && (await find(shown.id));
    if (found === undefined) return refuse(source);
    const { key, caller } = found;
    const at = await now();
    if (!key.isSecret(shown?.secret ?? '') || !isGood(key, at) || !isOfSuchUnit(caller)) {
      await saveAudit(db, {
        ...{ at, actor: auditActorOf(caller), action: 'use-api-key', object: `api-key/${key.id}`, origin },
        refusal: 'key-invalid',
      });
      return refuse(source);
    }
    await requests.consume(key.id).catch(refuseTooMany);
    if (isToBeMarked(key, at)) await markKeyUsed(db, key.id, at);
    return caller;
  }

  async function refuse(source: string): Promise<never> {
    await failures.consume(source).catch(refuseTooMany);
    throw new Refused({ code: 'key-invalid' });
  }

  app.use('/api/v1', async (request, _response, next) => {
    const text = findShownKey(request);
    if (text === undefined) return next();
    if (bringsSession(request)) throw new Refused({ code: 'key-with-session' });
    if (!isOpen(request.method, request.baseUrl + request.path))
      throw new Refused({ code: 'key-not-accepted' });
    const origin = { requestId: requestIdOf(request), source: request.ip ?? null };
    callers.set(request, await callerShowing(text, origin));
    next();
  });
}

function refuseTooMany(told: unknown): never {
  throw told instanceof RateLimiterRes ? new Refused(tooMany(told.msBeforeNext)) : told;
}

const isGood = ({ revokedAt, expiresAt }: KnownKey, at: Instant) =>
  revokedAt === null && expiresAt.getTime() > epochMs(at);

const isOfSuchUnit = ({ account }: Caller) => UNIT_KINDS_WITH_KEYS.includes(account.unit?.kind ?? '');

const isToBeMarked = ({ lastUsedAt }: KnownKey, at: Instant) =>
  lastUsedAt === null || epochMs(at) - lastUsedAt.getTime() >= MARK_EVERY_MS;
