// Under which keys sealed values lie, and the checks that keep plain text out of their columns.
import { Prisma } from '../prisma/generated/client.ts';
import type { Database } from './client.ts';
import { SEALED_BYTES, SEALED_TABLES } from './sealed-columns.ts';

/** Values of one column under one key. */
export interface KeyUse {
  readonly table: string;
  readonly column: string;
  /** null where they are plain. */
  readonly keyId: string | null;
  readonly values: number;
}

/** Every column with the keys its values lie under. */
export async function countKeyUse(db: Database): Promise<readonly KeyUse[]> {
  const uses: KeyUse[] = [];
  for (const { name: table, columns } of SEALED_TABLES) {
    for (const { name: column } of columns) uses.push(...(await usesOf(db, table, column, textKey(column))));
  }
  for (const { table, column } of SEALED_BYTES)
    uses.push(...(await usesOf(db, table, column, bytesKey(column))));
  return uses;
}

async function usesOf(
  db: Database,
  table: string,
  column: string,
  keyId: string,
): Promise<readonly KeyUse[]> {
  const rows = await db.$queryRaw<{ keyId: string | null; values: number }[]>`
    SELECT ${Prisma.raw(keyId)} AS "keyId", count(*)::int AS "values"
    FROM ${Prisma.raw(`"${table}"`)} WHERE ${Prisma.raw(`"${column}"`)} IS NOT NULL GROUP BY 1 ORDER BY 1`;
  return rows.map((row) => ({ table, column, ...row }));
}

const textKey = (column: string) => `substring("${column}" FROM '^([a-z0-9]{1,16})[.][A-Za-z0-9_-]{38,}$')`;

/** In hexadecimal a key id is pairs of digits, and ends with 00. */
const bytesKey = (column: string) =>
  `convert_from(decode(substring(encode(substring("${column}" FROM 1 FOR 17), 'hex')
     FROM '^((?:3[0-9]|6[1-9a-f]|7[0-9a]){1,16})00'), 'hex'), 'UTF8')`;

export interface Check {
  readonly table: string;
  readonly name: string;
}

/** Checks that hold for new rows only, because rows that stood when they were made have not been looked at. */
export async function listOpenChecks(db: Database): Promise<readonly Check[]> {
  return db.$queryRaw<Check[]>`
    SELECT r.relname AS "table", c.conname AS name
    FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
    WHERE c.contype = 'c' AND NOT c.convalidated AND c.connamespace = 'public'::regnamespace
    ORDER BY 1, 2`;
}

/** Whether this connection's role may make checks hold for all rows: the owner of the tables. */
export async function mayCloseChecks(db: Database): Promise<boolean> {
  const [row] = await db.$queryRaw<{ may: boolean }[]>`
    SELECT pg_has_role(current_user, relowner, 'USAGE') AS may FROM pg_class WHERE oid = 'public.person'::regclass`;
  return row?.may ?? false;
}

/** Makes checks hold for all rows: from then on no plain text can be in their columns. Answers those that a row does not fit. */
export async function closeChecks(db: Database, checks: readonly Check[]): Promise<readonly Check[]> {
  const broken: Check[] = [];
  for (const check of checks) {
    try {
      await db.$executeRawUnsafe(`ALTER TABLE "${check.table}" VALIDATE CONSTRAINT "${check.name}"`);
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('23514'))) throw error;
      broken.push(check);
    }
  }
  return broken;
}
