import { calendarCases, trialCalendarData } from '../calendar/fixtures/trial-calendar.ts';
import { endOfDay, formatLocal, localDateOf, parseLocalDate, toInstant } from '../calendar/local-date.ts';
import { officeCalendar } from '../calendar/office-calendar.ts';
import { startClock, stopClock } from './clock.ts';
import { acceptBy, deliverBy, latestDeliveryOn, promiseLight } from './deadlines.ts';

const calendar = officeCalendar(trialCalendarData);
const { cases, meta } = calendarCases;
const ZONE_DAYS: Readonly<Record<string, number>> = meta.zoneDays;

describe('the worked cases of the promises', () => {
  test('are all there', () => {
    expect(cases).toHaveLength(32);
  });

  test.each(cases)('$id acceptance under both policies: $note', ({ submittedAt, expected }) => {
    const at = toInstant(submittedAt);
    expect(formatLocal(acceptBy(at, calendar))).toBe(expected.acceptBy);
    expect(formatLocal(acceptBy(at, calendar, 'roll'))).toBe(expected.acceptByRollPolicy);
    expect(formatLocal(startClock('acceptance', 1, at, calendar).dueAt)).toBe(expected.acceptBy);
    expect(formatLocal(startClock('acceptance', 1, at, calendar, { afterHours: 'roll' }).dueAt)).toBe(
      expected.acceptByRollPolicy,
    );
  });

  const posted = cases.flatMap((row) =>
    row.zone === null ? [] : [{ ...row, days: ZONE_DAYS[row.zone] ?? Number.NaN }],
  );

  test.each(posted)('$id delivery promised at submission: $note', ({ expected, days }) => {
    expect(latestDeliveryOn(toInstant(expected.acceptBy), days)).toBe(expected.deliverByIfAcceptedAtDeadline);
  });

  const accepted = cases.flatMap((row) =>
    row.acceptedAt === null ? [] : [{ ...row, acceptedAt: row.acceptedAt }],
  );

  test.each(accepted)(
    '$id accepted in time: $expected.acceptedInTime',
    ({ submittedAt, acceptedAt, expected }) => {
      const clock = stopClock(
        startClock('acceptance', 1, toInstant(submittedAt), calendar),
        toInstant(acceptedAt),
      );
      expect(clock.outcome).toBe(expected.acceptedInTime ? 'kept' : 'breached');
    },
  );

  test.each(
    posted.flatMap((row) => (row.acceptedAt === null ? [] : [{ ...row, acceptedAt: row.acceptedAt }])),
  )('$id delivery from the real acceptance: $expected.deliverBy', ({ acceptedAt, days, expected }) => {
    const at = toInstant(acceptedAt);
    expect(deliverBy(at, days)).toBe(expected.deliverBy);
    const clock = startClock('delivery', days, at, calendar);
    expect(localDateOf(clock.dueAt)).toBe(expected.deliverBy);
    expect(clock.dueAt).toBe(endOfDay(deliverBy(at, days)));
  });
});

describe('the first day of the trial', () => {
  test('every hour of Sunday leads to Monday at closing', () => {
    for (const time of ['00:00:00', '08:30:00', '12:00:00', '23:59:59.999']) {
      expect(acceptBy(toInstant(`2015-11-01T${time}+08:00`), calendar)).toBe('2015-11-02T09:30:00.000Z');
    }
  });
});

describe('a year whose holidays are not published', () => {
  test('the deadline is given and marked provisional', () => {
    const clock = startClock('acceptance', 1, toInstant('2016-12-30T18:00:00+08:00'), calendar);
    expect(localDateOf(clock.dueAt)).toBe('2017-01-02');
    expect(clock.provisional).toBe(true);
    expect(startClock('acceptance', 1, toInstant('2016-12-29T18:00:00+08:00'), calendar).provisional).toBe(
      false,
    );
  });

  test('calendar days need no table', () => {
    expect(startClock('delivery', 3, toInstant('2017-01-01T10:00:00+08:00'), calendar).provisional).toBe(
      false,
    );
  });
});

describe('the light of a promise (K12)', () => {
  const dueAt = acceptBy(toInstant('2015-11-06T18:00:00+08:00'), calendar);

  test.each([
    ['2015-11-08T12:00:00+08:00', 'green'],
    ['2015-11-09T10:59:59+08:00', 'green'],
    ['2015-11-09T11:00:00+08:00', 'amber'],
    ['2015-11-09T17:30:00+08:00', 'amber'],
    ['2015-11-09T17:30:00.001+08:00', 'red'],
  ])('at %s it is %s', (now, light) => {
    expect(promiseLight(dueAt, toInstant(now), calendar)).toBe(light);
  });
});

test('a start before the table is a typed error', () => {
  expect(() => acceptBy(toInstant('2014-12-01T00:00:00Z'), calendar)).toThrow('before-coverage');
  expect(parseLocalDate('2015-01-01')).toBe(calendar.coversFrom);
});
