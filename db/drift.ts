// What PostgreSQL says of cases when it is compared with what Temporal runs, and the pokes that bring both together.
import { type Reaction, react } from '../domain/application/react.ts';
import { stateOf } from './applications.ts';
import type { Database, Transaction } from './client.ts';
import { asJson } from './json.ts';

/** A case as far as its workflow is concerned. */
export interface CaseStanding {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly open: boolean;
}

const STANDING = { id: true, number: true, version: true, open: true } as const;
const CHUNK = 1_000;

/** Every open case, in chunks by id. */
export async function* eachOpenCase(db: Database): AsyncGenerator<readonly CaseStanding[]> {
  for (let after: string | undefined; ; ) {
    const cases = await db.application.findMany({
      where: { open: true, ...(after === undefined ? {} : { id: { gt: after } }) },
      select: STANDING,
      orderBy: { id: 'asc' },
      take: CHUNK,
    });
    if (cases.length > 0) yield cases;
    if (cases.length < CHUNK) return;
    after = cases.at(-1)?.id;
  }
}

/** The cases of these ids; an id without a case is left out. */
export async function findCases(db: Database, ids: readonly string[]): Promise<readonly CaseStanding[]> {
  const found: CaseStanding[] = [];
  for (const chunk of chunksOf(ids)) {
    found.push(...(await db.application.findMany({ where: { id: { in: chunk } }, select: STANDING })));
  }
  return found;
}

export async function findCaseByNumber(db: Database, number: string): Promise<CaseStanding | undefined> {
  return (await db.application.findUnique({ where: { number }, select: STANDING })) ?? undefined;
}

export async function countOpenCases(db: Database): Promise<number> {
  return db.application.count({ where: { open: true } });
}

/** Which of these cases Temporal has still to be told of. */
export async function findPending(db: Database, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const pending = new Set<string>();
  for (const chunk of chunksOf(ids)) {
    const pokes = await db.pendingPoke.findMany({
      where: { applicationId: { in: chunk } },
      select: { applicationId: true },
    });
    for (const { applicationId } of pokes) pending.add(applicationId);
  }
  return pending;
}

/** Pokes cases, open or ended, with what they stand at. The row lock keeps an older poke from following a newer one. */
export async function pokeCases(db: Database, ids: readonly string[]): Promise<number> {
  let poked = 0;
  for (const chunk of chunksOf(ids)) poked += await db.$transaction((tx) => pokeChunk(tx, chunk));
  return poked;
}

/** Pokes every open case: also rebuilds a Temporal that has lost everything. Returns their ids. */
export async function pokeOpenCases(db: Database): Promise<readonly string[]> {
  const poked: string[] = [];
  for await (const cases of eachOpenCase(db)) {
    const ids = cases.map(({ id }) => id);
    await pokeCases(db, ids);
    poked.push(...ids);
  }
  return poked;
}

async function pokeChunk(tx: Transaction, ids: readonly string[]): Promise<number> {
  await tx.$executeRaw`SELECT 1 FROM application WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR SHARE`;
  const rows = await tx.application.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, lifecycle: true, snapshot: true },
  });
  const pokes = rows.map((row) => ({ id: row.id, lifecycle: row.lifecycle, body: react(stateOf(row)) }));
  await savePokes(tx, pokes);
  return rows.length;
}

/** No version of a case comes after this one. */
const LAST_SEQ = 2_147_483_647;

const NO_SUCH_CASE: Reaction = {
  seq: LAST_SEQ,
  state: 'withdrawn',
  stage: 'ended',
  open: false,
  effects: [],
  alarmAt: null,
};

export interface OrphanPoke {
  readonly id: string;
  readonly lifecycle: string;
}

/** Ends workflows of cases that do not exist. */
export async function pokeOrphans(db: Database, orphans: readonly OrphanPoke[]): Promise<void> {
  await savePokes(
    db,
    orphans.map((orphan) => ({ ...orphan, body: NO_SUCH_CASE })),
  );
}

interface PokeToSave extends OrphanPoke {
  readonly body: Reaction;
}

async function savePokes(tx: Database | Transaction, pokes: readonly PokeToSave[]): Promise<void> {
  const rows = JSON.stringify(asJson(pokes));
  await tx.$executeRaw`
    WITH poke AS (
      INSERT INTO pending_poke (application_id, seq, lifecycle, body)
      SELECT p.id, (p.body->>'seq')::int, p.lifecycle, p.body
      FROM jsonb_to_recordset(${rows}::jsonb) AS p(id uuid, lifecycle text, body jsonb)
      ON CONFLICT (application_id) DO UPDATE
      SET seq = EXCLUDED.seq, body = EXCLUDED.body, claimed_by = NULL, claimed_until = NULL
      WHERE pending_poke.seq <= EXCLUDED.seq)
    SELECT pg_notify('poke', '')`;
}

function chunksOf(ids: readonly string[]): string[][] {
  const chunks: string[][] = [];
  for (let from = 0; from < ids.length; from += CHUNK) chunks.push(ids.slice(from, from + CHUNK));
  return chunks;
}
