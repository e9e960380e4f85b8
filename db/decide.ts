// The one writer of cases: lock → decide → record, in one transaction, for routes and activities alike.
import type { Application } from '../domain/application/application.ts';
import { type Decision, decide, tick } from '../domain/application/decide.ts';
import type { Actor } from '../domain/application/events.ts';
import { completed } from '../domain/application/evolve.ts';
import { react } from '../domain/application/react.ts';
import type { Instant } from '../domain/calendar/local-date.ts';
import type { Refusal } from '../domain/refusals.ts';
import type { Transaction } from './client.ts';
import { contextOf, type Deciding } from './deciding.ts';
import { CaseNotFound, type DecideRequest, type Outcome } from './decision.ts';
import { followUp } from './follow-ups.ts';
import { stored } from './json.ts';
import type { LockedCase } from './locked-case.ts';
import { getMatterOf } from './matters.ts';
import { lockSessionFor } from './places.ts';
import { record } from './record.ts';
import { concludeRegistration } from './registration-effects.ts';
import { approvalRefusal } from './registration-review.ts';
import { transact } from './transact.ts';

/** Decides a command on a case and records what follows. A refusal is an answer, not an error. */
export async function decideCase(deps: Deciding, request: DecideRequest): Promise<Outcome> {
  return transact(deps.db, (tx) => decideWithin(deps, tx, request));
}

/** The same within a transaction: another case decided on because of this one. */
export async function decideWithin(
  deps: Deciding,
  tx: Transaction,
  request: DecideRequest,
): Promise<Outcome> {
  await lockSessionFor(tx, request);
  const found = await lockCase(tx, request.applicationId);
  if (!found || !isWithin(found, request.within)) throw new CaseNotFound(request.applicationId);
  const locked = { ...found, form: request.form ?? found.form };
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
  const action = typeof made === 'function' ? 'decide' : made.action;
  const kept = await follow(deps, tx, locked, decision, context.now);
  return conclude(tx, locked, kept, request, action, context.now);
}

/** Lets time decide on a case: raises what is due. */
export async function tickCase(deps: Deciding, applicationId: string): Promise<Outcome> {
  return transact(deps.db, async (tx) => {
    const locked = await lockCase(tx, applicationId);
    if (!locked) throw new CaseNotFound(applicationId);
    const actor: Actor = { id: 'clock', role: 'system' };
    const context = await contextFor(deps, tx, locked, actor);
    const decision = await follow(deps, tx, locked, tick(locked.application, context), context.now);
    return conclude(tx, locked, decision, { actor, byWorkflow: true }, 'tick', context.now);
  });
}

/** What the decision brings about elsewhere. Where that is refused, nothing of the decision is kept. */
async function follow(
  deps: Deciding,
  tx: Transaction,
  locked: LockedCase,
  decision: Decision,
  now: Instant,
): Promise<Decision> {
  const { id, form } = locked;
  const decideAlso = (request: DecideRequest) => decideWithin(deps, tx, request);
  const refusal =
    (await followUp(tx, { ...decision, deps, decideAlso, id, form, now })) ??
    (await approvalRefusal(tx, locked, decision.events));
  return refusal === null ? decision : { application: locked.application, events: [], refusal };
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
  return {
    ...rest,
    form: JSON.parse(tx.vault.open(formSealed)),
    application: completed(stored<Partial<Application>>(snapshot)),
  };
}
