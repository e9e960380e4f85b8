import fc from 'fast-check';
import { CalendarError } from './calendar-error.ts';
import {
  addDays,
  addMinutes,
  addMonths,
  addYears,
  dateOfEpochDay,
  daysBetween,
  endOfDay,
  endOfMonth,
  epochDay,
  formatLocal,
  fullYearsBetween,
  instantAt,
  isLocalDate,
  localDateOf,
  minuteOfDay,
  minutesOfTime,
  parseLocalDate,
  timeOfMinutes,
  toInstant,
  weekday,
} from './local-date.ts';

const date = parseLocalDate;

describe('dates', () => {
  test.each([
    '2015-02-29',
    '2015-13-01',
    '2015-1-1',
    '2015-11-31',
    '0000-01-01',
    '',
    ' 2015-11-01',
    '2015-11-01T00:00:00Z',
  ])('%j names no day', (text) => {
    expect(isLocalDate(text)).toBe(false);
    expect(() => parseLocalDate(text)).toThrow(CalendarError);
  });

  test.each([
    ['2016-02-29', 12, '2017-02-28'],
    ['2015-08-31', 6, '2016-02-29'],
    ['2015-01-31', 1, '2015-02-28'],
    ['2016-03-31', -1, '2016-02-29'],
    ['2015-12-31', 2, '2016-02-29'],
    ['2015-11-01', 0, '2015-11-01'],
    ['2016-01-15', -13, '2014-12-15'],
  ])('%s + %i months = %s', (from, months, expected) => {
    expect(addMonths(date(from), months)).toBe(expected);
  });

  test('years clamp on the leap day', () => {
    expect(addYears(date('2016-02-29'), 1)).toBe('2017-02-28');
    expect(addYears(date('2016-02-29'), 4)).toBe('2020-02-29');
  });

  test.each([
    ['2015-02-01', '2015-02-28'],
    ['2016-02-29', '2016-02-29'],
    ['2015-12-31', '2015-12-31'],
  ])('the month of %s ends on %s', (on, end) => {
    expect(endOfMonth(date(on))).toBe(end);
  });

  test.each([
    ['1955-11-02', '2015-11-01', 59],
    ['1955-11-02', '2015-11-02', 60],
    ['1956-02-29', '2015-02-28', 59],
    ['1956-02-29', '2015-02-27', 58],
  ])('from %s to %s are %i full years', (from, to, years) => {
    expect(fullYearsBetween(date(from), date(to))).toBe(years);
  });

  test('the trial began on a Sunday', () => {
    expect(weekday(date('2015-11-01'))).toBe(7);
    expect(weekday(date('2015-11-02'))).toBe(1);
    expect(weekday(date('1900-01-01'))).toBe(1);
  });

  test('days and day numbers agree with each other', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50_000, max: 100_000 }),
        fc.integer({ min: -9_000, max: 9_000 }),
        (day, n) => {
          const on = dateOfEpochDay(day);
          expect(epochDay(on)).toBe(day);
          expect(daysBetween(on, addDays(on, n))).toBe(n);
          expect(weekday(addDays(on, 7))).toBe(weekday(on));
          expect(addDays(on, 1) > on).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('instants', () => {
  test.each([
    ['2015-11-01T16:30:00Z', '2015-11-01T16:30:00.000Z'],
    ['2015-11-02T00:30:00+08:00', '2015-11-01T16:30:00.000Z'],
    ['2015-11-02T00:30:00.5+08:00', '2015-11-01T16:30:00.500Z'],
  ])('%s is %s', (text, instant) => {
    expect(toInstant(text)).toBe(instant);
  });

  test.each(['2015-11-02T00:30:00', '2015-11-02', '', 'now', '2015-02-30T00:00:00Z', '2015-11-02T25:00:00Z'])(
    '%j is no instant anywhere on earth alike',
    (text) => {
      expect(() => toInstant(text)).toThrow(CalendarError);
    },
  );

  test('years beyond four digits are refused, for texts would no longer compare', () => {
    expect(() => toInstant(Date.UTC(12_000, 0, 1))).toThrow(CalendarError);
    expect(() => toInstant(Number.NaN)).toThrow(CalendarError);
  });

  test('the local day begins at 16:00 UTC', () => {
    expect(localDateOf(toInstant('2015-11-01T15:59:59.999Z'))).toBe('2015-11-01');
    expect(localDateOf(toInstant('2015-11-01T16:00:00.000Z'))).toBe('2015-11-02');
    expect(minuteOfDay(toInstant('2015-11-01T16:00:59.999Z'))).toBe(0);
    expect(minuteOfDay(toInstant('1969-12-31T15:59:00Z'))).toBe(1439);
  });

  test('a local time is written with its offset', () => {
    expect(instantAt(date('2015-11-02'), '17:30')).toBe('2015-11-02T09:30:00.000Z');
    expect(instantAt(date('2015-11-02'), 1050)).toBe('2015-11-02T09:30:00.000Z');
    expect(instantAt(date('2015-11-02'), '24:00')).toBe(instantAt(date('2015-11-03'), 0));
    expect(formatLocal(instantAt(date('2015-11-02'), '17:30'))).toBe('2015-11-02T17:30:00+08:00');
    expect(formatLocal(endOfDay(date('2015-11-02')))).toBe('2015-11-02T23:59:59+08:00');
    expect(endOfDay(date('2015-11-02'))).toBe('2015-11-02T15:59:59.999Z');
    expect(addMinutes(toInstant('2015-11-02T00:00:00Z'), 0.5)).toBe('2015-11-02T00:00:30.000Z');
  });

  test('times of day', () => {
    expect(minutesOfTime('08:30')).toBe(510);
    expect(timeOfMinutes(510)).toBe('08:30');
    for (const wrong of ['8:30', '24:01', '12:60', '', 'noon'])
      expect(() => minutesOfTime(wrong)).toThrow(CalendarError);
  });

  test('instant and local reading agree, and order as strings', () => {
    const ms = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2100, 0, 1) });
    fc.assert(
      fc.property(ms, ms, (a, b) => {
        const at = toInstant(a);
        const minutes = minuteOfDay(at);
        expect(instantAt(localDateOf(at), minutes) <= at).toBe(true);
        expect(instantAt(localDateOf(at), minutes + 1) > at).toBe(true);
        expect(toInstant(a) < toInstant(b)).toBe(a < b);
        expect(toInstant(formatLocal(at)).slice(0, 19)).toBe(at.slice(0, 19));
      }),
      { numRuns: 200 },
    );
  });
});
