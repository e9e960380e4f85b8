// One statement that records a decision: events, projection, clocks, rungs, task, audit and poke, all or nothing.
import type { Application } from '../domain/application/application.ts';
import type { ApplicationEvent } from '../domain/application/events.ts';
import { TASK_ROLES } from '../domain/application/lifecycle.ts';
import { messageOf } from '../domain/application/messages.ts';
import { react, taskOf } from '../domain/application/react.ts';
import type { Instant } from '../domain/calendar/local-date.ts';
import { Prisma } from '../prisma/generated/client.ts';
import { type AuditEntry, auditRowOf, saveAudit } from './audit.ts';
import type { Transaction } from './client.ts';
import { type KeptReply, saveReply } from './idempotency.ts';
import type { Vault } from './vault.ts';

export interface Recordable {
  readonly id: string;
  readonly application: Application;
  readonly events: readonly ApplicationEvent[];
  /** The state before, to see whether the task changes. */
  readonly before: Application | null;
  readonly lifecycle: string;
  readonly now: Instant;
  /** False when the case's own activity decided: its result is the poke. */
  readonly pokes: boolean;
  readonly audit: AuditEntry;
  /** The answer to keep under the request's key. */
  readonly kept: KeptReply | null;
  /** Who keeps the next task, when the same person goes on. */
  readonly nextAssigneeId: string | null;
}

/** Minutes a claimed task stays with its assignee without a sign of life. */
export const LEASE_MINUTES = 30;

/** Writes a decision under the case's lock, in one statement; without events only its audit row and its answer. */
export async function record(tx: Transaction, decision: Recordable): Promise<void> {
  if (decision.events.length === 0) return recordRefusal(tx, decision);
  const body = JSON.stringify(payloadOf(tx.vault, decision));
  await tx.$executeRaw(Prisma.sql`
    WITH d AS (SELECT ${body}::jsonb AS d),
    event AS (
      INSERT INTO application_event (application_id, seq, type, at, actor_id, actor_role, action, data)
      SELECT ${decision.id}::uuid, e.seq, e.type, e.at, e.actor_id, e.actor_role, e.action, e.data
      FROM d, jsonb_to_recordset(d->'events')
        AS e(seq int, type text, at timestamptz, actor_id text, actor_role text, action text, data jsonb)),
    projection AS (
      UPDATE application a
      SET state = p.state, stage = p.stage, open = p.open, version = p.version, snapshot = p.snapshot,
          delivery_mode = p.delivery_mode, zone = p.zone, submitted_at = p.submitted_at, accept_by = p.accept_by,
          accepted_at = p.accepted_at, deliver_by = p.deliver_by, delivered_at = p.delivered_at,
          closed_at = p.closed_at
      FROM d, jsonb_to_record(d->'projection')
        AS p(state text, stage text, open boolean, version int, snapshot jsonb, delivery_mode text, zone text,
             submitted_at timestamptz, accept_by timestamptz, accepted_at timestamptz, deliver_by timestamptz,
             delivered_at timestamptz, closed_at timestamptz)
      WHERE a.id = ${decision.id}::uuid),
    promise AS (
      INSERT INTO clock (application_id, kind, round, owner, status, started_at, due_at, stopped_at, outcome,
                         provisional, calendar_version)
      SELECT ${decision.id}::uuid, c.kind, c.round, c.owner, c.status, c."startedAt", c."dueAt", c."stoppedAt",
             c.outcome, c.provisional, c."calendarVersion"
      FROM d, jsonb_to_recordset(d->'clocks')
        AS c(kind text, round int, owner text, status text, "startedAt" timestamptz, "dueAt" timestamptz,
             "stoppedAt" timestamptz, outcome text, provisional boolean, "calendarVersion" int)
      ON CONFLICT (application_id, kind) DO UPDATE
      SET round = EXCLUDED.round, owner = EXCLUDED.owner, status = EXCLUDED.status,
          started_at = EXCLUDED.started_at, due_at = EXCLUDED.due_at, stopped_at = EXCLUDED.stopped_at,
          outcome = EXCLUDED.outcome, provisional = EXCLUDED.provisional,
          calendar_version = EXCLUDED.calendar_version),
    rung AS (
      INSERT INTO clock_rung (application_id, kind, round, rung, due_at, raised_at, seq)
      SELECT ${decision.id}::uuid, r.kind, r.round, r.rung, r.due_at, r.raised_at, r.seq
      FROM d, jsonb_to_recordset(d->'rungs')
        AS r(kind text, round int, rung text, due_at timestamptz, raised_at timestamptz, seq int)),
    closed_task AS (
      UPDATE task SET state = 'closed', closed_at = ${decision.now}::timestamptz, version = task.version + 1
      FROM d
      WHERE application_id = ${decision.id}::uuid AND task.state = 'open' AND (d->>'taskChanges')::boolean),
    kept_task AS (
      UPDATE task SET due_at = (d->>'taskDueAt')::timestamptz
      FROM d
      WHERE application_id = ${decision.id}::uuid AND task.state = 'open' AND NOT (d->>'taskChanges')::boolean),
    opened_task AS (
      INSERT INTO task (id, application_id, kind, role, office, service, state, assignee_id, lease_until, due_at, created_at)
      SELECT gen_random_uuid(), ${decision.id}::uuid, t.kind, t.role, t.office, t.service, 'open', t.assignee_id,
             t.lease_until, t.due_at, ${decision.now}::timestamptz
      FROM d, jsonb_to_recordset(d->'tasks')
        AS t(kind text, role text, office text, service text, assignee_id uuid, lease_until timestamptz, due_at timestamptz)),
    audit AS (
      INSERT INTO audit_event (at, actor_id, actor_role, for_id, office, source, action, object, refusal, reason,
                               request_id, before, after, before_digest, after_digest)
      SELECT x.at, x.actor_id, x.actor_role, x.for_id, x.office, x.source, x.action, x.object, x.refusal, x.reason,
             x.request_id, x.before, x.after, x.before_digest, x.after_digest
      FROM d, jsonb_to_record(d->'audit')
        AS x(at timestamptz, actor_id text, actor_role text, for_id text, office text, source text, action text,
             object text, refusal text, reason text, request_id text, before int, after int, before_digest text,
             after_digest text)),
    reply AS (
      UPDATE idempotency_key k
      SET status = r.status, headers = r.headers, body_sealed = r.body_sealed, locked_until = NULL
      FROM d, jsonb_to_recordset(d->'replies')
        AS r(account_id text, key text, status int, headers jsonb, body_sealed text)
      WHERE k.account_id = r.account_id AND k.key = r.key),
    message AS (
      INSERT INTO message (application_id, account_id, seq, template, created_at)
      SELECT ${decision.id}::uuid, m.account_id, m.seq, m.template, ${decision.now}::timestamptz
      FROM d, jsonb_to_recordset(d->'messages') AS m(account_id uuid, seq int, template text)),
    poke AS (
      INSERT INTO pending_poke (application_id, seq, lifecycle, body)
      SELECT ${decision.id}::uuid, (d->'poke'->>'seq')::int, ${decision.lifecycle}, d->'poke'
      FROM d WHERE (d->>'pokes')::boolean
      ON CONFLICT (application_id) DO UPDATE
      SET seq = EXCLUDED.seq, body = EXCLUDED.body, lifecycle = EXCLUDED.lifecycle
      WHERE pending_poke.seq < EXCLUDED.seq)
    SELECT CASE WHEN (d->>'pokes')::boolean THEN pg_notify('poke', '') END,
           CASE WHEN (d->>'ends')::boolean THEN pg_notify('ended', ${decision.id}) END
    FROM d WHERE (d->>'pokes')::boolean OR (d->>'ends')::boolean`);
}

async function recordRefusal(tx: Transaction, { audit, kept }: Recordable): Promise<void> {
  await saveAudit(tx, audit);
  if (kept) await saveReply(tx, kept.owner, kept.reply);
}

function payloadOf(
  vault: Vault,
  { application, events, before, now, pokes, nextAssigneeId, audit, kept }: Recordable,
) {
  const reaction = react(application);
  const wasOpen = before !== null && react(before).open;
  const task = taskOf(application);
  const taskChanges = task !== (before === null ? null : taskOf(before)) || isNewRound(events);
  const changedClocks = new Set(events.flatMap((event) => ('clock' in event ? [event.clock.kind] : [])));
  return {
    events: events.map(toEventRow),
    audit: auditRowOf(vault, audit),
    replies: kept ? [replyRowOf(vault, kept)] : [],
    projection: projectionOf(application),
    clocks: Object.values(application.clocks).filter((clock) => changedClocks.has(clock.kind)),
    rungs: events.flatMap(toRungRow),
    messages: events.flatMap((event) => toMessageRow(event, application)),
    taskChanges,
    taskDueAt: taskDueAt(application),
    tasks: task !== null && taskChanges ? [toTaskRow(application, task, now, nextAssigneeId)] : [],
    // A case that never had a workflow has nobody to tell.
    pokes: pokes && (reaction.open || wasOpen),
    poke: reaction,
    // Somebody may be waiting for the end of what is handled at once.
    ends: before !== null && react(before).stage === 'handling' && !reaction.open,
  };
}

/** The same task kind may be wanted again without another in between, as after spoilt goods. */
function isNewRound(events: readonly ApplicationEvent[]): boolean {
  return events.some((event) => event.type === 'resubmitted' || event.type === 'remake-ordered');
}

function replyRowOf(vault: Vault, { owner, reply }: KeptReply) {
  const { status, headers, body } = reply;
  return { account_id: owner.accountId, key: owner.key, status, headers, body_sealed: vault.seal(body) };
}

function toEventRow(event: ApplicationEvent) {
  const { seq, type, at, actor, action, ...data } = event;
  return { seq, type, at, actor_id: actor.id, actor_role: actor.role, action, data };
}

function toRungRow(event: ApplicationEvent) {
  if (event.type !== 'rung-raised') return [];
  const { clock, rung, dueAt, at, seq } = event;
  return [{ kind: clock.kind, round: clock.round, rung, due_at: dueAt, raised_at: at, seq }];
}

function toMessageRow(event: ApplicationEvent, { applicantId, lifecycle }: Application) {
  const template = messageOf(event, lifecycle);
  return template === null ? [] : [{ account_id: applicantId, seq: event.seq, template }];
}

/** The columns that lists and searches read, all derived from the folded state. */
export function projectionOf(application: Application) {
  const { state, version, delivery, clocks } = application;
  const { stage, open } = react(application);
  return {
    state,
    stage,
    open,
    version,
    snapshot: application,
    delivery_mode: delivery?.mode ?? null,
    zone: delivery?.mode === 'post' ? delivery.zone : null,
    submitted_at: application.submittedAt,
    accept_by: clocks.acceptance?.dueAt ?? null,
    accepted_at: application.acceptedAt,
    deliver_by: (delivery?.mode === 'pickup' ? clocks['pickup-ready'] : clocks.delivery)?.dueAt ?? null,
    delivered_at: application.deliveredAt,
    closed_at: application.closedAt,
  };
}

/** The promise a task works towards: the least due of those the office keeps. */
function taskDueAt(application: Application): Instant | null {
  const due = Object.values(application.clocks)
    .filter((clock) => clock.status === 'running')
    .map((clock) => clock.dueAt);
  return due.sort()[0] ?? null;
}

function toTaskRow(
  application: Application,
  kind: keyof typeof TASK_ROLES,
  now: Instant,
  assigneeId: string | null,
) {
  const keeps = assigneeId !== null && kind === 'review';
  return {
    kind,
    role: TASK_ROLES[kind],
    office: application.office,
    service: application.service,
    assignee_id: keeps ? assigneeId : null,
    lease_until: keeps ? new Date(Date.parse(now) + LEASE_MINUTES * 60_000).toISOString() : null,
    due_at: taskDueAt(application),
  };
}
