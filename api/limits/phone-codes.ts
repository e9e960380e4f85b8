// How often codes are sent: for one source, and to one phone, whatever for.
import type { Refusal } from '../../domain/refusals.ts';
import type { Limits } from './limits.ts';
import { LIMITS } from './numbers.ts';

/** When a code may be asked for again. */
export const RESEND_SECONDS = LIMITS['phone-code-minute'].minutes * 60;

/**
 * Counts a code to a phone; a refusal when it is too soon, or was too often. The source is counted first: one that has
 * had its share takes nothing from the phone's.
 */
export async function takePhoneCode(
  limits: Limits,
  { source, mobile }: { readonly source: string; readonly mobile: string },
): Promise<Refusal | null> {
  return (
    (await limits.take('phone-code-source', source)) ??
    (await limits.take('phone-code-minute', mobile)) ??
    (await limits.take('phone-code-day', mobile))
  );
}
