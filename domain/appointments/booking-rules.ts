// When a place in a session may be asked for and given back, and who is kept from it for a while (services.md §3.4).
import { addDays, addMonths, type LocalDate } from '../calendar/local-date.ts';
import type { BookingFacts, SessionFacts } from './facts.ts';

/** Sessions are offered from tomorrow until thirty days from now (assumed). */
export const OFFERED_FROM_DAYS = 1;
export const OFFERED_TO_DAYS = 30;
/** Absences within so many months keep somebody from booking for so many days (assumed). */
export const MOST_ABSENCES = 3;
export const ABSENCE_MONTHS = 12;
export const ABSENCE_BLOCK_DAYS = 30;
/** A place is given back until the day before (提前1天取消预约). */
export const CANCEL_DAYS = 1;

/** First and last day on which sessions may be booked today. */
export function offeredDays(today: LocalDate): { readonly from: LocalDate; readonly to: LocalDate } {
  return { from: addDays(today, OFFERED_FROM_DAYS), to: addDays(today, OFFERED_TO_DAYS) };
}

/** Whether a session may be booked today, be there room or not. */
export function isOffered({ isOpen, on }: SessionFacts, today: LocalDate): boolean {
  const { from, to } = offeredDays(today);
  return isOpen && from <= on && on <= to;
}

/** Whether a place is free. */
export function hasRoom({ booked, capacity }: SessionFacts): boolean {
  return booked < capacity;
}

/** Whether a place of that day may still be given back. */
export function isCancellable(on: LocalDate, today: LocalDate): boolean {
  return addDays(today, CANCEL_DAYS) <= on;
}

/** The first day on which somebody may book again; null for who may book today. */
export function blockedUntil({ absencesOn }: BookingFacts, today: LocalDate): LocalDate | null {
  const days = absencesOn
    .filter((on) => absencesBefore(absencesOn, on) >= MOST_ABSENCES)
    .map((on) => addDays(on, ABSENCE_BLOCK_DAYS + 1))
    .filter((free) => today < free);
  return days.sort().at(-1) ?? null;
}

/** Absences in the twelve months that end on a day. */
function absencesBefore(absencesOn: readonly LocalDate[], on: LocalDate): number {
  const since = addMonths(on, -ABSENCE_MONTHS);
  return absencesOn.filter((each) => since < each && each <= on).length;
}
