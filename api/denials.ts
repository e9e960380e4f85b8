// Attempts that were denied to somebody who is signed in: rows of the audit trail like everything that was done.
import type { Request } from 'express';
import { type Origin, saveAudit } from '../db/audit.ts';
import type { Deciding } from '../db/deciding.ts';
import { CaseNotFound } from '../db/decision.ts';
import type { RefusalCode } from '../domain/refusals.ts';
import { auditActorOf, type Caller } from './caller.ts';
import type { RouteContract } from './contract/define.ts';
import { Refused } from './refused.ts';

/** What is kept from somebody: what they may not do, and what is not there for them. */
const DENIALS: readonly RefusalCode[] = ['not-permitted', 'not-found', 'four-eyes', 'account-not-active'];

function denialOf(error: unknown): RefusalCode | undefined {
  if (error instanceof CaseNotFound) return 'not-found';
  return error instanceof Refused ? DENIALS.find((code) => code === error.refusal.code) : undefined;
}

export interface Attempt {
  readonly contract: RouteContract;
  readonly request: Request;
  readonly caller: Caller;
  readonly origin: Origin;
}

export interface Denied extends Pick<Attempt, 'caller' | 'origin'> {
  readonly action: string;
  readonly object: string;
  readonly refusal: RefusalCode;
}

/** Adds the row of one denial. */
export async function noteDenial(
  { db, now }: Pick<Deciding, 'db' | 'now'>,
  { caller, ...entry }: Denied,
): Promise<void> {
  await saveAudit(db, { ...entry, at: await now(), actor: auditActorOf(caller) });
}

/** Does what was asked for; a denial leaves a row before it is told. */
export async function notingDenials<T>(
  { db, now }: Pick<Deciding, 'db' | 'now'>,
  attempt: Attempt,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const refusal = denialOf(error);
    if (refusal !== undefined) {
      const { contract, request, caller, origin } = attempt;
      const object = objectOf(contract, request);
      await noteDenial({ db, now }, { caller, origin, action: contract.operation, object, refusal });
    }
    throw error;
  }
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The route, with the ids that the address names; nothing else of an address is kept. */
function objectOf({ path }: RouteContract, { params }: Request): string {
  const route = path.replaceAll(/\{(\w+)\}/g, (braced, name: string) => {
    const given: unknown = params[name];
    return typeof given === 'string' && ID.test(given) ? given : braced;
  });
  return route.replace(/^\/api\/v1\//, '');
}
