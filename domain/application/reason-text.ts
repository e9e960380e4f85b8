// The words of a reason, whichever table it comes from.
import { isRefusalCode, refusalText } from '../refusals.ts';
import { CLERK_REASONS, type ReasonRow, SYSTEM_REASONS } from './reasons.ts';

const REASONS: Readonly<Record<string, ReasonRow>> = { ...CLERK_REASONS, ...SYSTEM_REASONS };

/** A reason's name: a clerk's, the platform's, or a refusal of the service itself. */
export function reasonText(reason: string): ReasonRow {
  const row = REASONS[reason];
  if (row) return row;
  if (!isRefusalCode(reason)) return { zh: reason, en: reason };
  return { zh: refusalText({ code: reason }, 'zh'), en: refusalText({ code: reason }, 'en') };
}
