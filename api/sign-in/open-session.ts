// A session begins under a new id: one that somebody else knew before is worth nothing (session fixation).
import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type { SignedInAccount } from '../../db/accounts.ts';
import { SECOND_FACTOR_MS, sessionLimitsOf } from './session-limits.ts';
import { maskedSource } from './source.ts';

type Owner = Pick<SignedInAccount, 'id' | 'kind' | 'sessionEpoch'>;

/** Opens the session of somebody who has shown who they are. */
export async function openSession(
  request: Request,
  { id, kind, sessionEpoch }: Owner,
  atMs = Date.now(),
): Promise<void> {
  await renew(request, sessionLimitsOf({ kind }).wholeMs, {
    ...{ accountId: id, epoch: sessionEpoch, openedAt: atMs, seenAt: atMs },
    ...{ handle: randomUUID(), source: maskedSource(request.ip) },
  });
}

/** Remembers whose password was right until their second factor is. Such a session opens nothing. */
export async function awaitSecondFactor(
  request: Request,
  { id, sessionEpoch }: Owner,
  atMs: number,
): Promise<void> {
  const pending = { accountId: id, epoch: sessionEpoch, until: atMs + SECOND_FACTOR_MS, totpSealed: null };
  await renew(request, SECOND_FACTOR_MS, { pending });
}

async function renew(request: Request, maxAge: number, data: object): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    request.session.regenerate((error) => (error ? reject(error) : resolve())),
  );
  Object.assign(request.session, data);
  request.session.cookie.maxAge = maxAge;
  await saveSession(request);
}

/** Keeps what was changed in a session before the answer goes out. */
export function saveSession({ session }: Request): Promise<void> {
  return new Promise((resolve, reject) => session.save((error) => (error ? reject(error) : resolve())));
}

/** Ends the session of a request. */
export function closeSession({ session }: Request): Promise<void> {
  return new Promise((resolve, reject) => session.destroy((error) => (error ? reject(error) : resolve())));
}
