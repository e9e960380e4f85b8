// Sealed bytes under the newest key: documents and pictures, read one by one.
import { Prisma } from '../prisma/generated/client.ts';
import type { Database } from './client.ts';
import type { SealedBytes } from './sealed-columns.ts';
import type { ColumnFigures, Failure, Rotation } from './sealing-figures.ts';
import { keyIdOfBytes, SealBroken } from './vault.ts';

const CHUNK = 500;

interface Tally extends ColumnFigures {
  current: number;
  resealed: number;
  readonly failed: Failure[];
}

/** Rotates one column of bytes, in the order of its rows' ids. */
export async function rotateBytes(
  { db, dryRun, onProgress, chunk = CHUNK }: Rotation,
  of: SealedBytes,
): Promise<ColumnFigures> {
  const figures: Tally = { ...of, current: 0, resealed: 0, failed: [] };
  const table = Prisma.raw(`"${of.table}"`);
  const [counted] = await db.$queryRaw<{ rows: number }[]>`SELECT count(*)::int AS "rows" FROM ${table}`;
  const rows = counted?.rows ?? 0;
  let visited = 0;
  let last: string | null = null;
  for (;;) {
    const found: readonly { id: string }[] = await db.$queryRaw`
      SELECT id FROM ${table} WHERE ${last}::uuid IS NULL OR id > ${last}::uuid ORDER BY id LIMIT ${chunk}`;
    for (const { id } of found) await rotateOne(db, { ...of, id, dryRun }, figures);
    last = found.at(-1)?.id ?? null;
    if (last === null) return figures;
    visited += found.length;
    onProgress(of.table, visited, Math.max(rows, visited));
  }
}

/** One row; contents are never rewritten otherwise, so that one which is not there any more is gone. */
async function rotateOne(
  db: Database,
  {
    table: name,
    column: columnName,
    id,
    dryRun,
  }: SealedBytes & { readonly id: string; readonly dryRun: boolean },
  figures: Tally,
): Promise<void> {
  const { vault } = db;
  const [table, column] = [Prisma.raw(`"${name}"`), Prisma.raw(`"${columnName}"`)];
  const [head] = await db.$queryRaw<{ head: Uint8Array }[]>`
    SELECT substring(${column} FROM 1 FOR 64) AS head FROM ${table} WHERE id = ${id}::uuid`;
  if (head && keyIdOfBytes(head.head) === vault.currentKeyId) {
    figures.current += 1;
    return;
  }
  const [row] = await db.$queryRaw<{ sealed: Uint8Array }[]>`
    SELECT ${column} AS sealed FROM ${table} WHERE id = ${id}::uuid`;
  if (!row) return;
  try {
    const content = keyIdOfBytes(row.sealed) === null ? row.sealed : vault.openBytes(row.sealed);
    const resealed = vault.sealBytes(content);
    if (!dryRun)
      await db.$executeRaw`
        UPDATE ${table} SET ${column} = ${resealed} WHERE id = ${id}::uuid AND ${column} = ${row.sealed}`;
    figures.resealed += 1;
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    figures.failed.push({ row: `${name}/${id}`, why: 'cannot be opened' });
  }
}
