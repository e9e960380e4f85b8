// What a file of this folder does: one kind of change in the register, in the transaction that records it.
import type { Instant } from '../../domain/calendar/local-date.ts';
import type { Refusal } from '../../domain/refusals.ts';
import type { Transaction } from '../client.ts';
import type { Deciding } from '../deciding.ts';
import type { LockedCase } from '../locked-case.ts';

export interface EffectGiven {
  /** For a decision on another case in the same transaction (`decideWithin`). */
  readonly deps: Deciding;
  readonly locked: LockedCase;
  readonly now: Instant;
}

/**
 * Carries the effect out. It runs once a case: what it writes and that it has run are recorded together. A refusal ends
 * the case with that reason; nothing may have been written then.
 */
export type Effect = (tx: Transaction, given: EffectGiven) => Promise<Refusal | null>;

/** The licence of a case that cannot be without one. */
export function licenceIdOf({ id, licenceId }: LockedCase): string {
  if (licenceId === null) throw new Error(`application ${id} has no licence`);
  return licenceId;
}
