import fc from 'fast-check';
import { addDays, daysBetween } from '../calendar/local-date.ts';
import { on } from '../services/testing/builders.ts';
import { blockedUntil, hasRoom, isCancellable, isOffered, offeredDays } from './booking-rules.ts';
import { session } from './testing/builders.ts';

const today = on('2015-11-03');

test.each([
  ['2015-11-02', false],
  ['2015-11-03', false],
  ['2015-11-04', true],
  ['2015-12-03', true],
  ['2015-12-04', false],
])('a session on %s may be booked on 2015-11-03: %s', (day, offered) => {
  expect(isOffered(session({ on: on(day) }), today)).toBe(offered);
  expect(isOffered(session({ on: on(day), isOpen: false }), today)).toBe(false);
});

test('thirty days are offered', () => {
  const { from, to } = offeredDays(today);
  expect(daysBetween(from, to) + 1).toBe(30);
});

test('room is what the capacity leaves', () => {
  expect(hasRoom(session({ capacity: 3, booked: 2 }))).toBe(true);
  expect(hasRoom(session({ capacity: 3, booked: 3 }))).toBe(false);
});

test('a place is given back until the day before', () => {
  expect(isCancellable(on('2015-11-04'), today)).toBe(true);
  expect(isCancellable(today, today)).toBe(false);
  expect(isCancellable(on('2015-11-02'), today)).toBe(false);
});

const blocked = (absencesOn: readonly string[], day: string) =>
  blockedUntil({ session: null, absencesOn: absencesOn.map(on) }, on(day));

test.each<[string, readonly string[], string, string | null]>([
  ['two absences', ['2015-03-01', '2015-09-01'], '2015-09-02', null],
  ['three, the next day', ['2015-03-01', '2015-06-01', '2015-09-01'], '2015-09-02', '2015-10-02'],
  ['three, on the thirtieth day', ['2015-03-01', '2015-06-01', '2015-09-01'], '2015-10-01', '2015-10-02'],
  ['three, after thirty days', ['2015-03-01', '2015-06-01', '2015-09-01'], '2015-10-02', null],
  ['three in a year and a day', ['2014-09-01', '2015-06-01', '2015-09-01'], '2015-09-02', null],
  ['three in a year less a day', ['2014-09-02', '2015-06-01', '2015-09-01'], '2015-09-02', '2015-10-02'],
  [
    'a fourth begins anew',
    ['2015-03-01', '2015-06-01', '2015-09-01', '2015-09-20'],
    '2015-10-05',
    '2015-10-21',
  ],
])('%s', (_, absencesOn, day, until) => {
  expect(blocked(absencesOn, day)).toBe(until);
});

test('whoever walks through the days counts the same', () => {
  const start = on('2015-01-01');
  fc.assert(
    fc.property(fc.array(fc.nat(700), { maxLength: 8 }), fc.nat(760), (offsets, at) => {
      // A second reading: day by day, a block is lit for thirty days after each third absence.
      let free = 0;
      for (let day = 0; day <= at; day += 1) {
        const came = offsets.filter((offset) => offset === day).length;
        const yearAgo = daysBetween(start, addYearBack(addDays(start, day)));
        const inYear = offsets.filter((offset) => offset > yearAgo && offset <= day).length;
        if (came > 0 && inYear >= 3) free = day + 31;
      }
      const expected = at < free ? addDays(start, free) : null;
      const known = offsets.filter((offset) => offset <= at).map((offset) => addDays(start, offset));
      expect(blockedUntil({ session: null, absencesOn: known }, addDays(start, at))).toBe(expected);
    }),
    { numRuns: 500 },
  );
});

/** The same day of the year before, without the calendar's own arithmetic. */
function addYearBack(day: string) {
  const year = Number(day.slice(0, 4)) - 1;
  const isLeapDay = day.endsWith('-02-29');
  return on(isLeapDay ? `${year}-02-28` : `${year}${day.slice(4)}`);
}
