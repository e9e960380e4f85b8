// The ladder of alarms: remind, at risk, due, then daily; each once, none skipped.

import type { Instant } from '../calendar/local-date.ts';
import { addMinutes, DAY_MINUTES, MINUTE_MS } from '../calendar/local-date.ts';
import type { Clock } from './clock.ts';
import { ClockError } from './clock-error.ts';
import type { Rung, RungName } from './ladder.ts';
import { hasCome, isFinalRung } from './ladder.ts';

const ONE_MS_IN_MINUTES = 1 / MINUTE_MS;

/**
 * The rungs that have come by `now` and were not raised, in order, with one `overdue-n` for every day missed.
 * The due instant itself is in time (K6), so breach and lapse are due only after it. Empty when paused or stopped.
 */
export function dueRungs(clock: Clock, now: Instant): readonly Rung[] {
  if (clock.status !== 'running') return [];
  const due: Rung[] = [];
  for (const rung of unraised(clock)) {
    if (!hasCome(rung, now)) break;
    due.push(rung);
  }
  return due;
}

/** The clock with one more rung raised. @throws ClockError rung-already-raised, rung-of-another-ladder */
export function raiseRung(clock: Clock, name: RungName): Clock {
  if (clock.raised.includes(name)) throw new ClockError('rung-already-raised', `${clock.kind} ${name}`);
  const known = clock.rungs.some((rung) => rung.name === name) || (breaches(clock) && isOverdue(name));
  if (!known) throw new ClockError('rung-of-another-ladder', `${clock.kind} ${name}`);
  return { ...clock, raised: [...clock.raised, name] };
}

/** The next alarm, 1 ms after due for breach and lapse; null when paused, stopped or lapsed. May lie in the past. */
export function nextRungAt(clock: Clock): Instant | null {
  if (clock.status !== 'running') return null;
  const { value, done } = unraised(clock).next();
  if (done === true) return null;
  return isFinalRung(value.name) ? addMinutes(value.at, ONE_MS_IN_MINUTES) : value.at;
}

// Endless for a clock that can be overdue: the caller stops at its own `now`.
function* unraised(clock: Clock): Generator<Rung, undefined> {
  const raised = new Set(clock.raised);
  for (const rung of clock.rungs) if (!raised.has(rung.name)) yield rung;
  if (!breaches(clock)) return;
  for (let day = 1; ; day++) {
    const rung: Rung = { name: `overdue-${day}`, at: addMinutes(clock.dueAt, day * DAY_MINUTES) };
    if (!raised.has(rung.name) && !stoodAt(clock, rung.at)) yield rung;
  }
}

// A day that ended while the clock stood is nobody's failing; the numbers go on, so that n is always days after due.
function stoodAt(clock: Clock, at: Instant): boolean {
  return clock.pauses.some(({ from, to }) => from < at && to !== null && at < to);
}

function breaches(clock: Clock): boolean {
  return clock.rungs.some((rung) => rung.name === 'breach');
}

function isOverdue(name: RungName): boolean {
  return /^overdue-[1-9]\d*$/.test(name);
}
