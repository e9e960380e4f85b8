// What every bench may be told.

export interface BenchOptions {
  readonly runs: number;
  /** How many of what is counted; each bench has its own default. */
  readonly n?: number;
  readonly profile: boolean;
}
