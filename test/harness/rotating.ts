// Rotations in tests: keys of their own, small chunks, and figures to compare.
import { randomBytes } from 'node:crypto';
import type { Database } from '../../db/client.ts';
import { rotate } from '../../db/sealing.ts';
import type { ColumnFigures, Rotation } from '../../db/sealing-figures.ts';
import { createVault, type KeyRing } from '../../db/vault.ts';
import { toInstant } from '../../domain/calendar/local-date.ts';

const indexKey = randomBytes(32);

export const newKey = (id: string) => ({ id, key: randomBytes(32) });
export const vaultUnder = (...keys: KeyRing['keys']) => createVault({ keys, indexKey });

export const rotateAll = (db: Database, more: Partial<Rotation> = {}) =>
  rotate({
    dryRun: false,
    now: toInstant('2026-11-24T01:00:00Z'),
    onProgress: () => {},
    db,
    chunk: 2,
    ...more,
  });

/** Figures as `table.column`: [current, re-sealed, failed]; columns without values are left out. */
export function summaryOf(figures: readonly ColumnFigures[]) {
  const told = figures.map(({ table, column, current, resealed, failed }) => [
    `${table}.${column}`,
    [current, resealed, failed.length],
  ]);
  return Object.fromEntries(told.filter(([, counts]) => String(counts) !== '0,0,0'));
}

/** Bytes that begin as a document does. */
export const PDF = Buffer.from(`%PDF-1.7 ${'x'.repeat(1_000)}`);
