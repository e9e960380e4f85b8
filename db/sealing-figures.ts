// What a rotation is given, and what it tells.
import type { Instant } from '../domain/calendar/local-date.ts';
import type { Database } from './client.ts';

/** A value that stays as it is, named by its row. */
export interface Failure {
  readonly row: string;
  readonly why: 'cannot be opened' | 'another row has the same number' | 'kept changing';
}

/** What became of the values of one column. */
export interface ColumnFigures {
  readonly table: string;
  readonly column: string;
  readonly current: number;
  /** Plain before, under an older key, or not found by its index. */
  readonly resealed: number;
  readonly failed: readonly Failure[];
}

export interface Rotation {
  readonly db: Database;
  /** For the audit trail. */
  readonly now: Instant;
  /** Looks and counts, and changes nothing. */
  readonly dryRun: boolean;
  /** Told after each chunk how many rows of how many have been visited. */
  readonly onProgress: (table: string, visited: number, rows: number) => void;
  /** Rows at a time. */
  readonly chunk?: number;
}
