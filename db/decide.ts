// The one writer of cases: lock → decide → record, in one transaction, for routes and activities alike.
import type { Application } from '../domain/application/application.ts';
import type { Command } from '../domain/application/commands.ts';
import { type Decision, decide, tick } from '../domain/application/decide.ts';
import type { Actor, ApplicationEvent } from '../domain/application/events.ts';
import { type Reaction, react } from '../domain/application/react.ts';
import type { Instant } from '../domain/calendar/local-date.ts';
import type { Refusal } from '../domain/refusals.ts';
import type { Origin } from './audit.ts';
import type { Transaction } from './client.ts';
import { contextOf, type Deciding } from './deciding.ts';
import type { KeptReply } from './idempotency.ts';
import { stored } from './json.ts';
import type { LockedCase } from './locked-case.ts';
import { getMatterOf } from './matters.ts';
import { registerParcels } from './parcels.ts';
import { record } from './record.ts';
import { concludeRegistration } from './registration-effects.ts';
import { approvalRefusal } from './registration-review.ts';
import { transact } from './transact.ts';

export interface Outcome {
  readonly id: string;
  readonly number: string;
  readonly application: Application;
  readonly reaction: Reaction;
  /** Events of this decision; empty when it was refused and time had brought nothing about. */
  readonly events: readonly ApplicationEvent[];
  readonly refusal: Refusal | null;
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
  /** Writes more in the same transaction: form, address. */
  readonly alongside?: (tx: Transaction, outcome: Outcome) => Promise<void>;
}

/** Thrown where no such case exists for the one who asks. */
export class CaseNotFound extends Error {
  override readonly name = 'CaseNotFound';
}

/** Decides a command on a case and records what follows. A refusal is an answer, not an error. */
export async function decideCase(deps: Deciding, request: DecideRequest): Promise<Outcome> {
  return transact(deps.db, async (tx) => {
    const locked = await lockCase(tx, request.applicationId);
    if (!locked || !isWithin(locked, request.within)) throw new CaseNotFound(request.applicationId);
    const context = await contextFor(deps, tx, locked, request.actor);
    const refused = notFresh(locked, request) ?? notTheirTask(locked, request);
    const made =
      refused === null && typeof request.command === 'function'
        ? await request.command(tx, locked, context.now)
        : request.command;
    const decision =
      refused !== null || typeof made === 'function'
        ? { application: locked.application, events: [], refusal: refused }
        : decide(locked.application, made, context);
    const refusal =
      decision.refusal ??
      (await registerParcels(tx, locked.id, decision.events, context.now)) ??
      (await approvalRefusal(tx, locked, decision.events));
    const kept =
      refusal !== null && decision.refusal === null
        ? { ...decision, application: locked.application, events: [] }
        : decision;
    const action = typeof made === 'function' ? 'decide' : made.action;
    return conclude(tx, locked, { ...kept, refusal }, request, action, context.now);
  });
}

/** Lets time decide on a case: raises what is due. */
export async function tickCase(deps: Deciding, applicationId: string): Promise<Outcome> {
  return transact(deps.db, async (tx) => {
    const locked = await lockCase(tx, applicationId);
    if (!locked) throw new CaseNotFound(applicationId);
    const actor: Actor = { id: 'clock', role: 'system' };
    const context = await contextFor(deps, tx, locked, actor);
    const decision = tick(locked.application, context);
    return conclude(tx, locked, decision, { actor, byWorkflow: true }, 'tick', context.now);
  });
}

async function contextFor(deps: Deciding, tx: Transaction, locked: LockedCase, actor: Actor) {
  const { office, form, calendarVersion } = locked;
  return contextOf(deps, tx, { actor, office, form, calendarVersion, service: getMatterOf(locked.service) });
}

async function conclude(
  tx: Transaction,
  locked: LockedCase,
  { application, events, refusal }: Decision,
  request: Pick<DecideRequest, 'actor' | 'forId' | 'origin' | 'reply' | 'alongside' | 'byWorkflow'>,
  action: string,
  now: Instant,
): Promise<Outcome> {
  const { id, number, lifecycle } = locked;
  const outcome = { id, number, application, reaction: react(application), events, refusal, decidedAt: now };
  // An alarm that raises nothing leaves no trace.
  if (action !== 'tick' || events.length > 0) {
    await record(tx, {
      id,
      application,
      events,
      before: locked.application,
      lifecycle,
      now,
      pokes: !request.byWorkflow,
      nextAssigneeId: request.actor.role === 'clerk' ? request.actor.id : null,
      kept: request.reply?.(outcome) ?? null,
      audit: {
        at: now,
        actor: { ...request.actor, office: locked.office, forId: request.forId ?? null },
        action,
        object: `application/${id}`,
        refusal: refusal?.code ?? null,
        origin: request.origin,
        before: locked.application.version,
        after: application.version,
        states: { before: locked.application, after: application },
      },
    });
  }
  if (locked.application.lifecycle === 'L-REGISTER' || locked.application.lifecycle === 'L-NEW-CAR') {
    await concludeRegistration(tx, locked, events);
  }
  await request.alongside?.(tx, outcome);
  return outcome;
}

function isWithin(locked: LockedCase, within: DecideRequest['within']): boolean {
  if (within === undefined) return true;
  return 'applicantId' in within
    ? within.applicantId === locked.applicantId
    : // What is not submitted yet is nobody's but the applicant's.
      within.office === locked.office && locked.application.submittedAt !== null;
}

function notFresh(locked: LockedCase, { expectedVersion }: DecideRequest): Refusal | null {
  const stale = expectedVersion !== undefined && expectedVersion !== locked.application.version;
  return stale ? { code: 'version-stale' } : null;
}

function notTheirTask({ taskId, assigneeId }: LockedCase, { task, actor }: DecideRequest): Refusal | null {
  if (task === undefined || taskId === null) return null;
  const mine = assigneeId === actor.id || (task === 'mine-or-free' && assigneeId === null);
  return mine ? null : { code: 'task-not-yours' };
}

interface LockedRow extends Omit<LockedCase, 'application' | 'form'> {
  readonly formSealed: string;
  readonly snapshot: unknown;
}

async function lockCase(tx: Transaction, id: string): Promise<LockedCase | null> {
  const [row] = await tx.$queryRaw<LockedRow[]>`
    SELECT a.id, a.number, a.service, a.lifecycle, a.office, a.applicant_id AS "applicantId",
           a.vehicle_id AS "vehicleId", a.licence_id AS "licenceId", a.form_sealed AS "formSealed", a.snapshot,
           (SELECT max(version) FROM calendar_version) AS "calendarVersion", t.id AS "taskId", t.assignee_id AS "assigneeId"
    FROM application a
    LEFT JOIN task t ON t.application_id = a.id AND t.state = 'open'
    WHERE a.id = ${id}::uuid
    FOR UPDATE OF a`;
  if (!row) return null;
  const { snapshot, formSealed, ...rest } = row;
  return { ...rest, form: JSON.parse(tx.vault.open(formSealed)), application: stored<Application>(snapshot) };
}
