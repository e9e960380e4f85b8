import fc from 'fast-check';
import { trialCalendarData } from '../calendar/fixtures/trial-calendar.ts';
import { addMinutes, toInstant } from '../calendar/local-date.ts';
import { officeCalendar } from '../calendar/office-calendar.ts';
import { hasCome, ladderAfterPause, ladderOf, measure } from './ladder.ts';

const calendar = officeCalendar(trialCalendarData);
const monday = toInstant('2015-11-02T08:30:00+08:00');
const closing = toInstant('2015-11-02T17:30:00+08:00');

test('a day of 390 office minutes warns at 195 and 312', () => {
  const rungs = ladderOf({ unit: 'working-day', atDue: 'breach' }, monday, closing, calendar);
  expect(rungs.map(({ at }) => measure('working-day', monday, at, calendar))).toEqual([195, 312, 390]);
});

test('breach and lapse come only after their instant, warnings at theirs', () => {
  expect(hasCome({ name: 'breach', at: closing }, closing)).toBe(false);
  expect(hasCome({ name: 'half', at: closing }, closing)).toBe(true);
  expect(hasCome({ name: 'lapse', at: closing }, addMinutes(closing, 1))).toBe(true);
});

test('a raised rung keeps its instant even if the pause is dated before it', () => {
  const rungs = ladderOf({ unit: 'minute', atDue: 'lapse' }, monday, closing, calendar);
  const after = ladderAfterPause(
    { unit: 'minute', rungs, raised: ['half'] },
    { from: monday, spent: 5 },
    calendar,
  );
  expect(after[0]).toEqual(rungs[0]);
  expect(after[2]?.at).toBe(addMinutes(closing, 5));
});

test('rungs are strictly increasing and end at due, whatever the start', () => {
  const unit = fc.constantFrom('working-day' as const, 'calendar-day' as const, 'minute' as const);
  const ms = fc.integer({ min: Date.UTC(2015, 1, 1), max: Date.UTC(2016, 10, 1) });
  fc.assert(
    fc.property(unit, ms, fc.integer({ min: 1, max: 20_000 }), (basis, start, minutes) => {
      const startedAt = toInstant(start);
      const dueAt =
        basis === 'working-day'
          ? calendar.addOfficeMinutes(startedAt, minutes)
          : addMinutes(startedAt, minutes);
      const [half, risk, due] = ladderOf({ unit: basis, atDue: 'breach' }, startedAt, dueAt, calendar).map(
        ({ at }) => at,
      );
      expect(due).toBe(dueAt);
      expect([startedAt, half, risk, due]).toEqual([...new Set([startedAt, half, risk, due])].sort());
    }),
    { numRuns: 200 },
  );
});
