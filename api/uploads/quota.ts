// How much an account may leave lying about: documents of the last day that no application uses.
import type { Refusal } from '../../domain/refusals.ts';

/** What an account has uploaded within a day and not used. */
export interface LooseDocuments {
  readonly count: number;
  readonly bytes: number;
}

/** The most of a day, all assumed: of somebody with their own applications, and of a unit that gathers whole batches for others. */
export const LOOSE_A_DAY = {
  person: { count: 60, bytes: 60_000_000 },
  unit: { count: 500, bytes: 500_000_000 },
} as const satisfies Readonly<Record<string, LooseDocuments>>;

/** Why one more document of `size` bytes is too much, or null. */
export function quotaRefusal(
  used: LooseDocuments,
  size: number,
  whose: keyof typeof LOOSE_A_DAY,
): Refusal | null {
  const most = LOOSE_A_DAY[whose];
  const fits = used.count < most.count && used.bytes + size <= most.bytes;
  return fits ? null : { code: 'document-quota-exceeded' };
}
