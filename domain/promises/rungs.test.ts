import { trialCalendarData } from '../calendar/fixtures/trial-calendar.ts';
import type { Instant } from '../calendar/local-date.ts';
import { toInstant } from '../calendar/local-date.ts';
import { officeCalendar } from '../calendar/office-calendar.ts';
import type { Clock } from './clock.ts';
import { startClock, stopClock } from './clock.ts';
import { dueRungs, nextRungAt, raiseRung } from './rungs.ts';

const calendar = officeCalendar(trialCalendarData);
const local = (text: string): Instant => toInstant(`${text}${text.length === 16 ? ':00' : ''}+08:00`);
const namesDue = (clock: Clock, now: string): string[] => dueRungs(clock, local(now)).map(({ name }) => name);

/** Ticks as the workflow does: asks what is due, raises each. */
function tick(clock: Clock, now: string): { clock: Clock; raised: string[] } {
  const due = dueRungs(clock, local(now));
  return {
    clock: due.reduce((ticked, { name }) => raiseRung(ticked, name), clock),
    raised: due.map(({ name }) => name),
  };
}

describe('the ladder', () => {
  const friday = startClock('acceptance', 1, local('2015-11-06T18:00'), calendar);

  test('half of a Friday evening submission is on Monday', () => {
    expect(friday.rungs).toEqual([
      { name: 'half', at: local('2015-11-09T11:45') },
      { name: 'at-risk', at: local('2015-11-09T16:12') },
      { name: 'breach', at: local('2015-11-09T17:30') },
    ]);
  });

  test('shares of a delivery are wall time', () => {
    const delivery = startClock('delivery', 1, local('2015-11-07T11:59:59.999'), calendar);
    expect(delivery.rungs.map(({ at }) => at)).toEqual([
      local('2015-11-08T05:59:59.999'),
      local('2015-11-08T16:47:59.999'),
      local('2015-11-08T23:59:59.999'),
    ]);
  });

  test('closing time itself is in time; a millisecond later is not', () => {
    const warned = tick(friday, '2015-11-09T17:30').clock;
    expect(warned.raised).toEqual(['half', 'at-risk']);
    expect(nextRungAt(warned)).toBe(local('2015-11-09T17:30:00.001'));
    expect(namesDue(warned, '2015-11-09T17:30:00.001')).toEqual(['breach']);
    expect(stopClock(friday, local('2015-11-09T17:30')).outcome).toBe('kept');
    expect(stopClock(friday, local('2015-11-09T17:30:00.001')).outcome).toBe('breached');
  });

  test('after a breach it is overdue every day at the same time', () => {
    const { clock } = tick(friday, '2015-11-09T18:00');
    expect(nextRungAt(clock)).toBe(local('2015-11-10T17:30'));
    expect(tick(clock, '2015-11-12T17:30').raised).toEqual(['overdue-1', 'overdue-2', 'overdue-3']);
  });

  test('a tick that is days late finds every rung in order', () => {
    expect(namesDue(friday, '2015-11-11T18:00')).toEqual([
      'half',
      'at-risk',
      'breach',
      'overdue-1',
      'overdue-2',
    ]);
    expect(nextRungAt(friday)).toBe(local('2015-11-09T11:45'));
  });

  test('a lapse is the end of the ladder', () => {
    const { clock, raised } = tick(
      startClock('payment', 30, local('2015-11-02T10:00'), calendar),
      '2015-11-05T10:00',
    );
    expect(raised).toEqual(['half', 'at-risk', 'lapse']);
    expect(nextRungAt(clock)).toBeNull();
    expect(namesDue(clock, '2015-12-05T10:00')).toEqual([]);
    expect(stopClock(clock, local('2015-11-05T10:00')).outcome).toBe('lapsed');
  });

  test('nothing is raised twice, nor what is no rung of it', () => {
    const { clock } = tick(friday, '2015-11-09T12:00');
    expect(() => raiseRung(clock, 'half')).toThrow('rung-already-raised');
    expect(() => raiseRung(clock, 'lapse')).toThrow('rung-of-another-ladder');
    expect(() => raiseRung(clock, 'overdue-0')).toThrow('rung-of-another-ladder');
    expect(() =>
      raiseRung(startClock('payment', 30, local('2015-11-02T10:00'), calendar), 'overdue-1'),
    ).toThrow('rung-of-another-ladder');
  });
});
