// How much a report may span.
import { daysBetween, type LocalDate } from '../calendar/local-date.ts';
import type { Refusal } from '../refusals.ts';

/** A leap year. */
const MOST_DAYS = 366;

/** Why a report may not span these days, both included; null where it may. */
export function spanRefusal(from: LocalDate, until: LocalDate): Refusal | null {
  const days = daysBetween(from, until) + 1;
  return days >= 1 && days <= MOST_DAYS ? null : { code: 'report-span-invalid' };
}
