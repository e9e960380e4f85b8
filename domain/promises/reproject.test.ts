import { trialCalendarData } from '../calendar/fixtures/trial-calendar.ts';
import type { Instant } from '../calendar/local-date.ts';
import { parseLocalDate, toInstant } from '../calendar/local-date.ts';
import { officeCalendar } from '../calendar/office-calendar.ts';
import { pauseClock, resumeClock, startClock, stopClock } from './clock.ts';
import { explainClock } from './explain.ts';
import { reprojectClock } from './reproject.ts';
import { dueRungs, raiseRung } from './rungs.ts';

const local = (text: string): Instant => toInstant(`${text}:00+08:00`);
const calendar = officeCalendar(trialCalendarData);
// A power cut on Tuesday 3 November, known a day before.
const altered = officeCalendar({
  ...trialCalendarData,
  version: 2,
  overrides: [{ on: parseLocalDate('2015-11-03'), effect: 'closed', reason: '停电' }],
});

const submitted = startClock('acceptance', 1, local('2015-11-02T10:00'), calendar);

test('a day taken away moves the promise and says so', () => {
  const moved = reprojectClock(submitted, altered);
  expect(moved.dueAt).toBe(local('2015-11-04T17:30'));
  expect(moved.calendarVersion).toBe(2);
  expect(explainClock(moved).zh.at(-1)).toBe(
    '工作日历更新(第 2 版),期限由 2015-11-03 17:30 调整为 2015-11-04 17:30',
  );
});

test('the same table moves nothing', () => {
  expect(reprojectClock(submitted, calendar)).toEqual(submitted);
});

test('what was raised stays raised', () => {
  const warned = dueRungs(submitted, local('2015-11-03T10:00')).reduce(
    (c, { name }) => raiseRung(c, name),
    submitted,
  );
  expect(warned.raised).toEqual(['half']);
  const moved = reprojectClock(warned, altered);
  expect(dueRungs(moved, local('2015-11-05T09:00')).map(({ name }) => name)).toEqual(['at-risk', 'breach']);
});

test('pauses are measured anew on the new table', () => {
  const clock = startClock('supplement', 3, local('2015-10-30T10:00'), calendar);
  const resumed = resumeClock(
    pauseClock(clock, local('2015-11-02T17:00'), '等待'),
    local('2015-11-04T08:30'),
    calendar,
  );
  expect(resumed.pauses[0]?.spent).toBe(420);
  const moved = reprojectClock(resumed, altered);
  expect(moved.pauses[0]?.spent).toBe(30);
  expect(resumed.dueAt).toBe(local('2015-11-06T09:00'));
  expect(moved.dueAt).toBe(local('2015-11-06T09:00'));
});

test('a paused clock and a restarted one are reckoned from their own round', () => {
  const paused = pauseClock(submitted, local('2015-11-02T11:00'), '补正');
  expect(reprojectClock(paused, altered)).toMatchObject({
    status: 'paused',
    dueAt: local('2015-11-04T17:30'),
  });
  const restarted = resumeClock(paused, local('2015-11-02T16:00'), calendar);
  expect(reprojectClock(restarted, altered)).toMatchObject({ round: 2, dueAt: local('2015-11-04T17:30') });
});

test('a stopped clock is history', () => {
  const stopped = stopClock(submitted, local('2015-11-03T10:00'));
  expect(reprojectClock(stopped, altered)).toBe(stopped);
});

test('a date that was provisional becomes certain when the year is published', () => {
  const clock = startClock('acceptance', 1, local('2016-12-30T18:00'), calendar);
  expect(clock.provisional).toBe(true);
  const published = officeCalendar({
    ...trialCalendarData,
    version: 2,
    coversUntil: parseLocalDate('2017-12-31'),
    holidays: { ...trialCalendarData.holidays, [parseLocalDate('2017-01-02')]: '元旦' },
  });
  expect(reprojectClock(clock, published)).toMatchObject({
    provisional: false,
    dueAt: local('2017-01-03T17:30'),
  });
});
