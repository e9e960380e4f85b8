// The sealer's step: audit rows that no link holds yet are added to the end of the chain, in the order they are found.
//
// No row is ever left out. Ids come from a sequence and transactions end out of order, so a row may appear below ids
// that are long sealed. Position, not id, is the order of the chain, and every step looks at all ids above a floor, not
// above the newest. The floor rises to an id only when nobody can write below it any more: an insertion locks the table
// before it draws its id and unlocks it after its row can be seen, so once those are gone who held the lock when that id
// was the newest, every row up to it has been seen. A step therefore reads what came since the oldest transaction
// that still writes, however long the trail is. What lies below the first floor of a sealer that starts anew it looks
// through once, a little with every step.
import { Prisma } from '../prisma/generated/client.ts';
import { BEFORE_FIRST, linkDigest, SEALED_COLUMNS, type SealedRow, type Tail } from './audit-digest.ts';
import type { Database, Transaction } from './client.ts';

export interface Sealed {
  /** Links that this step added. */
  readonly links: number;
  /** The end of the chain as this step left it; null while there is none. */
  readonly tail: Tail | null;
  /** Milliseconds between the oldest row that was sealed and its link; 0 when none was. */
  readonly lagMs: number;
  /** False when a link that was known before is no longer there as it was: somebody has touched the chain. */
  readonly isWhole: boolean;
}

export interface Sealing {
  /** Seals what there is. Sealers take turns, row by row of a batch. */
  step(): Promise<Sealed>;
}

export interface SealingOptions {
  readonly db: Database;
  readonly key: string;
  /** A link that must be there, from an anchor. */
  readonly known?: Tail | null;
}

/** Rows that one transaction seals, and among how many it looks for them: each is short, whatever there is to do. */
const BATCH = 2_000;
const WINDOW = 50_000;
/** So far below the newest id a sealer starts; and so many windows further below it looks through with a step. */
const RECENT = 100_000n;
const WINDOWS_BELOW = 4;
/** A sealer that stands still in its transaction is put out of it by the server: others wait for its turn to end. */
const STANDING_STILL_MS = '10000';
/** “seal”, as the number of a kind of advisory locks. */
const SEALERS_LOCK = 0x7365616c;
const LOWEST_ID = -(2n ** 63n);
const HIGHEST_ID = 2n ** 63n - 1n;

/** An id that was the newest, and who was writing then. */
interface Checkpoint {
  readonly newest: bigint;
  readonly writers: readonly string[];
}

/** Ids above the one, up to the other. */
interface Range {
  readonly above: bigint;
  readonly upTo: bigint;
}

/** Makes a sealer. Several may run at once, in one process or many. */
export function createSealing({ db, key, known: anchored = null }: SealingOptions): Sealing {
  let floor: bigint | null = null;
  let below: Range | null = null;
  let checkpoint: Checkpoint | null = null;
  let known = anchored;

  /** Seals what a range holds; null, or what `windows` did not reach of it. */
  async function sealRange(
    sealed: Summary,
    range: Range,
    windows = Number.POSITIVE_INFINITY,
  ): Promise<Range | null> {
    let left: Range | null = range;
    for (let window = 0; left !== null && window < windows; window += 1) {
      const start: BatchStart = { key, range: left, known };
      const batch: SealedBatch = await db.$transaction((tx) => sealBatch(tx, start));
      known = batch.tail;
      sealed.add(batch);
      left = batch.left;
    }
    return left;
  }

  async function step(): Promise<Sealed> {
    const begun = await lookAtWriters(db);
    const over: Checkpoint | null = isOver(checkpoint, begun) ? checkpoint : null;
    const sealed = summary(known);
    if (floor === null) {
      floor = begun.newest > LOWEST_ID + RECENT ? begun.newest - RECENT : LOWEST_ID;
      below = { above: LOWEST_ID, upTo: floor };
    }
    await sealRange(sealed, { above: floor, upTo: HIGHEST_ID });
    // Whoever wrote when this sealer started has ended: what lies below can be looked through once and for all.
    if (over !== null && below !== null) below = await sealRange(sealed, below, WINDOWS_BELOW);
    if (over !== null && over.newest > floor) floor = over.newest;
    if (checkpoint === null || over !== null) checkpoint = begun;
    return sealed.result();
  }

  return { step };
}

function isOver(checkpoint: Checkpoint | null, now: Checkpoint): boolean {
  return checkpoint !== null && !checkpoint.writers.some((writer) => now.writers.includes(writer));
}

interface Summary {
  add(batch: Sealed): void;
  result(): Sealed;
}

function summary(tail: Tail | null): Summary {
  let all: Sealed = { links: 0, tail, lagMs: 0, isWhole: true };
  return {
    add: (batch) => {
      const lagMs = Math.max(all.lagMs, batch.lagMs);
      const isWhole = all.isWhole && batch.isWhole;
      all = { links: all.links + batch.links, tail: batch.tail, lagMs, isWhole };
    },
    result: () => all,
  };
}

/** In one statement: the newest id is read before the locks are, so whoever still writes below it is among the writers. */
async function lookAtWriters(db: Database): Promise<Checkpoint> {
  const [row] = await db.$queryRaw<Checkpoint[]>`
    SELECT coalesce((SELECT max(id) FROM audit_event), ${LOWEST_ID}) AS newest,
           ARRAY(SELECT virtualtransaction FROM pg_locks
                 WHERE relation = 'audit_event'::regclass AND mode = 'RowExclusiveLock'
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS writers`;
  return row ?? { newest: LOWEST_ID, writers: [] };
}

interface SealedBatch extends Sealed {
  /** What is still to be looked at; null at the end. */
  readonly left: Range | null;
}

interface BatchStart {
  readonly key: string;
  readonly range: Range;
  readonly known: Tail | null;
}

/** Seals at most a batch of rows, within a transaction of its own. */
async function sealBatch(tx: Transaction, { key, range, known }: BatchStart): Promise<SealedBatch> {
  await takeTurn(tx);
  const { tail, isWhole } = await findTail(tx, known);
  const window = await findWindow(tx, range);
  const rows = window === null ? [] : await findUnsealed(tx, { above: range.above, upTo: window.last });
  const now = Date.now();
  const links = chained(key, tail ?? BEFORE_FIRST, rows, now);
  await saveLinks(tx, links, now);
  const isFull = rows.length === BATCH;
  const reached = isFull ? BigInt(rows.at(-1)?.id ?? 0) : window?.last;
  const isEnd = reached === undefined || (!isFull && window?.isShort === true);
  return {
    links: links.length,
    tail: tailOf(links) ?? tail,
    lagMs: rows.reduce((most, { at }) => Math.max(most, now - Number(at)), 0),
    isWhole,
    left: isEnd ? null : { above: reached, upTo: range.upTo },
  };
}

/** Seals everything there is from within a transaction. */
export async function sealAll(tx: Transaction, key: string): Promise<void> {
  let left: Range | null = { above: LOWEST_ID, upTo: HIGHEST_ID };
  while (left !== null) {
    const batch: SealedBatch = await sealBatch(tx, { key, range: left, known: null });
    left = batch.left;
  }
}

/** Waits for the lock of the table. Plans are made for the ids at hand: one made for any id would read the whole table. */
async function takeTurn(tx: Transaction): Promise<void> {
  await tx.$queryRaw`
    SELECT set_config('plan_cache_mode', 'force_custom_plan', true),
           set_config('idle_in_transaction_session_timeout', ${STANDING_STILL_MS}, true),
           pg_advisory_xact_lock(${SEALERS_LOCK}::int, 'audit_link'::regclass::oid::int)::text`;
}

/** The last link, and whether a link known before is still what it was. */
async function findTail(
  tx: Transaction,
  known: Tail | null,
): Promise<{ tail: Tail | null; isWhole: boolean }> {
  const rows = await tx.$queryRaw<{ position: bigint; digest: string }[]>`
    (SELECT position, digest FROM audit_link ORDER BY position DESC LIMIT 1)
    UNION ALL
    SELECT position, digest FROM audit_link WHERE position = ${known?.position ?? 0}::bigint`;
  const [tail, same] = rows.map(({ position, digest }) => ({ position: Number(position), digest }));
  return { tail: tail ?? null, isWhole: known === null || same?.digest === known.digest };
}

interface Window {
  readonly last: bigint;
  /** There is nothing of the range beyond it. */
  readonly isShort: boolean;
}

/** How far the next rows of a range reach; null when there are none. */
async function findWindow(tx: Transaction, { above, upTo }: Range): Promise<Window | null> {
  const [row] = await tx.$queryRaw<{ last: bigint | null; rows: number }[]>`
    SELECT max(id) AS last, count(*)::int AS rows
    FROM (SELECT id FROM audit_event WHERE id > ${above} AND id <= ${upTo} ORDER BY id LIMIT ${WINDOW}) AS next`;
  return row?.last == null ? null : { last: row.last, isShort: row.rows < WINDOW };
}

/** Both sides are bounded by ids, so that each way of joining them reads these rows alone. */
async function findUnsealed(tx: Transaction, { above, upTo }: Range): Promise<readonly SealedRow[]> {
  return tx.$queryRaw<SealedRow[]>`
    SELECT ${SEALED_COLUMNS}
    FROM audit_event e LEFT JOIN audit_link l
      ON l.event_id = e.id AND l.event_id > ${above} AND l.event_id <= ${upTo}
    WHERE e.id > ${above} AND e.id <= ${upTo} AND l.event_id IS NULL
    ORDER BY e.id LIMIT ${BATCH}`;
}

interface NewLink extends Tail {
  readonly event_id: string;
}

function chained(key: string, tail: Tail, rows: readonly SealedRow[], sealedAt: number): readonly NewLink[] {
  let { position, digest } = tail;
  return rows.map((row) => {
    position += 1;
    digest = linkDigest(key, digest, { position, sealedAtMs: String(sealedAt), row });
    return { position, digest, event_id: row.id };
  });
}

function tailOf(links: readonly NewLink[]): Tail | undefined {
  const last = links.at(-1);
  return last && { position: last.position, digest: last.digest };
}

async function saveLinks(tx: Transaction, links: readonly NewLink[], sealedAt: number): Promise<void> {
  if (links.length === 0) return;
  const at = new Date(sealedAt).toISOString();
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO audit_link (position, event_id, digest, sealed_at)
    SELECT l.position, l.event_id, l.digest, ${at}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(links)}::jsonb) AS l(position bigint, event_id bigint, digest text)
    ORDER BY l.position`);
}
