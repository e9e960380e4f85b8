// A rotation: every sealed value comes under the newest key, text that an older version left plain is sealed, and blind
// indexes are put right. Rows are written only where they are still as they were read, so that it may run while the platform
// does, be stopped at any moment, and be run again.
import { saveAudit } from './audit.ts';
import type { Database } from './client.ts';
import { rotateBytes } from './sealed-bytes.ts';
import { SEALED_BYTES, SEALED_TABLES, type SealedTable } from './sealed-columns.ts';
import {
  countRows,
  type RowChange,
  readAfter,
  readAgain,
  rowName,
  type SealedRow,
  writeUnchanged,
} from './sealed-rows.ts';
import type { ColumnFigures, Failure, Rotation } from './sealing-figures.ts';
import { keyIdOf, SealBroken, type Vault } from './vault.ts';

const CHUNK = 500;
const TRIES = 5;

/** Rotates everything that is sealed. Failures are answers: counted, and named by their rows. */
export async function rotate(rotation: Rotation): Promise<readonly ColumnFigures[]> {
  const figures: ColumnFigures[] = [];
  for (const table of SEALED_TABLES) figures.push(...(await rotateTable(rotation, table)));
  for (const column of SEALED_BYTES) figures.push(await rotateBytes(rotation, column));
  if (!rotation.dryRun) await note(rotation, figures);
  return figures;
}

/** One row of the trail for all of it: what the values say has not changed. */
async function note({ db, now }: Rotation, figures: readonly ColumnFigures[]): Promise<void> {
  const resealed = figures.reduce((sum, column) => sum + column.resealed, 0);
  const failed = figures.reduce((sum, column) => sum + column.failed.length, 0);
  if (resealed + failed === 0) return;
  await saveAudit(db, {
    ...{ at: now, actor: { id: 'rotation', role: 'system' }, action: 'rotate', object: 'privacy-keys' },
    reason: `${resealed} re-sealed under ${db.vault.currentKeyId}, ${failed} failed`,
  });
}

// ---------------------------------------------------------------- texts

interface Renewed extends RowChange {
  /** Columns whose text cannot be opened. */
  readonly broken: readonly string[];
}

type Outcome = 'written' | 'lost' | 'taken';

async function rotateTable(rotation: Rotation, table: SealedTable): Promise<readonly ColumnFigures[]> {
  const { db, onProgress, chunk = CHUNK } = rotation;
  const tallies = table.columns.map(({ name }) => tallyOf(table.name, name));
  const rows = await countRows(db, table.name);
  let visited = 0;
  let last: SealedRow | undefined;
  for (;;) {
    const found = await readAfter(db, table, last, chunk);
    last = found.at(-1);
    if (last === undefined) return tallies;
    await settle(rotation, table, found, tallies);
    visited += found.length;
    onProgress(table.name, visited, Math.max(rows, visited));
  }
}

interface Tally extends ColumnFigures {
  current: number;
  resealed: number;
  readonly failed: Failure[];
}

function tallyOf(table: string, column: string): Tally {
  return { table, column, current: 0, resealed: 0, failed: [] };
}

/** Brings rows up to date; those that somebody changed meanwhile are read and tried again. */
async function settle(
  { db, dryRun }: Rotation,
  table: SealedTable,
  found: readonly SealedRow[],
  tallies: readonly Tally[],
): Promise<void> {
  let waiting = found;
  for (let tried = 0; waiting.length > 0 && tried < TRIES; tried += 1) {
    const renewed = waiting.map((row) => renew(db.vault, table, row));
    const changes = dryRun ? [] : renewed.filter(isChange);
    const outcomes = await write(db, table, changes);
    for (const each of renewed) tally(table, each, outcomes.get(each) ?? 'written', tallies);
    const lost = renewed.filter((each) => outcomes.get(each) === 'lost');
    waiting = await readAgain(
      db,
      table,
      lost.map(({ row }) => row),
    );
  }
  for (const row of waiting) fail(table, row, tallies, 'kept changing');
}

/** A row as it should be: under the newest key, with the right indexes. What cannot be opened stays. */
function renew(vault: Vault, table: SealedTable, row: SealedRow): Renewed {
  const texts = { ...row.texts };
  const broken: string[] = [];
  for (const { name, index } of table.columns) {
    const sealed = row.texts[name] ?? null;
    try {
      const text = sealed === null ? null : opened(vault, sealed);
      if (sealed !== null && text !== null)
        texts[name] = isCurrent(vault, sealed) ? sealed : vault.seal(text);
      if (index)
        texts[index.name] = text === null ? null : vault.index(index.purpose, index.spelt(text, texts));
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      broken.push(name);
    }
  }
  return { row, texts, broken };
}

const opened = (vault: Vault, sealed: string) => (keyIdOf(sealed) === null ? sealed : vault.open(sealed));
const isCurrent = (vault: Vault, sealed: string) => keyIdOf(sealed) === vault.currentKeyId;

function isChange({ row, texts }: RowChange): boolean {
  return Object.keys(texts).some((name) => texts[name] !== row.texts[name]);
}

/**
 * Writes a chunk; where a number turns up twice, row by row, so that the others are not held up. The second row of a number is
 * sealed like the others and keeps its index: it is found by that number only once somebody has looked at the two.
 */
async function write(
  db: Database,
  table: SealedTable,
  changes: readonly Renewed[],
): Promise<ReadonlyMap<Renewed, Outcome>> {
  try {
    const written = await writeUnchanged(db, table, changes);
    return new Map(changes.map((each) => [each, written.has(each) ? 'written' : 'lost']));
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  const [only] = changes;
  if (only && changes.length === 1) {
    await writeUnchanged(db, table, [{ ...only, texts: { ...only.texts, ...indexesOf(table, only.row) } }]);
    return new Map([[only, 'taken']]);
  }
  const outcomes = new Map<Renewed, Outcome>();
  for (const each of changes) {
    for (const [row, outcome] of await write(db, table, [each])) outcomes.set(row, outcome);
  }
  return outcomes;
}

function indexesOf({ columns }: SealedTable, { texts }: SealedRow) {
  const names = columns.flatMap(({ index }) => (index ? [index.name] : []));
  return Object.fromEntries(names.map((name) => [name, texts[name] ?? null]));
}

function isDuplicate(error: unknown): boolean {
  return error instanceof Error && error.message.includes('23505');
}

function tally(table: SealedTable, renewed: Renewed, outcome: Outcome, tallies: readonly Tally[]): void {
  const { row, texts, broken } = renewed;
  if (outcome === 'lost') return;
  if (outcome === 'taken') {
    fail(table, row, tallies, 'another row has the same number');
    return;
  }
  for (const { name, index } of table.columns) {
    const column = tallies.find((each) => each.column === name);
    if (!column || (row.texts[name] ?? null) === null) continue;
    const isKept = [name, ...(index ? [index.name] : [])].every((each) => row.texts[each] === texts[each]);
    if (broken.includes(name)) column.failed.push({ row: rowName(table, row), why: 'cannot be opened' });
    else if (isKept) column.current += 1;
    else column.resealed += 1;
  }
}

function fail(table: SealedTable, row: SealedRow, tallies: readonly Tally[], why: Failure['why']): void {
  const holding = tallies.filter(({ column }) => (row.texts[column] ?? null) !== null);
  for (const column of holding) column.failed.push({ row: rowName(table, row), why });
}
