// One row per mutation and per refused attempt, in the transaction of what it tells of.
import type { Actor } from '../domain/application/events.ts';
import type { Instant } from '../domain/calendar/local-date.ts';
import type { Transaction } from './client.ts';

export interface AuditEntry {
  readonly at: Instant;
  readonly actor: Actor;
  readonly action: string;
  /** Kind and opaque id, as in `application/0190…`. */
  readonly object: string;
  readonly refusal?: string | null;
  readonly requestId?: string | null;
  /** Versions of the object before and after. */
  readonly before?: number | null;
  readonly after?: number | null;
}

/** An entry as a row; what it leaves out is null. */
export function auditRowOf({ at, actor, action, object, refusal, requestId, before, after }: AuditEntry) {
  return {
    at,
    actor_id: actor.id,
    actor_role: actor.role,
    action,
    object,
    refusal: refusal ?? null,
    request_id: requestId ?? null,
    before: before ?? null,
    after: after ?? null,
  };
}

/** Adds a row to the audit trail. */
export async function saveAudit(tx: Transaction, entry: AuditEntry): Promise<void> {
  const row = auditRowOf(entry);
  await tx.$executeRaw`
    INSERT INTO audit_event (at, actor_id, actor_role, action, object, refusal, request_id, before, after)
    VALUES (${row.at}::timestamptz, ${row.actor_id}, ${row.actor_role}, ${row.action}, ${row.object}, ${row.refusal},
            ${row.request_id}, ${row.before}::int, ${row.after}::int)`;
}
