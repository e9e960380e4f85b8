// What of an audit row is sealed, and how each link of the chain holds the one before it.
import { createHmac } from 'node:crypto';
import { Prisma } from '../prisma/generated/client.ts';

/** An audit row as it is sealed: every column, each in one form that no setting of a connection changes. */
export interface SealedRow {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: string;
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
  readonly before: string | null;
  readonly after: string | null;
  readonly beforeDigest: string | null;
  readonly afterDigest: string | null;
}

/** The columns of a {@link SealedRow}, of `audit_event e`. */
export const SEALED_COLUMNS = Prisma.sql`
  e.id::text AS id, trim_scale(extract(epoch FROM e.at) * 1000)::text AS at, e.actor_id AS "actorId",
  e.actor_role AS "actorRole", e.for_id AS "forId", e.office, e.source, e.action, e.object, e.refusal, e.reason,
  e.request_id AS "requestId", e.before::text AS before, e.after::text AS after,
  e.before_digest AS "beforeDigest", e.after_digest AS "afterDigest"`;

/** A place in the chain: what is known of it suffices to know everything before it. */
export interface Tail {
  /** The first link is 1. */
  readonly position: number;
  readonly digest: string;
}

/** What the first link holds in place of one before it. */
export const BEFORE_FIRST: Tail = { position: 0, digest: 'yizhan audit chain 1' };

export interface Link extends Tail {
  /** Milliseconds since 1970. */
  readonly sealedAtMs: string;
  readonly row: SealedRow;
}

/** The digest of a link: HMAC-SHA256 over the digest before it, its position, when it was sealed, and its row. */
export function linkDigest(key: string, previous: string, link: Omit<Link, 'digest'>): string {
  const { position, sealedAtMs, row } = link;
  return createHmac('sha256', key)
    .update(`${previous}|${position}|${sealedAtMs}|${textOf(row)}`)
    .digest('base64url');
}

/**
 * The row as JSON, its members in the order of their names. A column that comes later is null in older rows: left out,
 * it leaves their digests as they are. Written by hand, since a million rows pass through here.
 */
function textOf(row: SealedRow): string {
  const names = Object.keys(row).filter((name): name is keyof SealedRow => name in row);
  let members = '';
  for (const name of names.sort()) {
    const text = row[name];
    if (text !== null) members += `${members === '' ? '' : ','}"${name}":${JSON.stringify(text)}`;
  }
  return `{${members}}`;
}
