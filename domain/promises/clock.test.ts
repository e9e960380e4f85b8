import { trialCalendarData } from '../calendar/fixtures/trial-calendar.ts';
import type { Instant } from '../calendar/local-date.ts';
import { toInstant } from '../calendar/local-date.ts';
import { officeCalendar } from '../calendar/office-calendar.ts';
import type { Clock } from './clock.ts';
import { pauseClock, resumeClock, startClock, stopClock } from './clock.ts';
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

// A supplement clock of two working days from Monday 17:30: due Wednesday 17:30, 780 office minutes.
const supplement = startClock('supplement', 2, local('2015-11-02T17:30'), calendar);

describe('pausing a clock that extends', () => {
  test.each([
    ['49 %', '2015-11-03T17:20', [], ['half', 'at-risk', 'lapse']],
    ['50 %', '2015-11-03T17:30', ['half'], ['at-risk', 'lapse']],
    ['99 %', '2015-11-04T17:25', ['half', 'at-risk'], ['lapse']],
    ['100 %', '2015-11-04T17:30', ['half', 'at-risk'], ['lapse']],
  ])('at %s loses no rung and raises none twice', (_, pausedAt, before, after) => {
    const warned = tick(supplement, pausedAt);
    expect(warned.raised).toEqual(before);
    const paused = pauseClock(warned.clock, local(pausedAt), '等待');
    expect(namesDue(paused, '2015-12-01T00:00')).toEqual([]);
    expect(nextRungAt(paused)).toBeNull();
    const resumed = resumeClock(paused, local('2015-11-10T10:00'), calendar);
    expect(tick(resumed, '2015-11-10T10:00').raised).toEqual([]);
    expect(tick(resumed, '2016-01-04T10:00').raised).toEqual(after);
  });

  test.each([
    ['a night', '2015-11-03T17:30', '2015-11-04T08:30', 0],
    ['lunch', '2015-11-03T12:00', '2015-11-03T14:30', 0],
    ['a minute on either side of lunch', '2015-11-03T11:59', '2015-11-03T14:31', 2],
    ['the rest of a morning', '2015-11-03T11:00', '2015-11-03T13:00', 60],
  ])('over %s counts office minutes only', (_, from, to, spent) => {
    const resumed = resumeClock(pauseClock(supplement, local(from), '等待'), local(to), calendar);
    expect(resumed.pauses.at(-1)?.spent).toBe(spent);
    expect(resumed.dueAt).toBe(
      spent === 0 ? supplement.dueAt : calendar.addOfficeMinutes(supplement.dueAt, spent),
    );
    if (spent === 0) expect(resumed.rungs).toEqual(supplement.rungs);
  });

  test('over a weekend gives nothing for the weekend', () => {
    const clock = startClock('supplement', 3, local('2015-11-05T09:00'), calendar);
    const resumed = resumeClock(
      pauseClock(clock, local('2015-11-06T17:00'), '等待'),
      local('2015-11-09T09:00'),
      calendar,
    );
    expect(resumed.pauses.at(-1)?.spent).toBe(60);
    expect(resumed.dueAt).toBe(local('2015-11-11T09:30'));
  });

  test('over a make-up Saturday and a holiday counts the Saturday', () => {
    const clock = startClock('supplement', 2, local('2016-02-04T09:00'), calendar);
    expect(clock.dueAt).toBe(local('2016-02-06T17:30'));
    const resumed = resumeClock(
      pauseClock(clock, local('2016-02-06T08:30'), '等待'),
      local('2016-02-14T08:30'),
      calendar,
    );
    expect(resumed.pauses.at(-1)?.spent).toBe(390);
    expect(resumed.dueAt).toBe(local('2016-02-14T17:30'));
  });

  test('five rounds add up', () => {
    const first = startClock('supplement', 6, local('2015-11-02T17:30'), calendar);
    let clock: Clock = first;
    for (let day = 3; day <= 7; day++) {
      clock = pauseClock(clock, local(`2015-11-0${day}T09:00`), `第${day - 2}次`);
      clock = resumeClock(clock, local(`2015-11-0${day}T10:00`), calendar);
    }
    // Saturday's hour was no office hour.
    expect(clock.pauses.map(({ spent }) => spent)).toEqual([60, 60, 60, 60, 0]);
    expect(first.dueAt).toBe(local('2015-11-10T17:30'));
    expect(clock.dueAt).toBe(local('2015-11-11T15:00'));
    expect(clock.round).toBe(1);
  });

  test('a wall clock moves by wall time, to the millisecond', () => {
    const order = startClock('payment', 30, local('2015-11-07T10:00'), calendar);
    const resumed = resumeClock(
      pauseClock(order, local('2015-11-07T10:10'), '对账'),
      local('2015-11-07T12:10:00.123'),
      calendar,
    );
    expect(resumed.dueAt).toBe(local('2015-11-07T12:30:00.123'));
  });

  test('what had come due before the pause does not move', () => {
    const delivery = startClock('delivery', 1, local('2015-11-02T10:00'), calendar);
    const late = tick(delivery, '2015-11-04T12:00').clock;
    const resumed = resumeClock(
      pauseClock(late, local('2015-11-04T12:00'), '地址不详'),
      local('2015-11-08T12:00'),
      calendar,
    );
    expect(resumed.dueAt).toBe(delivery.dueAt);
    expect(resumed.raised).toEqual(['half', 'at-risk', 'breach']);
    // The days on which the clock stood are nobody's; n stays the number of days after due.
    expect(tick(resumed, '2015-11-09T00:00').raised).toEqual(['overdue-5']);
    expect(stopClock(resumed, local('2015-11-09T12:00')).outcome).toBe('breached');
  });

  test('an overdue day that ends in the very instant of a pause counts', () => {
    const late = tick(
      startClock('delivery', 1, local('2015-11-02T10:00'), calendar),
      '2015-11-04T12:00',
    ).clock;
    const instant = local('2015-11-04T23:59:59.999');
    const resumed = resumeClock(pauseClock(late, instant, '地址不详'), local('2015-11-07T12:00'), calendar);
    expect(dueRungs(resumed, local('2015-11-07T12:00')).map(({ name }) => name)).toEqual(['overdue-1']);
  });

  test('a rung missed before the pause is found after it', () => {
    const resumed = resumeClock(
      pauseClock(supplement, local('2015-11-04T16:00'), '等待'),
      local('2015-11-05T09:00'),
      calendar,
    );
    expect(namesDue(resumed, '2015-11-05T09:00')).toEqual(['half', 'at-risk']);
  });

  test('created paused: the whole limit is still there', () => {
    const resumed = resumeClock(
      pauseClock(supplement, supplement.startedAt, '等待'),
      local('2015-11-09T17:30'),
      calendar,
    );
    expect(resumed.dueAt).toBe(local('2015-11-11T17:30'));
    expect(resumed.rungs[0]?.at).toBe(local('2015-11-10T17:30'));
  });
});

describe('pausing an acceptance (K5)', () => {
  const acceptance = startClock('acceptance', 1, local('2015-11-05T10:00'), calendar);

  test('starts the limit anew with the re-submission', () => {
    const warned = tick(acceptance, '2015-11-06T15:00').clock;
    expect(warned.raised).toEqual(['half']);
    const resumed = resumeClock(
      pauseClock(warned, local('2015-11-06T15:00'), '补正'),
      local('2015-11-08T10:00'),
      calendar,
    );
    expect(resumed).toMatchObject({
      round: 2,
      raised: [],
      status: 'running',
      dueAt: local('2015-11-09T17:30'),
    });
    expect(resumed.startedAt).toBe(local('2015-11-08T10:00'));
    expect(resumed.pauses).toHaveLength(1);
    expect(tick(resumed, '2015-11-10T00:00').raised).toEqual(['half', 'at-risk', 'breach']);
  });

  test('keeps the policy for after hours', () => {
    const rolled = startClock('acceptance', 1, local('2015-11-07T10:00'), calendar, { afterHours: 'roll' });
    const resumed = resumeClock(
      pauseClock(rolled, local('2015-11-07T10:00'), '补正'),
      local('2015-11-14T10:00'),
      calendar,
    );
    expect(resumed.dueAt).toBe(local('2015-11-17T17:30'));
  });
});

describe('stopping', () => {
  test('while paused is judged at the beginning of the pause', () => {
    const paused = pauseClock(supplement, local('2015-11-04T17:30'), '等待');
    const stopped = stopClock(paused, local('2015-12-01T10:00'));
    expect(stopped).toMatchObject({
      status: 'stopped',
      outcome: 'kept',
      stoppedAt: local('2015-12-01T10:00'),
    });
    expect(stopped.pauses).toEqual([
      { from: local('2015-11-04T17:30'), to: local('2015-12-01T10:00'), reason: '等待', spent: 0 },
    ]);
    expect(
      stopClock(pauseClock(supplement, local('2015-11-04T17:31'), '等待'), local('2015-12-01T10:00')).outcome,
    ).toBe('lapsed');
  });

  test('void says that the promise fell away', () => {
    expect(stopClock(supplement, local('2016-01-01T00:00'), 'void').outcome).toBe('void');
  });

  test('ends all alarms', () => {
    const stopped = stopClock(supplement, local('2015-12-01T10:00'));
    expect(dueRungs(stopped, local('2016-12-01T10:00'))).toEqual([]);
    expect(nextRungAt(stopped)).toBeNull();
  });

  test('a late stop may still write its breach', () => {
    const stopped = stopClock(
      startClock('acceptance', 1, local('2015-11-05T10:00'), calendar),
      local('2015-11-10T10:00'),
    );
    expect(raiseRung(stopped, 'breach').raised).toEqual(['breach']);
  });
});

describe('what a state does not allow is an error of the caller', () => {
  const paused = pauseClock(supplement, local('2015-11-03T10:00'), '等待');
  const stopped = stopClock(supplement, local('2015-11-03T10:00'));

  test.each<[string, () => unknown, string]>([
    ['pausing twice', () => pauseClock(paused, local('2015-11-03T11:00'), '等待'), 'not-running'],
    ['pausing what has stopped', () => pauseClock(stopped, local('2015-11-03T11:00'), '等待'), 'not-running'],
    ['resuming what runs', () => resumeClock(supplement, local('2015-11-03T11:00'), calendar), 'not-paused'],
    [
      'resuming what has stopped',
      () => resumeClock(stopped, local('2015-11-03T11:00'), calendar),
      'not-paused',
    ],
    ['stopping twice', () => stopClock(stopped, local('2015-11-03T11:00')), 'already-stopped'],
  ])('%s', (_, act, code) => {
    expect(act).toThrow(code);
  });

  test("another host's clock a little behind does not turn time round", () => {
    const resumed = resumeClock(paused, local('2015-11-03T09:59:59.995'), calendar);
    expect(resumed.pauses.at(-1)).toMatchObject({
      from: local('2015-11-03T10:00'),
      to: local('2015-11-03T10:00'),
      spent: 0,
    });
  });
});

test('a clock survives JSON and never changes in place', () => {
  const frozen = Object.freeze(startClock('acceptance', 1, local('2015-11-05T10:00'), calendar));
  const text = JSON.stringify(frozen);
  resumeClock(pauseClock(frozen, local('2015-11-06T10:00'), '补正'), local('2015-11-06T11:00'), calendar);
  expect(JSON.stringify(frozen)).toBe(text);
  expect(JSON.parse(text)).toEqual(frozen);
});

test('starting a clock takes microseconds, also over Spring Festival', () => {
  const at = local('2016-02-05T16:00');
  startClock('acceptance', 1, at, calendar);
  const begun = performance.now();
  for (let n = 0; n < 500; n++) startClock('acceptance', 1, at, calendar);
  const each = ((performance.now() - begun) * 1000) / 500;
  // Typically below 30 µs; the bound leaves room for a very busy machine.
  expect(each).toBeLessThan(3_000);
});
