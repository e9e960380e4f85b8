import fc from 'fast-check';
import { CalendarError } from './calendar-error.ts';
import { calendarCases, trialCalendarData } from './fixtures/trial-calendar.ts';
import type { Instant } from './local-date.ts';
import {
  addDays,
  addMinutes,
  instantAt,
  localDateOf,
  minuteOfDay,
  parseLocalDate,
  toInstant,
} from './local-date.ts';
import type { CalendarData, OfficeCalendar } from './office-calendar.ts';
import { officeCalendar } from './office-calendar.ts';

const date = parseLocalDate;
const local = (text: string): Instant => toInstant(`${text}:00+08:00`);
const calendar = officeCalendar(trialCalendarData);

describe('working days', () => {
  test.each(calendarCases.workdayCases)(
    '$date is a working day: $isWorkday ($note)',
    ({ date: on, isWorkday }) => {
      expect(calendar.isWorkday(date(on))).toBe(isWorkday);
    },
  );

  test.each(calendarCases.addWorkdaysCases)(
    '$date + $addWorkdays = $expected ($note)',
    ({ date: on, addWorkdays, expected }) => {
      expect(calendar.addWorkdays(date(on), addWorkdays)).toBe(expected);
    },
  );

  test('a day says why it is what it is', () => {
    expect(calendar.dayOn(date('2016-02-06'))).toMatchObject({
      kind: 'make-up',
      name: '春节',
      covered: true,
    });
    expect(calendar.dayOn(date('2016-02-07'))).toMatchObject({ kind: 'holiday', name: '春节', spans: [] });
    expect(calendar.dayOn(date('2015-11-01'))).toMatchObject({ kind: 'weekend', name: null });
    expect(calendar.closingOn(date('2015-11-02'))).toBe(1050);
    expect(calendar.closingOn(date('2015-11-01'))).toBeUndefined();
  });

  test('beyond the published table Monday to Friday is assumed and said to be so', () => {
    expect(calendar.isWorkday(date('2017-01-02'))).toBe(true);
    expect(calendar.isCovered(date('2016-12-31'))).toBe(true);
    expect(calendar.isCovered(date('2017-01-01'))).toBe(false);
    expect(calendar.dayOn(date('2017-01-02')).covered).toBe(false);
  });

  test('before the table there is no answer', () => {
    expect(() => calendar.isWorkday(date('2014-12-31'))).toThrow(
      new CalendarError('before-coverage', '2014-12-31 is before 2015-01-01'),
    );
  });
});

describe('overrides', () => {
  const data: CalendarData = {
    ...trialCalendarData,
    overrides: [
      { on: date('2015-11-03'), effect: 'closed', reason: '停电' },
      { on: date('2015-11-07'), effect: 'open', reason: '加班' },
      {
        on: date('2015-11-04'),
        effect: 'hours',
        reason: '半天',
        hours: [{ opens: '08:30', closes: '12:00' }],
      },
      { on: date('2015-11-04'), effect: 'closed', reason: '搬迁', office: 'north' },
    ],
  };

  test('close, open and change the hours of one date', () => {
    const altered = officeCalendar(data);
    expect(altered.nextWorkday(date('2015-11-02'))).toBe('2015-11-04');
    expect(altered.closingOn(date('2015-11-04'))).toBe(720);
    expect(altered.isWorkday(date('2015-11-07'))).toBe(true);
    expect(altered.dayOn(date('2015-11-03'))).toMatchObject({ kind: 'closed', name: '停电' });
  });

  test("an office's own override wins, and is no other office's", () => {
    expect(officeCalendar(data, 'north').isWorkday(date('2015-11-04'))).toBe(false);
    expect(officeCalendar(data, 'south').isWorkday(date('2015-11-04'))).toBe(true);
  });
});

describe('a broken calendar', () => {
  const weekdaysShut = Array.from({ length: 900 }, (_, n) => ({
    on: addDays(date('2015-11-02'), n),
    effect: 'closed' as const,
    reason: '停办',
  }));

  test('without a working day for a year ends in an error', () => {
    const shut = officeCalendar({ ...trialCalendarData, overrides: weekdaysShut });
    expect(() => shut.nextWorkday(date('2015-11-02'))).toThrow('no-working-day');
    expect(() => shut.addOfficeMinutes(local('2015-11-02T10:00'), 60)).toThrow('no-working-day');
    expect(shut.officeMinutesBetween(local('2015-11-02T10:00'), local('2016-11-02T10:00'))).toBe(0);
  });

  test.each<[string, Partial<CalendarData>]>([
    ['no hours', { officeHours: [] }],
    [
      'hours that overlap',
      {
        officeHours: [
          { opens: '08:30', closes: '12:00' },
          { opens: '11:00', closes: '17:30' },
        ],
      },
    ],
    ['hours that end before they begin', { officeHours: [{ opens: '17:30', closes: '08:30' }] }],
    ['a closing that is not the end', { closing: '18:00' }],
    ['a day both off and on', { makeUpDays: { [date('2015-10-01')]: '国庆节' } }],
    ['a span of years turned round', { coversUntil: date('2014-01-01') }],
    [
      'an override without hours',
      { overrides: [{ on: date('2015-11-04'), effect: 'hours', reason: '?', hours: [] }] },
    ],
  ])('%s is refused when it is loaded', (_, change) => {
    expect(() => officeCalendar({ ...trialCalendarData, ...change })).toThrow('malformed-calendar');
  });
});

describe('office minutes', () => {
  test.each([
    ['2015-11-06T18:00', '2015-11-09T17:30', 390],
    ['2015-11-02T11:59', '2015-11-02T14:31', 2],
    ['2015-11-02T12:00', '2015-11-02T14:30', 0],
    ['2016-02-05T16:30', '2016-02-14T09:30', 60 + 390 + 60],
    ['2015-11-03T10:00', '2015-11-02T10:00', 0],
  ])('from %s to %s: %i', (from, to, minutes) => {
    expect(calendar.officeMinutesBetween(local(from), local(to))).toBe(minutes);
  });

  test.each([
    ['2015-11-06T18:00', 195, '2015-11-09T11:45'],
    ['2015-11-02T10:00', 120, '2015-11-02T12:00'],
    ['2015-11-02T10:00', 121, '2015-11-02T14:31'],
    ['2015-11-02T17:30', 60, '2015-11-03T09:30'],
    ['2016-02-06T17:00', 31, '2016-02-14T08:31'],
    ['2015-11-07T10:00', 0, '2015-11-07T10:00'],
  ])('%s + %i = %s', (from, minutes, expected) => {
    expect(calendar.addOfficeMinutes(local(from), minutes)).toBe(local(expected));
  });

  test('adding what lies between comes back to the earliest such instant', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300 * 86_400 }),
        fc.integer({ min: 0, max: 8 * 390 * 60_000 }),
        (seconds, ms) => {
          const from = toInstant(Date.UTC(2015, 2, 1) + seconds * 1000);
          const to = calendar.addOfficeMinutes(from, ms / 60_000);
          expect(Math.round(calendar.officeMinutesBetween(from, to) * 60_000)).toBe(ms);
          if (ms > 0)
            expect(calendar.officeMinutesBetween(from, addMinutes(to, -1 / 60_000)) * 60_000).toBeLessThan(
              ms,
            );
        },
      ),
      { numRuns: 200 },
    );
  });

  test('agrees with counting every minute', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 600 * 1440 }),
        fc.integer({ min: 0, max: 12 * 1440 }),
        (start, length) => {
          const from = toInstant(Date.UTC(2015, 1, 1) + start * 60_000);
          expect(calendar.officeMinutesBetween(from, addMinutes(from, length))).toBe(
            countMinutes(calendar, from, length),
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});

function countMinutes(of: OfficeCalendar, from: Instant, length: number): number {
  let open = 0;
  for (let n = 0; n < length; n++) {
    const at = addMinutes(from, n);
    const minute = minuteOfDay(at);
    if (
      of.isWorkday(localDateOf(at)) &&
      ((minute >= 510 && minute < 720) || (minute >= 870 && minute < 1050))
    )
      open += 1;
  }
  return open;
}

test('the closing instant of a day is its last office minute', () => {
  expect(instantAt(date('2015-11-02'), calendar.closingOn(date('2015-11-02')) ?? 0)).toBe(
    local('2015-11-02T17:30'),
  );
});
