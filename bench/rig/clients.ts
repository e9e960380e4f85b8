// So many clients at once, each taking the next piece of work until none is left.

/** Runs the work on every item at the given concurrency. The first failure ends the run. */
export async function atOnce<T>(
  items: readonly T[],
  clients: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failed = false;
  const client = async () => {
    while (next < items.length && !failed) {
      const index = next++;
      const item = items[index];
      if (item !== undefined) await work(item, index);
    }
  };
  const guarded = () =>
    client().catch((error: unknown) => {
      failed = true;
      throw error;
    });
  await Promise.all(Array.from({ length: clients }, guarded));
}

export interface Latencies {
  readonly p50: number;
  readonly p99: number;
}

/** Value below which the share of the samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export function latencies(samples: readonly number[]): Latencies {
  return { p50: quantile(samples, 0.5), p99: quantile(samples, 0.99) };
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
