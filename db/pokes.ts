// Pending pokes: what Temporal has not been told yet. Claimed with a lease, so that a dead relay loses nothing.
import type { Reaction } from '../domain/application/react.ts';
import type { Database } from './client.ts';
import { stored } from './json.ts';

export interface ClaimedPoke {
  readonly applicationId: string;
  readonly lifecycle: string;
  readonly seq: number;
  readonly poke: Reaction;
}

interface PokeRow {
  readonly application_id: string;
  readonly lifecycle: string;
  readonly seq: number;
  readonly body: unknown;
}

/** Takes up to `limit` pokes that nobody holds, oldest first. A claim that a crash forgets is only a poke sent twice. */
export async function claimPokes(
  db: Database,
  owner: string,
  limit: number,
  leaseSeconds: number,
): Promise<readonly ClaimedPoke[]> {
  const rows = await db.$queryRaw<PokeRow[]>`
    WITH unhurried AS (SELECT set_config('synchronous_commit', 'off', true))
    UPDATE pending_poke p
    SET claimed_by = ${owner}, claimed_until = clock_timestamp() + make_interval(secs => ${leaseSeconds})
    FROM unhurried
    WHERE application_id IN (
      SELECT application_id FROM pending_poke
      WHERE claimed_until IS NULL OR claimed_until < clock_timestamp()
      ORDER BY requested_at LIMIT ${limit}
      FOR UPDATE SKIP LOCKED)
    RETURNING p.application_id, p.lifecycle, p.seq, p.body`;
  return rows.map((row) => ({
    applicationId: row.application_id,
    lifecycle: row.lifecycle,
    seq: row.seq,
    poke: stored<Reaction>(row.body),
  }));
}

/** Forgets pokes that were sent; those overtaken meanwhile are free to be sent again. Returns how many were. */
export async function settlePokes(db: Database, sent: readonly ClaimedPoke[]): Promise<number> {
  const rows = JSON.stringify(sent.map(({ applicationId, seq }) => ({ id: applicationId, seq })));
  // The lock reads what a decision committed a moment ago; without it such a poke would stay claimed until its lease ends.
  return db.$executeRaw`
    WITH sent AS (SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS s(id uuid, seq int)),
    unhurried AS (SELECT set_config('synchronous_commit', 'off', true)),
    standing AS MATERIALIZED (
      SELECT p.application_id AS id, p.seq > s.seq AS overtaken
      FROM pending_poke p JOIN sent s ON s.id = p.application_id, unhurried FOR UPDATE OF p),
    gone AS (DELETE FROM pending_poke p USING standing s WHERE p.application_id = s.id AND NOT s.overtaken)
    UPDATE pending_poke p SET claimed_by = NULL, claimed_until = NULL FROM standing s
    WHERE p.application_id = s.id AND s.overtaken`;
}

/** Puts pokes back after a failure; they are tried again after `delayMs`. */
export async function releasePokes(
  db: Database,
  failed: readonly ClaimedPoke[],
  delayMs: number,
): Promise<void> {
  const ids = failed.map((poke) => poke.applicationId);
  await db.$executeRaw`
    UPDATE pending_poke SET claimed_until = clock_timestamp() + make_interval(secs => ${delayMs / 1000}), failures = failures + 1
    WHERE application_id = ANY(${ids}::uuid[])`;
}

/** How many pokes wait, and for how long the oldest has. */
export async function measurePokes(db: Database): Promise<{ waiting: number; oldestSeconds: number }> {
  const [row] = await db.$queryRaw<{ waiting: number; oldest: number }[]>`
    SELECT count(*)::int AS waiting, coalesce(extract(epoch FROM clock_timestamp() - min(requested_at)), 0)::float AS oldest
    FROM pending_poke`;
  return { waiting: row?.waiting ?? 0, oldestSeconds: row?.oldest ?? 0 };
}
