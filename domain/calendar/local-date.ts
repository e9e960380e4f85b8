// Dates and instants of one fixed zone, UTC+8 without daylight saving: no system time zone is ever consulted (K1).
import { CalendarError } from './calendar-error.ts';

declare const localDateBrand: unique symbol;
declare const instantBrand: unique symbol;

/** A calendar date of Asia/Shanghai, `YYYY-MM-DD`; dates compare as strings. */
export type LocalDate = string & { readonly [localDateBrand]: true };

/** A UTC instant in the form of `Date#toISOString`, milliseconds included; instants compare as strings. */
export type Instant = string & { readonly [instantBrand]: true };

/** ISO number of the day of the week: Monday 1 … Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const MINUTE_MS = 60_000;
export const DAY_MINUTES = 1440;
const DAY_MS = DAY_MINUTES * MINUTE_MS;
const OFFSET_MS = 8 * 60 * MINUTE_MS;
const EARLIEST_MS = Date.UTC(1800, 0, 1);
const LATEST_MS = Date.UTC(9999, 0, 1);
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const satisfies readonly Weekday[];

/** True for `YYYY-MM-DD` that names an existing day. */
export function isLocalDate(text: string): text is LocalDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00.000Z`);
  return ms >= EARLIEST_MS && ms <= LATEST_MS && isoOf(ms).startsWith(text);
}

/** The text as a date. @throws CalendarError malformed-date */
export function parseLocalDate(text: string): LocalDate {
  if (isLocalDate(text)) return text;
  throw new CalendarError('malformed-date', JSON.stringify(text));
}

/** Days since 1970-01-01. */
export function epochDay(on: LocalDate): number {
  return Date.parse(`${on}T00:00:00.000Z`) / DAY_MS;
}

/** The date `day` days after 1970-01-01. @throws CalendarError out-of-range */
export function dateOfEpochDay(day: number): LocalDate {
  return isoOf(day * DAY_MS).slice(0, 10) as LocalDate;
}

/**
 * The instant of a `Date`, of epoch milliseconds, or of an ISO text that carries its offset.
 * @throws CalendarError malformed-instant (a text without `Z` or `±hh:mm` would depend on the machine), out-of-range
 */
export function toInstant(at: Date | number | string): Instant {
  if (typeof at === 'string') return isoOf(parseWithOffset(at)) as Instant;
  const ms = typeof at === 'number' ? at : at.getTime();
  if (Number.isNaN(ms)) throw new CalendarError('malformed-instant', String(at));
  return isoOf(ms) as Instant;
}

/** Milliseconds since 1970-01-01T00:00Z. */
export function epochMs(at: Instant): number {
  return Date.parse(at);
}

/** The date in Asia/Shanghai. */
export function localDateOf(at: Instant): LocalDate {
  return isoOf(epochMs(at) + OFFSET_MS).slice(0, 10) as LocalDate;
}

/** Whole minutes since local midnight, 0 … 1439. */
export function minuteOfDay(at: Instant): number {
  return Math.floor(((((epochMs(at) + OFFSET_MS) % DAY_MS) + DAY_MS) % DAY_MS) / MINUTE_MS);
}

/** The instant of a local date and time, given as `HH:mm` (to `24:00`) or as minutes since midnight. @throws CalendarError malformed-time */
export function instantAt(on: LocalDate, time: string | number): Instant {
  const minutes = typeof time === 'number' ? time : minutesOfTime(time);
  return toInstant(epochDay(on) * DAY_MS - OFFSET_MS + minutes * MINUTE_MS);
}

/** The last millisecond of the local date, 23:59:59.999. */
export function endOfDay(on: LocalDate): Instant {
  return toInstant((epochDay(on) + 1) * DAY_MS - OFFSET_MS - 1);
}

/** Minutes since midnight of `HH:mm`, `24:00` included. @throws CalendarError malformed-time */
export function minutesOfTime(time: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (time === '24:00') return DAY_MINUTES;
  if (match === null) throw new CalendarError('malformed-time', JSON.stringify(time));
  return Number(match[1]) * 60 + Number(match[2]);
}

/** `HH:mm` of minutes since midnight. */
export function timeOfMinutes(minutes: number): string {
  return `${pad(Math.floor(minutes / 60))}:${pad(Math.floor(minutes % 60))}`;
}

/** The local wall time with its offset, whole seconds: `2015-11-02T17:30:00+08:00`. */
export function formatLocal(at: Instant): string {
  return `${isoOf(epochMs(at) + OFFSET_MS).slice(0, 19)}+08:00`;
}

/** The earlier of two instants; texts in this form sort by time. */
export function earlierOf(one: Instant, other: Instant): Instant {
  const otherIsEarlier = other < one;
  return otherIsEarlier ? other : one;
}

/** `n` minutes later (earlier when negative); fractions count to the millisecond. */
export function addMinutes(at: Instant, n: number): Instant {
  return toInstant(epochMs(at) + Math.round(n * MINUTE_MS));
}

/** Wall minutes from `from` to `to`, fractions included. */
export function minutesBetween(from: Instant, to: Instant): number {
  return (epochMs(to) - epochMs(from)) / MINUTE_MS;
}

/** `n` days later. */
export function addDays(on: LocalDate, n: number): LocalDate {
  return dateOfEpochDay(epochDay(on) + n);
}

/** `n` months later, clamped to the last day of the month: 2015-08-31 + 6 = 2016-02-29. */
export function addMonths(on: LocalDate, n: number): LocalDate {
  const { year, month, day } = partsOf(on);
  const first = new Date(Date.UTC(year, month - 1 + n, 1));
  const lastDay = daysInMonth(first.getUTCFullYear(), first.getUTCMonth() + 1);
  return dateOf(first.getUTCFullYear(), first.getUTCMonth() + 1, Math.min(day, lastDay));
}

/** `n` years later, clamped: 2016-02-29 + 1 = 2017-02-28. */
export function addYears(on: LocalDate, n: number): LocalDate {
  return addMonths(on, 12 * n);
}

/** The last day of the month. */
export function endOfMonth(on: LocalDate): LocalDate {
  const { year, month } = partsOf(on);
  return dateOf(year, month, daysInMonth(year, month));
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return epochDay(to) - epochDay(from);
}

/** Completed years from `from` to `to`; the anniversary itself counts, clamped like `addYears`. */
export function fullYearsBetween(from: LocalDate, to: LocalDate): number {
  const years = partsOf(to).year - partsOf(from).year;
  return addYears(from, years) <= to ? years : years - 1;
}

/** Monday 1 … Sunday 7. */
export function weekday(on: LocalDate): Weekday {
  // 1970-01-01 was a Thursday.
  const index = (((epochDay(on) + 3) % 7) + 7) % 7;
  return WEEKDAYS[index] ?? 1;
}

function parseWithOffset(text: string): number {
  const hasOffset = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const ms = hasOffset && isLocalDate(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new CalendarError('malformed-instant', JSON.stringify(text));
  return ms;
}

// Beyond four-digit years the texts would no longer compare as dates do.
function isoOf(ms: number): string {
  if (!(ms >= EARLIEST_MS - DAY_MS && ms <= LATEST_MS + DAY_MS))
    throw new CalendarError('out-of-range', String(ms));
  return new Date(ms).toISOString();
}

function partsOf(on: LocalDate): { year: number; month: number; day: number } {
  return { year: Number(on.slice(0, 4)), month: Number(on.slice(5, 7)), day: Number(on.slice(8, 10)) };
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function dateOf(year: number, month: number, day: number): LocalDate {
  return dateOfEpochDay(Date.UTC(year, month - 1, day) / DAY_MS);
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}
