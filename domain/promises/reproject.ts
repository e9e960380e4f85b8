// A promise counted again after the calendar was edited: the same start, limit and pauses on the new table.
import type { Instant } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/local-date.ts';
import type { OfficeCalendar } from '../calendar/office-calendar.ts';
import type { Clock, Pause } from './clock.ts';
import { deadlineOf, provisionalStep } from './deadlines.ts';
import { ladderAfterPause, ladderOf, measure } from './ladder.ts';
import { clockPolicy } from './policies.ts';

/**
 * The clock under another calendar version. A stopped clock is history and stays; rungs already raised stay raised;
 * pauses of the present round are measured anew. @throws CalendarError before-coverage, no-working-day
 */
export function reprojectClock(clock: Clock, calendar: OfficeCalendar): Clock {
  if (clock.status === 'stopped') return clock;
  const policy = clockPolicy(clock.kind);
  const first = deadlineOf(policy, clock.limit, clock.startedAt, calendar, clock.afterHours);
  const pauses = clock.pauses.map((pause) => remeasured(clock, pause, calendar));
  // What was raised under the old table does not hold a rung in its place under the new one.
  let rungs = ladderOf(policy, clock.startedAt, first.dueAt, calendar);
  for (const pause of pauses) {
    if (!isOfRound(clock, pause)) continue;
    rungs = ladderAfterPause({ unit: clock.unit, raised: [], rungs }, pause, calendar);
  }
  const dueAt = rungs.at(-1)?.at ?? first.dueAt;
  const provisional = clock.unit === 'working-day' && !calendar.isCovered(localDateOf(dueAt));
  const moved = dueAt !== clock.dueAt;
  return {
    ...clock,
    rungs,
    dueAt,
    pauses,
    provisional,
    calendarVersion: calendar.version,
    derivation: [
      ...clock.derivation,
      ...(moved
        ? [{ step: 'recalculated', calendarVersion: calendar.version, wasDueAt: clock.dueAt, dueAt } as const]
        : []),
      ...(provisional && !clock.provisional ? [provisionalStep(calendar)] : []),
    ],
  };
}

function remeasured(clock: Clock, pause: Pause, calendar: OfficeCalendar): Pause {
  if (!isOfRound(clock, pause)) return pause;
  return { ...pause, spent: measure(clock.unit, pause.from, pause.to, calendar) };
}

function isOfRound(clock: Clock, pause: Pause): pause is Pause & { readonly to: Instant } {
  return pause.to !== null && pause.from >= clock.startedAt;
}
