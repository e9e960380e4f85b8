// How many rows each table holds: what a refused request may not change.
import type { Database } from '../../db/client.ts';

export type RowCounts = Readonly<Record<string, number>>;

export async function countRows(db: Database): Promise<RowCounts> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`;
  const each = tables.map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS rows FROM "${name}"`);
  const counted = await db.$queryRawUnsafe<{ name: string; rows: number }[]>(each.join(' UNION ALL '));
  return Object.fromEntries(counted.map(({ name, rows }) => [name, rows]));
}

/** What each table holds, as one digest: a change that leaves the count as it was is seen too. */
export async function digestTables(db: Database): Promise<Readonly<Record<string, string>>> {
  const names = Object.keys(await countRows(db));
  const each = names.map(
    (name) =>
      `SELECT '${name}' AS name, md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) AS digest FROM "${name}" t`,
  );
  const digests = await db.$queryRawUnsafe<{ name: string; digest: string }[]>(each.join(' UNION ALL '));
  return Object.fromEntries(digests.map(({ name, digest }) => [name, digest]));
}

/** Names of the tables that hold something else than before. */
export function differing(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.keys(after).filter((name) => after[name] !== before[name]);
}

/** Tables that grew or shrank, with the difference. */
export function changedRows(before: RowCounts, after: RowCounts): RowCounts {
  const changed = Object.entries(after).filter(([name, rows]) => rows !== before[name]);
  return Object.fromEntries(changed.map(([name, rows]) => [name, rows - (before[name] ?? 0)]));
}
