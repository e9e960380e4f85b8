// Reading the audit trail: by what an auditor asks for, newest first, with each row's place in the chain.
import { Prisma } from '../prisma/generated/client.ts';
import type { Database } from './client.ts';

export interface AuditFilter {
  /** Included. */
  readonly from?: string | undefined;
  /** Not included. */
  readonly until?: string | undefined;
  readonly actorId?: string | undefined;
  readonly action?: string | undefined;
  readonly object?: string | undefined;
  readonly office?: string | undefined;
  /** Refused attempts alone, or everything else. */
  readonly refusal?: 'only' | 'none' | undefined;
  readonly requestId?: string | undefined;
}

export interface AuditPosition {
  readonly at: string;
  readonly id: string;
}

export interface AuditRecord {
  readonly id: string;
  readonly at: Date;
  readonly actorId: string;
  readonly actorRole: string;
  readonly forId: string | null;
  readonly office: string | null;
  readonly source: string | null;
  readonly action: string;
  readonly object: string;
  readonly refusal: string | null;
  readonly reason: string | null;
  readonly requestId: string | null;
  readonly before: number | null;
  readonly after: number | null;
  readonly beforeDigest: string | null;
  readonly afterDigest: string | null;
  /** null until the row is sealed. */
  readonly position: string | null;
  readonly digest: string | null;
}

/** Rows that fit a filter, newest first, from after the given position. */
export async function listAudit(
  db: Database,
  filter: AuditFilter,
  { after, limit }: { readonly after: AuditPosition | null; readonly limit: number },
): Promise<readonly AuditRecord[]> {
  const beyond =
    after === null ? [] : [Prisma.sql`(e.at, e.id) < (${after.at}::timestamptz, ${after.id}::bigint)`];
  const conditions = [Prisma.sql`true`, ...conditionsOf(filter), ...beyond];
  return db.$queryRaw<AuditRecord[]>`
    SELECT e.id::text AS id, e.at, e.actor_id AS "actorId", e.actor_role AS "actorRole", e.for_id AS "forId", e.office,
           e.source, e.action, e.object, e.refusal, e.reason, e.request_id AS "requestId", e.before, e.after,
           e.before_digest AS "beforeDigest", e.after_digest AS "afterDigest", l.position::text AS position, l.digest
    FROM audit_event e LEFT JOIN audit_link l ON l.event_id = e.id
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY e.at DESC, e.id DESC LIMIT ${limit}`;
}

function conditionsOf(filter: AuditFilter): readonly Prisma.Sql[] {
  const { from, until, actorId, action, object, office, refusal, requestId } = filter;
  return [
    ...(from === undefined ? [] : [Prisma.sql`e.at >= ${from}::timestamptz`]),
    ...(until === undefined ? [] : [Prisma.sql`e.at < ${until}::timestamptz`]),
    ...(actorId === undefined ? [] : [Prisma.sql`e.actor_id = ${actorId}`]),
    ...(action === undefined ? [] : [Prisma.sql`e.action = ${action}`]),
    ...(object === undefined ? [] : [Prisma.sql`e.object = ${object}`]),
    ...(office === undefined ? [] : [Prisma.sql`e.office = ${office}`]),
    ...(refusal === undefined ? [] : [refusal === 'only' ? REFUSED : DONE]),
    ...(requestId === undefined ? [] : [Prisma.sql`e.request_id = ${requestId}`]),
  ];
}

const REFUSED = Prisma.sql`e.refusal IS NOT NULL`;
const DONE = Prisma.sql`e.refusal IS NULL`;
