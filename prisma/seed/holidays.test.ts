import independent from '../../domain/calendar/fixtures/independent-workdays.json' with { type: 'json' };
import { calendarCases, trialCalendarData } from '../../domain/calendar/fixtures/trial-calendar.ts';
import type { LocalDate } from '../../domain/calendar/local-date.ts';
import {
  addDays,
  formatLocal,
  parseLocalDate,
  toInstant,
  weekday,
} from '../../domain/calendar/local-date.ts';
import { officeCalendar } from '../../domain/calendar/office-calendar.ts';
import { acceptBy } from '../../domain/promises/deadlines.ts';
import { publishedCalendar } from './holidays.ts';

const data = publishedCalendar();
const calendar = officeCalendar(data);
const on = parseLocalDate;

type Year = { readonly off: readonly string[]; readonly on: readonly string[] };
const YEARS: Readonly<Record<string, Year>> = independent.years;

// Found by comparing the two sources day by day; each entry would be decided by the State Council's notice. There is none.
const DISAGREEMENTS: readonly LocalDate[] = [];

test('agrees with an independent source on every day from 2010 to 2026', () => {
  const different: LocalDate[] = [];
  let days = 0;
  for (let day = on('2010-01-01'); day <= on('2026-12-31'); day = addDays(day, 1)) {
    const { off, on: worked } = YEARS[day.slice(0, 4)] ?? { off: [], on: [] };
    const expected = weekday(day) >= 6 ? worked.includes(day.slice(5)) : !off.includes(day.slice(5));
    if (calendar.isWorkday(day) !== expected) different.push(day);
    days += 1;
  }
  expect(different).toEqual(DISAGREEMENTS);
  expect(days).toBe(6209);
});

test('agrees with the worked tables of 2015 and 2016', () => {
  const trial = officeCalendar(trialCalendarData);
  for (let day = trial.coversFrom; day <= trial.coversUntil; day = addDays(day, 1)) {
    expect([day, calendar.isWorkday(day)]).toEqual([day, trial.isWorkday(day)]);
  }
});

test('covers whole published years', () => {
  expect(calendar.coversFrom).toBe('2010-01-01');
  expect(calendar.coversUntil >= on('2026-12-31') && calendar.coversUntil.endsWith('-12-31')).toBe(true);
  expect(() => calendar.isWorkday(on('2009-12-31'))).toThrow('before-coverage');
  expect(calendar.dayOn(addDays(calendar.coversUntil, 10)).covered).toBe(false);
});

test.each([
  ['2015-09-03', false],
  ['2015-09-04', false],
  ['2015-09-05', false],
  ['2015-09-06', true],
])('Victory Day 2015: %s works %s', (day, works) => {
  expect(calendar.isWorkday(on(day))).toBe(works);
});

test('days carry their names', () => {
  expect(calendar.dayOn(on('2016-02-06'))).toMatchObject({ kind: 'make-up', name: '春节' });
  expect(calendar.dayOn(on('2016-04-04'))).toMatchObject({ kind: 'holiday', name: '清明节' });
  expect(
    Object.values(data.holidays).every((name) => /^\p{Script=Han}[\p{Script=Han}\d]+$/u.test(name)),
  ).toBe(true);
});

test.each(calendarCases.cases)('$id is due as worked out: $note', ({ submittedAt, expected }) => {
  expect(formatLocal(acceptBy(toInstant(submittedAt), calendar))).toBe(expected.acceptBy);
  expect(formatLocal(acceptBy(toInstant(submittedAt), calendar, 'roll'))).toBe(expected.acceptByRollPolicy);
});
