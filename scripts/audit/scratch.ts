// A copy of the audit trail to be tampered with: temporary tables of one connection, which hide the real ones from it.
import { sealAll } from '../../db/audit-chain.ts';
import { BEFORE_FIRST, type Tail } from '../../db/audit-digest.ts';
import type { Database } from '../../db/client.ts';

export interface Scratch {
  /** What comes before the first link of the copy. */
  readonly from: Tail;
  readonly tail: Tail;
  readonly links: number;
  /** How many of them tell of nothing that happened. */
  readonly madeUp: number;
}

export interface ScratchOptions {
  readonly key: string;
  /** Links to copy, the newest; the trials walk all of them each time. */
  readonly most: number;
  /** A shorter trail is filled up to so many links. */
  readonly least: number;
}

const PATIENCE_MS = 600_000;

/**
 * Copies the newest links with their rows; what the platform writes meanwhile is not held up, nor is anything of it
 * changed. The database must be opened with a pool of one: the tables are its connection's own.
 */
export async function makeScratch(db: Database, { key, most, least }: ScratchOptions): Promise<Scratch> {
  for (const table of ['audit_event', 'audit_link']) {
    await db.$executeRawUnsafe(
      `CREATE TEMPORARY TABLE ${table} (LIKE public.${table} INCLUDING DEFAULTS INCLUDING INDEXES)`,
    );
  }
  await db.$executeRaw`
    INSERT INTO audit_link SELECT * FROM public.audit_link ORDER BY position DESC LIMIT ${most}`;
  await db.$executeRaw`
    INSERT INTO audit_event SELECT e.* FROM public.audit_event e JOIN audit_link l ON l.event_id = e.id`;
  const from = await findBefore(db);
  const copied = await count(db);
  const madeUp = Math.max(0, least - copied);
  if (madeUp > 0) await makeUp(db, madeUp);
  await db.$transaction((tx) => sealAll(tx, key), { timeout: PATIENCE_MS });
  await db.$executeRaw`ANALYZE audit_event`;
  await db.$executeRaw`ANALYZE audit_link`;
  return { from, tail: await getTail(db), links: copied + madeUp, madeUp };
}

async function findBefore(db: Database): Promise<Tail> {
  const [row] = await db.$queryRaw<{ position: bigint; digest: string }[]>`
    SELECT position, digest FROM public.audit_link
    WHERE position < (SELECT min(position) FROM audit_link) ORDER BY position DESC LIMIT 1`;
  return row ? { position: Number(row.position), digest: row.digest } : BEFORE_FIRST;
}

/** @throws Error where there is nothing to tamper with */
async function getTail(db: Database): Promise<Tail> {
  const [row] = await db.$queryRaw<{ position: bigint; digest: string }[]>`
    SELECT position, digest FROM audit_link ORDER BY position DESC LIMIT 1`;
  if (!row) throw new Error('There is nothing to tamper with.');
  return { position: Number(row.position), digest: row.digest };
}

async function count(db: Database): Promise<number> {
  const [row] = await db.$queryRaw<{ links: number }[]>`SELECT count(*)::int AS links FROM audit_link`;
  return row?.links ?? 0;
}

async function makeUp(db: Database, rows: number): Promise<void> {
  await db.$executeRaw`
    INSERT INTO audit_event (id, at, actor_id, actor_role, office, source, action, object, refusal, request_id,
                             before, after, before_digest, after_digest)
    SELECT (SELECT coalesce(max(id), 0) FROM audit_event) + n, now(), gen_random_uuid(), 'clerk', 'zmd-yicheng',
           '127.0.0.1', CASE WHEN n % 3 = 0 THEN 'accept' ELSE 'approve' END, 'application/' || gen_random_uuid(),
           CASE WHEN n % 11 = 0 THEN 'task-not-yours' END, gen_random_uuid(), n, n + 1, md5(n::text), md5((n + 1)::text)
    FROM generate_series(1, ${rows}::int) n`;
}
