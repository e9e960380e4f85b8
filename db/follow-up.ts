// What a file with a follow-up answers: what a decision's events bring about in its tables.
import type { Decision } from '../domain/application/decide.ts';
import type { Instant } from '../domain/calendar/local-date.ts';
import type { Refusal } from '../domain/refusals.ts';
import type { Form } from '../domain/services/define.ts';
import type { Transaction } from './client.ts';
import type { Deciding } from './deciding.ts';
import type { DecideRequest, Outcome } from './decision.ts';

export interface FollowedDecision extends Pick<Decision, 'application' | 'events'> {
  readonly deps: Deciding;
  /** A decision on another case in the same transaction: who waits for what this one gives back. */
  readonly decideAlso: (request: DecideRequest) => Promise<Outcome>;
  readonly id: string;
  readonly form: Form;
  readonly now: Instant;
}

/** Writes what follows; a refusal undoes the whole decision, so nothing may have been written before it. */
export type FollowUp = (tx: Transaction, decision: FollowedDecision) => Promise<Refusal | null>;
