// Working days and office hours of one office, from a versioned table (K2, K3; F30).
import { CalendarError } from './calendar-error.ts';
import type { Instant, LocalDate } from './local-date.ts';
import {
  DAY_MINUTES,
  dateOfEpochDay,
  epochDay,
  epochMs,
  instantAt,
  localDateOf,
  MINUTE_MS,
  minutesOfTime,
  toInstant,
  weekday,
} from './local-date.ts';

/** Opening and closing as local `HH:mm`. */
export interface OfficeSpan {
  readonly opens: string;
  readonly closes: string;
}

/** The same in minutes since local midnight. */
export interface MinuteSpan {
  readonly opens: number;
  readonly closes: number;
}

/** One date that departs from the table; without `office` it holds for all offices, and an office's own entry wins. */
export type DayOverride = { readonly on: LocalDate; readonly reason: string; readonly office?: string } & (
  | { readonly effect: 'closed' }
  | { readonly effect: 'open' }
  | { readonly effect: 'hours'; readonly hours: readonly OfficeSpan[] }
);

/** A calendar version as stored. `closing` is the end of the last office span and ends every working-day promise (K3). */
export interface CalendarData {
  readonly version: number;
  readonly coversFrom: LocalDate;
  readonly coversUntil: LocalDate;
  readonly holidays: Readonly<Record<LocalDate, string>>;
  readonly makeUpDays: Readonly<Record<LocalDate, string>>;
  readonly overrides: readonly DayOverride[];
  readonly officeHours: readonly OfficeSpan[];
  readonly closing: string;
}

export type DayKind = 'weekday' | 'weekend' | 'holiday' | 'make-up' | 'closed' | 'opened' | 'other-hours';

/** What one date is, and why. `name` is the holiday or the reason of the override. */
export interface OfficeDay {
  readonly on: LocalDate;
  readonly kind: DayKind;
  readonly name: string | null;
  readonly spans: readonly MinuteSpan[];
  /** False beyond the published table: Monday to Friday is then an assumption. */
  readonly covered: boolean;
}

export interface OfficeCalendar {
  readonly version: number;
  readonly coversFrom: LocalDate;
  readonly coversUntil: LocalDate;
  /** The day and its reason. @throws CalendarError before-coverage */
  dayOn(on: LocalDate): OfficeDay;
  /** K2. Beyond `coversUntil` Monday to Friday, and `isCovered` says false. @throws CalendarError before-coverage */
  isWorkday(on: LocalDate): boolean;
  /** The first working day after `on`. @throws CalendarError before-coverage, no-working-day */
  nextWorkday(on: LocalDate): LocalDate;
  /** The `n`-th working day after `on`, `on` itself not counted (K11). @throws CalendarError before-coverage, no-working-day */
  addWorkdays(on: LocalDate, n: number): LocalDate;
  /** Office spans of the date, empty on a day off. @throws CalendarError before-coverage */
  spansOn(on: LocalDate): readonly MinuteSpan[];
  /** Closing time in minutes since midnight, undefined on a day off. @throws CalendarError before-coverage */
  closingOn(on: LocalDate): number | undefined;
  /** True when the published table reaches the date. */
  isCovered(on: LocalDate): boolean;
  /** Office minutes between two instants, fractions included; 0 when `to` is not after `from`. @throws CalendarError before-coverage */
  officeMinutesBetween(from: Instant, to: Instant): number;
  /** The earliest instant by which `n` office minutes have passed since `from`. @throws CalendarError before-coverage, no-working-day */
  addOfficeMinutes(from: Instant, n: number): Instant;
}

// A year without a working day is a broken table, not a long holiday.
const LONGEST_CLOSURE_DAYS = 366;

/** The calendar of one office (of all offices without `office`). @throws CalendarError malformed-calendar */
export function officeCalendar(data: CalendarData, office?: string): OfficeCalendar {
  const ordinary = toSpans(data.officeHours);
  checkData(data, ordinary);
  const overrides = overridesFor(data.overrides, office);
  const known = new Map<number, KnownDay>();

  // By day number: walking over dates then costs no parsing of text.
  function knownDay(day: number): KnownDay {
    const found = known.get(day);
    if (found !== undefined) return found;
    const on = dateOfEpochDay(day);
    const resolved = resolve(on);
    const fresh = { ...resolved, open: openMs(on, resolved.spans) };
    known.set(day, fresh);
    return fresh;
  }

  function dayOn(on: LocalDate): OfficeDay {
    return knownDay(epochDay(on));
  }

  function resolve(on: LocalDate): OfficeDay {
    if (on < data.coversFrom)
      throw new CalendarError('before-coverage', `${on} is before ${data.coversFrom}`);
    const covered = isCovered(on);
    const override = overrides.get(on);
    if (override?.effect === 'closed')
      return { on, kind: 'closed', name: override.reason, spans: [], covered };
    if (override?.effect === 'open')
      return { on, kind: 'opened', name: override.reason, spans: ordinary, covered };
    if (override?.effect === 'hours') {
      return { on, kind: 'other-hours', name: override.reason, spans: toSpans(override.hours), covered };
    }
    const makeUp = data.makeUpDays[on];
    if (makeUp !== undefined) return { on, kind: 'make-up', name: makeUp, spans: ordinary, covered };
    const holiday = data.holidays[on];
    if (holiday !== undefined) return { on, kind: 'holiday', name: holiday, spans: [], covered };
    if (weekday(on) >= 6) return { on, kind: 'weekend', name: null, spans: [], covered };
    return { on, kind: 'weekday', name: null, spans: ordinary, covered };
  }

  function isCovered(on: LocalDate): boolean {
    return on >= data.coversFrom && on <= data.coversUntil;
  }

  function isWorkday(on: LocalDate): boolean {
    return dayOn(on).spans.length > 0;
  }

  function nextWorkday(on: LocalDate): LocalDate {
    const start = epochDay(on);
    for (let n = 1; n <= LONGEST_CLOSURE_DAYS; n++) {
      const candidate = knownDay(start + n);
      if (candidate.open.length > 0) return candidate.on;
    }
    throw new CalendarError('no-working-day', `none in the year after ${on}`);
  }

  function addWorkdays(on: LocalDate, n: number): LocalDate {
    let day = on;
    for (let counted = 0; counted < n; counted++) day = nextWorkday(day);
    return day;
  }

  function officeMinutesBetween(from: Instant, to: Instant): number {
    if (to <= from) return 0;
    const fromMs = epochMs(from);
    const toMs = epochMs(to);
    const lastDay = epochDay(localDateOf(to));
    let ms = 0;
    for (let day = epochDay(localDateOf(from)); day <= lastDay; day++) {
      for (const span of knownDay(day).open)
        ms += Math.max(0, Math.min(toMs, span.to) - Math.max(fromMs, span.from));
    }
    return ms / MINUTE_MS;
  }

  function addOfficeMinutes(from: Instant, n: number): Instant {
    let left = Math.round(n * MINUTE_MS);
    if (left <= 0) return from;
    const fromMs = epochMs(from);
    const firstDay = epochDay(localDateOf(from));
    for (let day = firstDay, closedDays = 0; closedDays <= LONGEST_CLOSURE_DAYS; day++) {
      const { open } = knownDay(day);
      closedDays = open.length > 0 ? 0 : closedDays + 1;
      for (const span of open) {
        const begins = Math.max(fromMs, span.from);
        const usable = Math.max(0, span.to - begins);
        if (usable >= left) return toInstant(begins + left);
        left -= usable;
      }
    }
    throw new CalendarError('no-working-day', `none to reach ${n} minutes after ${from}`);
  }

  return {
    version: data.version,
    coversFrom: data.coversFrom,
    coversUntil: data.coversUntil,
    dayOn,
    isWorkday,
    nextWorkday,
    addWorkdays,
    spansOn: (on) => dayOn(on).spans,
    closingOn: (on) => dayOn(on).spans.at(-1)?.closes,
    isCovered,
    officeMinutesBetween,
    addOfficeMinutes,
  };
}

/** A resolved day with its spans as epoch milliseconds. */
interface KnownDay extends OfficeDay {
  readonly open: readonly { readonly from: number; readonly to: number }[];
}

function openMs(on: LocalDate, spans: readonly MinuteSpan[]): KnownDay['open'] {
  const midnight = epochMs(instantAt(on, 0));
  return spans.map(({ opens, closes }) => ({
    from: midnight + opens * MINUTE_MS,
    to: midnight + closes * MINUTE_MS,
  }));
}

function overridesFor(all: readonly DayOverride[], office: string | undefined): Map<LocalDate, DayOverride> {
  const general = all.filter((entry) => entry.office === undefined);
  const own = all.filter((entry) => entry.office !== undefined && entry.office === office);
  return new Map([...general, ...own].map((entry) => [entry.on, entry]));
}

function toSpans(hours: readonly OfficeSpan[]): readonly MinuteSpan[] {
  const spans = hours.map((span) => ({
    opens: minutesOfTime(span.opens),
    closes: minutesOfTime(span.closes),
  }));
  let free = 0;
  for (const { opens, closes } of spans) {
    if (opens < free || closes <= opens || closes > DAY_MINUTES)
      throw malformed(`office hours ${JSON.stringify(hours)}`);
    free = closes;
  }
  if (spans.length === 0) throw malformed('no office hours');
  return spans;
}

function checkData(data: CalendarData, ordinary: readonly MinuteSpan[]): void {
  if (data.coversFrom > data.coversUntil) throw malformed(`covers ${data.coversFrom} to ${data.coversUntil}`);
  if (ordinary.at(-1)?.closes !== minutesOfTime(data.closing))
    throw malformed(`closing ${data.closing} is not the end of the hours`);
  const both = Object.keys(data.holidays).find((on) => on in data.makeUpDays);
  if (both !== undefined) throw malformed(`${both} is both a holiday and a make-up day`);
  for (const override of data.overrides) if (override.effect === 'hours') toSpans(override.hours);
}

function malformed(detail: string): CalendarError {
  return new CalendarError('malformed-calendar', detail);
}
