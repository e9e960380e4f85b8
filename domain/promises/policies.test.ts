import { trialCalendarData } from '../calendar/fixtures/trial-calendar.ts';
import type { Instant } from '../calendar/local-date.ts';
import { toInstant } from '../calendar/local-date.ts';
import { officeCalendar } from '../calendar/office-calendar.ts';
import { startClock } from './clock.ts';
import { CLOCK_KINDS, CLOCK_POLICIES, clockPolicy } from './policies.ts';

const calendar = officeCalendar(trialCalendarData);
const local = (text: string): Instant => toInstant(`${text}${text.length === 16 ? ':00' : ''}+08:00`);

describe('policies', () => {
  test('every kind has its row', () => {
    expect(Object.keys(CLOCK_POLICIES)).toEqual([...CLOCK_KINDS]);
    for (const kind of CLOCK_KINDS) expect(CLOCK_POLICIES[kind].kind).toBe(kind);
  });

  test('only a promise of the office or the carrier can be breached', () => {
    for (const kind of CLOCK_KINDS) {
      const { owner, atDue } = clockPolicy(kind);
      expect(atDue).toBe(owner === 'applicant' ? 'lapse' : 'breach');
    }
  });

  test.each([
    ['acceptance', 1, '2015-11-09T17:30:00.000'],
    ['delivery', 2, '2015-11-08T23:59:59.999'],
    ['pickup-ready', 1, '2015-11-09T17:30:00.000'],
    ['pickup-keep', 30, '2015-12-06T23:59:59.999'],
    ['supplement', 5, '2015-11-13T17:30:00.000'],
    ['payment', 30, '2015-11-06T18:30:00.000'],
  ] as const)('%s of %i from Friday 18:00 is due %s', (kind, limit, due) => {
    expect(startClock(kind, limit, local('2015-11-06T18:00'), calendar).dueAt).toBe(local(due));
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('a limit of %d is refused', (limit) => {
    expect(() => startClock('acceptance', limit, local('2015-11-06T18:00'), calendar)).toThrow('bad-limit');
  });
});
