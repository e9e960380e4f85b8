// Rows of the tables with sealed texts, read by keyset and written only where they are still as they were read.
import { Prisma } from '../prisma/generated/client.ts';
import type { Database } from './client.ts';
import type { ColumnTexts, SealedTable } from './sealed-columns.ts';

export interface SealedRow {
  readonly key: ColumnTexts;
  readonly texts: ColumnTexts;
}

/** A row with the texts it is to have. */
export interface RowChange {
  readonly row: SealedRow;
  readonly texts: ColumnTexts;
}

type Found = Record<string, string | null>;

const quoted = (name: string) => Prisma.raw(`"${name}"`);
const listOf = (parts: readonly Prisma.Sql[]) => Prisma.join([...parts], ', ');
const keysOf = ({ key }: SealedTable) => listOf(key.map(({ name }) => quoted(name)));

/** A row's name in reports: table and primary key. */
export function rowName({ name, key }: SealedTable, row: SealedRow): string {
  return `${name}/${key.map((part) => row.key[part.name]).join('/')}`;
}

/** How many rows a table has. */
export async function countRows(db: Database, table: string): Promise<number> {
  const [row] = await db.$queryRaw<{ rows: number }[]>`SELECT count(*)::int AS rows FROM ${quoted(table)}`;
  return row?.rows ?? 0;
}

/** The rows that follow one in the order of the key; the first ones after none. */
export async function readAfter(
  db: Database,
  table: SealedTable,
  last: SealedRow | undefined,
  limit: number,
): Promise<readonly SealedRow[]> {
  const after = last ? Prisma.sql`WHERE (${keysOf(table)}) > ${keyOf(table, last)}` : Prisma.empty;
  const found = await db.$queryRaw<Found[]>`
    SELECT ${selection(table)} FROM ${quoted(table.name)} t ${after} ORDER BY ${keysOf(table)} LIMIT ${limit}`;
  return found.map((each) => toRow(table, each));
}

/** The same rows as they are now; those that are gone are left out. */
export async function readAgain(
  db: Database,
  table: SealedTable,
  rows: readonly SealedRow[],
): Promise<readonly SealedRow[]> {
  if (rows.length === 0) return [];
  const those = listOf(rows.map((row) => keyOf(table, row)));
  const found = await db.$queryRaw<Found[]>`
    SELECT ${selection(table)} FROM ${quoted(table.name)} t WHERE (${keysOf(table)}) IN (${those})`;
  return found.map((each) => toRow(table, each));
}

/** Writes the rows that are still as they were read, and answers which those are. */
export async function writeUnchanged<C extends RowChange>(
  db: Database,
  table: SealedTable,
  changes: readonly C[],
): Promise<ReadonlySet<C>> {
  if (changes.length === 0) return new Set();
  const columns = writtenColumns(table);
  const rows = changes.map(({ row, texts }, position) => ({
    ...{ position, ...named('key', row.key), ...named('was', row.texts), ...named('new', texts) },
  }));
  const shape = [
    Prisma.sql`position int`,
    ...table.key.map(({ name, type }) => Prisma.sql`${quoted(`key ${name}`)} ${Prisma.raw(type)}`),
    ...columns.flatMap((name) => [
      Prisma.sql`${quoted(`was ${name}`)} text`,
      Prisma.sql`${quoted(`new ${name}`)} text`,
    ]),
  ];
  const isStill = [
    ...table.key.map(({ name }) => Prisma.sql`t.${quoted(name)} = x.${quoted(`key ${name}`)}`),
    ...columns.map((name) => Prisma.sql`t.${quoted(name)} IS NOT DISTINCT FROM x.${quoted(`was ${name}`)}`),
  ];
  const sets = columns.map((name) => Prisma.sql`${quoted(name)} = x.${quoted(`new ${name}`)}`);
  const done = await db.$queryRaw<{ position: number }[]>`
    UPDATE ${quoted(table.name)} t SET ${listOf(sets)}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(${listOf(shape)})
    WHERE ${Prisma.join(isStill, ' AND ')}
    RETURNING x.position`;
  const positions = new Set(done.map(({ position }) => position));
  return new Set(changes.filter((_, position) => positions.has(position)));
}

function writtenColumns({ columns }: SealedTable): readonly string[] {
  return columns.flatMap(({ name, index }) => (index ? [name, index.name] : [name]));
}

function readColumns(table: SealedTable): readonly string[] {
  return [...writtenColumns(table), ...(table.beside ?? [])];
}

function keyOf({ key }: SealedTable, row: SealedRow): Prisma.Sql {
  const values = key.map(({ name, type }) => Prisma.sql`${row.key[name]}::${Prisma.raw(type)}`);
  return Prisma.sql`(${listOf(values)})`;
}

function selection(table: SealedTable): Prisma.Sql {
  const keys = table.key.map(({ name }) => Prisma.sql`t.${quoted(name)}::text AS ${quoted(`key ${name}`)}`);
  return listOf([...keys, ...readColumns(table).map((name) => Prisma.sql`t.${quoted(name)}`)]);
}

function toRow(table: SealedTable, found: Found): SealedRow {
  const pick = (names: readonly string[], prefix: string) =>
    Object.fromEntries(names.map((name) => [name, found[prefix + name] ?? null]));
  const key = pick(
    table.key.map(({ name }) => name),
    'key ',
  );
  return { key, texts: pick(readColumns(table), '') };
}

function named(what: string, texts: ColumnTexts): ColumnTexts {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${what} ${name}`, text]));
}
