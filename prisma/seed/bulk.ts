// Set-wise inserts: one statement for thousands of rows.
import type { Database, Transaction } from '../../db/client.ts';

/** Rows a statement takes; larger ones cost memory and win nothing. */
const CHUNK = 5_000;

/** Writes rows whose keys are the table's columns. Columns left out get their defaults. */
export async function insertRows<R extends object>(
  db: Database | Transaction,
  table: string,
  rows: readonly R[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first)
    .map((column) => `"${column}"`)
    .join(', ');
  const sql = `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::"${table}", $1::jsonb)`;
  for (let from = 0; from < rows.length; from += CHUNK) {
    await db.$executeRawUnsafe(sql, JSON.stringify(rows.slice(from, from + CHUNK)));
  }
}

/** Lets the planner know what has come; without it the first queries on a fresh register are planned blindly. */
export async function analyse(db: Database | Transaction): Promise<void> {
  await db.$executeRawUnsafe('ANALYZE');
}
