// The office calendar as stored: the newest version, read again when a newer one appears.
import { type LocalDate, parseLocalDate } from '../domain/calendar/local-date.ts';
import {
  type CalendarData,
  type DayOverride,
  type OfficeCalendar,
  type OfficeSpan,
  officeCalendar,
} from '../domain/calendar/office-calendar.ts';
import type { Prisma } from '../prisma/generated/client.ts';
import type { Database, Transaction } from './client.ts';
import { asJson, stored } from './json.ts';

type CalendarBase = Omit<CalendarData, 'version' | 'overrides'>;

/** Gives an office's calendar of the version asked for; keeps what it has read. */
export type CalendarSource = (tx: Transaction, version: number, office: string) => Promise<OfficeCalendar>;

/** A source that reads each version once. A version never changes after it was written. */
export function createCalendarSource(): CalendarSource {
  const kept = new Map<string, Promise<OfficeCalendar>>();
  return async (tx, version, office) => {
    const key = `${version}/${office}`;
    const known = kept.get(key);
    if (known) return known;
    const calendar = getCalendarData(tx, version).then((data) => officeCalendar(data, office));
    kept.set(key, calendar);
    calendar.catch(() => kept.delete(key));
    return calendar;
  };
}

/** The data of one calendar version, overrides of all offices included. */
export async function getCalendarData(tx: Transaction, version: number): Promise<CalendarData> {
  const row = await tx.calendarVersion.findUniqueOrThrow({
    where: { version },
    include: { overrides: true },
  });
  return { ...stored<CalendarBase>(row.base), version, overrides: row.overrides.map(toOverride) };
}

interface OverrideRow {
  readonly on: Date;
  readonly office: string | null;
  readonly effect: string;
  readonly hours: unknown;
  readonly reason: string;
}

function toOverride(row: OverrideRow): DayOverride {
  const common = {
    on: dateOf(row.on),
    reason: row.reason,
    ...(row.office === null ? {} : { office: row.office }),
  };
  if (row.effect === 'hours') return { ...common, effect: 'hours', hours: stored<OfficeSpan[]>(row.hours) };
  return { ...common, effect: row.effect === 'open' ? 'open' : 'closed' };
}

/** A date column as a local date. */
export function dateOf(value: Date): LocalDate {
  return parseLocalDate(value.toISOString().slice(0, 10));
}

/** Writes the next calendar version and returns its number. */
export async function saveCalendar(db: Database, data: CalendarData, source: string): Promise<number> {
  const { version: _version, overrides, ...base } = data;
  return db.$transaction(async (tx) => {
    const newest = await tx.calendarVersion.aggregate({ _max: { version: true } });
    const version = (newest._max.version ?? 0) + 1;
    await tx.calendarVersion.create({
      data: {
        version,
        base: asJson(base),
        source,
        overrides: { create: overrides.map(toRow) },
      },
    });
    return version;
  });
}

function toRow(override: DayOverride): Prisma.CalendarOverrideUncheckedCreateWithoutCalendarInput {
  const { effect, reason } = override;
  const hours = override.effect === 'hours' ? { hours: asJson(override.hours) } : {};
  return { on: new Date(override.on), office: override.office ?? null, effect, reason, ...hours };
}

/** The calendar of an office as it is published now. */
export async function latestCalendar(
  { db, calendars }: { readonly db: Database; readonly calendars: CalendarSource },
  office: string,
): Promise<OfficeCalendar> {
  const newest = await db.calendarVersion.aggregate({ _max: { version: true } });
  return calendars(db, newest._max.version ?? 0, office);
}
