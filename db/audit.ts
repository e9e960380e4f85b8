// One row per mutation, refused attempt, or reading of full personal data, in the transaction of what it tells of.
import type { Actor } from '../domain/application/events.ts';
import type { Instant } from '../domain/calendar/local-date.ts';
import type { Transaction } from './client.ts';
import type { Vault } from './vault.ts';

/** The request behind an act. */
export interface Origin {
  readonly requestId: string;
  /** The address it came from. */
  readonly source: string | null;
}

/** Who acts, for audit: an account or a part of the platform, with the office it acts in and whom it stands in for. */
export interface AuditActor extends Pick<Actor, 'id'> {
  readonly role: string;
  readonly office?: string | null;
  readonly forId?: string | null;
}

export interface AuditEntry {
  readonly at: Instant;
  readonly actor: AuditActor;
  readonly action: string;
  /** Kind and opaque id, as in `application/0190…`. */
  readonly object: string;
  readonly refusal?: string | null;
  /** Why, where a reason must be given. Never personal: a code, or words of the actor on the matter. */
  readonly reason?: string | null;
  readonly origin?: Origin | undefined;
  /** Versions of the object before and after. */
  readonly before?: number | null;
  readonly after?: number | null;
  /** The object before and after: only their digests are kept. */
  readonly states?: { readonly before: unknown; readonly after: unknown };
}

/**
 * HMAC of a value's canonical JSON (members in order of their names); null of nothing. Keyed, since a state may be a single
 * mobile: without the key nobody can try all there are.
 */
function digestOf(vault: Vault, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return vault.index('audit-state', JSON.stringify(value, inOrder));
}

function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** An entry as a row; what it leaves out is null. */
export function auditRowOf(vault: Vault, entry: AuditEntry) {
  const { at, actor, action, object, origin, states } = entry;
  return {
    at,
    actor_id: actor.id,
    actor_role: actor.role,
    for_id: actor.forId ?? null,
    office: actor.office ?? null,
    source: origin?.source ?? null,
    action,
    object,
    refusal: entry.refusal ?? null,
    reason: entry.reason ?? null,
    request_id: origin?.requestId ?? null,
    before: entry.before ?? null,
    after: entry.after ?? null,
    before_digest: digestOf(vault, states?.before),
    after_digest: digestOf(vault, states?.after),
  };
}

/** Adds a row to the audit trail. */
export async function saveAudit(tx: Transaction, entry: AuditEntry): Promise<void> {
  const row = JSON.stringify(auditRowOf(tx.vault, entry));
  await tx.$executeRaw`
    INSERT INTO audit_event (at, actor_id, actor_role, for_id, office, source, action, object, refusal, reason, request_id,
                             before, after, before_digest, after_digest)
    SELECT x.at, x.actor_id, x.actor_role, x.for_id, x.office, x.source, x.action, x.object, x.refusal, x.reason,
           x.request_id, x.before, x.after, x.before_digest, x.after_digest
    FROM jsonb_to_record(${row}::jsonb)
      AS x(at timestamptz, actor_id text, actor_role text, for_id text, office text, source text, action text,
           object text, refusal text, reason text, request_id text, before int, after int, before_digest text,
           after_digest text)`;
}
