// A decision on a stored case: what is asked for, and what came of it.
import type { Application } from '../domain/application/application.ts';
import type { Command } from '../domain/application/commands.ts';
import type { Actor, ApplicationEvent } from '../domain/application/events.ts';
import type { Told } from '../domain/application/gate.ts';
import type { Reaction } from '../domain/application/react.ts';
import type { Instant } from '../domain/calendar/local-date.ts';
import type { Refusal } from '../domain/refusals.ts';
import type { Form } from '../domain/services/define.ts';
import type { IssuedCertificate } from './applications.ts';
import type { Origin } from './audit.ts';
import type { Transaction } from './client.ts';
import type { KeptReply } from './idempotency.ts';
import type { LockedCase } from './locked-case.ts';

export interface Outcome {
  readonly id: string;
  readonly number: string;
  readonly application: Application;
  readonly reaction: Reaction;
  /** Events of this decision; empty when it was refused and time had brought nothing about. */
  readonly events: readonly ApplicationEvent[];
  readonly refusal: Refusal | null;
  /** What the applicant is told with a submission. */
  readonly advice?: readonly Told[];
  /** Of an examination that is done. */
  readonly certificate?: IssuedCertificate | null;
  readonly decidedAt: Instant;
}

export interface DecideRequest {
  readonly applicationId: string;
  /** The command, or how to make it from what is read under the lock. */
  readonly command: Command | ((tx: Transaction, locked: LockedCase, now: Instant) => Promise<Command>);
  readonly actor: Actor;
  /** What the actor may see: own cases, or those submitted to an office. A case outside it is not found. */
  readonly within?: { readonly applicantId: string } | { readonly office: string };
  /** The version the actor saw. */
  readonly expectedVersion?: number;
  /** Whether the open task must be the actor's, or at least nobody else's. */
  readonly task?: 'mine' | 'mine-or-free';
  readonly origin?: Origin | undefined;
  /** Whom the actor stands in for. */
  readonly forId?: string | null;
  /** Set by the case's own activities: the answer is the poke, nothing else is sent. */
  readonly byWorkflow?: true;
  /** The answer to keep under the request's key, with the decision. */
  readonly reply?: (outcome: Outcome) => KeptReply | null;
  /** What the form becomes with this decision; stored by `alongside`. */
  readonly form?: Form;
  /** Writes more in the same transaction: form, address. */
  readonly alongside?: (tx: Transaction, outcome: Outcome) => Promise<void>;
}

/** Thrown where no such case exists for the one who asks. */
export class CaseNotFound extends Error {
  override readonly name = 'CaseNotFound';
}
