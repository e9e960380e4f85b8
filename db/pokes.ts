// Pending pokes: what Temporal has not been told yet. Claimed with a lease, so that a dead relay loses nothing.
import type { Reaction } from '../domain/application/react.ts';
import type { PaymentReaction } from '../domain/payments/react.ts';
import { Prisma } from '../prisma/generated/client.ts';
import type { Database } from './client.ts';
import { stored } from './json.ts';

/** What waits for the workflow of a case, or of a payment order. */
export type ClaimedPoke = { readonly key: string; readonly seq: number } & (
  | { readonly of: 'case'; readonly lifecycle: string; readonly poke: Reaction }
  | { readonly of: 'payment'; readonly poke: PaymentReaction }
);

type Kind = ClaimedPoke['of'];

/** Where the pokes of a kind lie, and by what they are found. */
const BOXES = {
  case: { table: Prisma.raw('pending_poke'), key: Prisma.raw('application_id'), type: Prisma.raw('uuid') },
  payment: { table: Prisma.raw('payment_poke'), key: Prisma.raw('order_no'), type: Prisma.raw('text') },
} as const satisfies Readonly<Record<Kind, Readonly<Record<'table' | 'key' | 'type', Prisma.Sql>>>>;

const KINDS = Object.keys(BOXES) as readonly Kind[];

interface PokeRow {
  readonly key: string;
  readonly lifecycle?: string;
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
  // Neither kind waits behind a flood of the other.
  const payments = await claimOf(db, 'payment', owner, Math.ceil(limit / 2), leaseSeconds);
  const cases = await claimOf(db, 'case', owner, limit - payments.length, leaseSeconds);
  return [
    ...payments.map(({ key, seq, body }) => ({
      ...{ of: 'payment' as const, key, seq, poke: stored<PaymentReaction>(body) },
    })),
    ...cases.map(({ key, seq, body, lifecycle = '' }) => ({
      ...{ of: 'case' as const, key, seq, lifecycle, poke: stored<Reaction>(body) },
    })),
  ];
}

async function claimOf(
  db: Database,
  kind: Kind,
  owner: string,
  limit: number,
  leaseSeconds: number,
): Promise<readonly PokeRow[]> {
  const { table, key } = BOXES[kind];
  const lifecycle = kind === 'case' ? Prisma.sql`, p.lifecycle` : Prisma.empty;
  if (limit === 0) return [];
  return db.$queryRaw<PokeRow[]>(Prisma.sql`
    WITH unhurried AS (SELECT set_config('synchronous_commit', 'off', true))
    UPDATE ${table} p
    SET claimed_by = ${owner}, claimed_until = clock_timestamp() + make_interval(secs => ${leaseSeconds})
    FROM unhurried
    WHERE ${key} IN (
      SELECT ${key} FROM ${table}
      WHERE claimed_until IS NULL OR claimed_until < clock_timestamp()
      ORDER BY requested_at LIMIT ${limit}
      FOR UPDATE SKIP LOCKED)
    RETURNING p.${key} AS key, p.seq, p.body${lifecycle}`);
}

/** Forgets pokes that were sent; those overtaken meanwhile are free to be sent again. Returns how many were. */
export async function settlePokes(db: Database, sent: readonly ClaimedPoke[]): Promise<number> {
  let overtaken = 0;
  for (const kind of KINDS) {
    const pokes = sent.filter(({ of }) => of === kind);
    if (pokes.length > 0) overtaken += await settleOf(db, kind, pokes);
  }
  return overtaken;
}

async function settleOf(db: Database, kind: Kind, sent: readonly ClaimedPoke[]): Promise<number> {
  const { table, key, type } = BOXES[kind];
  const rows = JSON.stringify(sent.map(({ key: id, seq }) => ({ id, seq })));
  // The lock reads what a decision committed a moment ago; without it such a poke would stay claimed until its lease ends.
  return db.$executeRaw(Prisma.sql`
    WITH sent AS (SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS s(id ${type}, seq int)),
    unhurried AS (SELECT set_config('synchronous_commit', 'off', true)),
    standing AS MATERIALIZED (
      SELECT p.${key} AS id, p.seq > s.seq AS overtaken
      FROM ${table} p JOIN sent s ON s.id = p.${key}, unhurried FOR UPDATE OF p),
    gone AS (DELETE FROM ${table} p USING standing s WHERE p.${key} = s.id AND NOT s.overtaken)
    UPDATE ${table} p SET claimed_by = NULL, claimed_until = NULL FROM standing s
    WHERE p.${key} = s.id AND s.overtaken`);
}

/** Puts pokes back after a failure; they are tried again after `delayMs`. */
export async function releasePokes(
  db: Database,
  failed: readonly ClaimedPoke[],
  delayMs: number,
): Promise<void> {
  for (const kind of KINDS) {
    const keys = failed.filter(({ of }) => of === kind).map((poke) => poke.key);
    if (keys.length === 0) continue;
    const { table, key, type } = BOXES[kind];
    await db.$executeRaw(Prisma.sql`
      UPDATE ${table} SET claimed_until = clock_timestamp() + make_interval(secs => ${delayMs / 1000}), failures = failures + 1
      WHERE ${key} = ANY(${keys}::${type}[])`);
  }
}

/** How many pokes wait, and for how long the oldest has. */
export async function measurePokes(db: Database): Promise<{ waiting: number; oldestSeconds: number }> {
  const [row] = await db.$queryRaw<{ waiting: number; oldest: number }[]>`
    SELECT count(*)::int AS waiting, coalesce(extract(epoch FROM clock_timestamp() - min(requested_at)), 0)::float AS oldest
    FROM (SELECT requested_at FROM pending_poke UNION ALL SELECT requested_at FROM payment_poke) AS p`;
  return { waiting: row?.waiting ?? 0, oldestSeconds: row?.oldest ?? 0 };
}
