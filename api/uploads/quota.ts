// How much an account may leave lying about: documents of the last day that no application uses.
import type { Refusal } from '../../domain/refusals.ts';

export const LOOSE_DOCUMENTS_A_DAY = 60;
export const LOOSE_BYTES_A_DAY = 60_000_000;

/** What an account has uploaded within a day and not used. */
export interface LooseDocuments {
  readonly count: number;
  readonly bytes: number;
}

/** Why one more document of `size` bytes is too much, or null. */
export function quotaRefusal(used: LooseDocuments, size: number): Refusal | null {
  const fits = used.count < LOOSE_DOCUMENTS_A_DAY && used.bytes + size <= LOOSE_BYTES_A_DAY;
  return fits ? null : { code: 'document-quota-exceeded' };
}
