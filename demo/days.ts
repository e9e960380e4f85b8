// Days of a story, counted from its first one: the desk works on working days, the post on every day.
import { addDays, type LocalDate } from '../domain/calendar/local-date.ts';
import type { OfficeCalendar } from '../domain/calendar/office-calendar.ts';

/** A day that is known once the story's first day is. */
export type Day = (first: LocalDate, calendar: OfficeCalendar) => LocalDate;

/** The n-th working day after the first. */
export function workday(n: number): Day {
  return (first, calendar) => calendar.addWorkdays(first, n);
}

/** So many calendar days after another day. */
export function after(days: number, day: Day): Day {
  return (first, calendar) => addDays(day(first, calendar), days);
}

/** The day itself, or the first working day after it. */
export function workdayFrom(day: Day): Day {
  return (first, calendar) => calendar.nextWorkday(addDays(day(first, calendar), -1));
}

/** The first date after `today` that begins so many working days in a row. */
export function firstDay(today: LocalDate, workdays: number, calendar: OfficeCalendar): LocalDate {
  const candidate = calendar.nextWorkday(today);
  const all = Array.from({ length: workdays }, (_, n) => addDays(candidate, n));
  return all.every((on) => calendar.isWorkday(on)) ? candidate : firstDay(candidate, workdays, calendar);
}
