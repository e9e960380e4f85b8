// The working calendar of the office as first stored: the State Council's yearly arrangements, from the chinese-days tables.
import tables from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { LocalDate } from '../../domain/calendar/local-date.ts';
import { parseLocalDate } from '../../domain/calendar/local-date.ts';
import type { CalendarData } from '../../domain/calendar/office-calendar.ts';

const COVERS_FROM = parseLocalDate('2010-01-01');

/** The tables shorten some names. */
const FULL_NAMES: Readonly<Record<string, string>> = { 清明: '清明节', 端午: '端午节', 中秋: '中秋节' };

/** The published calendar from 2010 to the end of the last year that is published whole, with the office hours of K3. */
export function publishedCalendar(version = 1): CalendarData {
  const coversUntil = lastPublishedDay();
  return {
    version,
    coversFrom: COVERS_FROM,
    coversUntil,
    holidays: named(tables.holidays, coversUntil),
    makeUpDays: named(tables.workdays, coversUntil),
    overrides: [],
    officeHours: [
      { opens: '08:30', closes: '12:00' },
      { opens: '14:30', closes: '17:30' },
    ],
    closing: '17:30',
  };
}

// A year counts as published once its 国庆节 is in the table; New Year's Day alone may come with the year before.
function lastPublishedDay(): LocalDate {
  const nationalDays = Object.entries(tables.holidays).filter(([, name]) => nameOf(name) === '国庆节');
  const lastYear = nationalDays
    .map(([on]) => on.slice(0, 4))
    .sort()
    .at(-1);
  return parseLocalDate(`${lastYear}-12-31`);
}

function named(table: Readonly<Record<string, string>>, coversUntil: LocalDate): Record<LocalDate, string> {
  const names: Record<LocalDate, string> = {};
  for (const [text, name] of Object.entries(table)) {
    const on = parseLocalDate(text);
    if (on >= COVERS_FROM && on <= coversUntil) names[on] = nameOf(name);
  }
  return names;
}

// An entry reads “Spring Festival,春节,4”.
function nameOf(entry: string): string {
  const [english = '', chinese = english] = entry.split(',');
  return FULL_NAMES[chinese] ?? chinese;
}
