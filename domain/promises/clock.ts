// One promise being kept: started, paused, resumed, stopped (K4–K9).

import type { Instant } from '../calendar/local-date.ts';
import { localDateOf } from '../calendar/local-date.ts';
import type { OfficeCalendar } from '../calendar/office-calendar.ts';
import { ClockError } from './clock-error.ts';
import { deadlineOf, provisionalStep } from './deadlines.ts';
import type { ClockOutcome, DerivationStep } from './derivation.ts';
import type { Rung, RungName } from './ladder.ts';
import { ladderAfterPause, ladderOf, measure } from './ladder.ts';
import type { AfterHoursPolicy, ClockKind, ClockOwner, ClockUnit } from './policies.ts';
import { clockPolicy } from './policies.ts';

export type { ClockOutcome, DerivationStep } from './derivation.ts';
export type { Rung, RungName } from './ladder.ts';

export interface Pause {
  readonly from: Instant;
  readonly to: Instant | null;
  readonly reason: string;
  /** Office minutes for a working-day clock, wall minutes otherwise; 0 while open and for a pause that the stop ended. */
  readonly spent: number;
}

/** Plain JSON, stored in events. Instants of the present round; `round` counts restarts from 1. */
export interface Clock {
  readonly kind: ClockKind;
  readonly round: number;
  readonly unit: ClockUnit;
  readonly limit: number;
  readonly owner: ClockOwner;
  readonly afterHours: AfterHoursPolicy;
  readonly startedAt: Instant;
  readonly dueAt: Instant;
  readonly rungs: readonly Rung[];
  readonly raised: readonly RungName[];
  readonly pauses: readonly Pause[];
  readonly status: 'running' | 'paused' | 'stopped';
  readonly stoppedAt: Instant | null;
  readonly outcome: ClockOutcome | null;
  readonly provisional: boolean;
  readonly calendarVersion: number;
  readonly derivation: readonly DerivationStep[];
}

export interface StartOptions {
  readonly afterHours?: AfterHoursPolicy;
}

/**
 * A clock of `limit` units (whole, at least what its policy says) running from `at`.
 * @throws ClockError bad-limit; CalendarError before-coverage, no-working-day
 */
export function startClock(
  kind: ClockKind,
  limit: number,
  at: Instant,
  calendar: OfficeCalendar,
  options: StartOptions = {},
): Clock {
  const policy = clockPolicy(kind);
  const { least = 1 } = policy;
  if (!Number.isSafeInteger(limit) || limit < least) throw new ClockError('bad-limit', `${kind} of ${limit}`);
  const afterHours = options.afterHours ?? 'calendar-day';
  const { dueAt, provisional, steps } = deadlineOf(policy, limit, at, calendar, afterHours);
  return {
    kind,
    round: 1,
    unit: policy.unit,
    limit,
    owner: policy.owner,
    afterHours,
    startedAt: at,
    dueAt,
    rungs: ladderOf(policy, at, dueAt, calendar),
    raised: [],
    pauses: [],
    status: 'running',
    stoppedAt: null,
    outcome: null,
    provisional,
    calendarVersion: calendar.version,
    derivation: steps,
  };
}

/** The clock stands from `at`; nothing is raised until it is resumed. @throws ClockError not-running */
export function pauseClock(clock: Clock, at: Instant, reason: string): Clock {
  if (clock.status !== 'running') throw new ClockError('not-running', `${clock.kind} is ${clock.status}`);
  const from = notBeforeLast(clock, at);
  return {
    ...clock,
    status: 'paused',
    pauses: [...clock.pauses, { from, to: null, reason, spent: 0 }],
    derivation: [...clock.derivation, { step: 'paused', at: from, reason }],
  };
}

/**
 * The clock runs again from `at`: with a full limit anew (`restart`, K5), or with its due instant moved by the time
 * paused, counted in the clock's own unit (`extend`). A due instant that had passed before the pause does not move.
 * @throws ClockError not-paused; CalendarError before-coverage, no-working-day
 */
export function resumeClock(clock: Clock, at: Instant, calendar: OfficeCalendar): Clock {
  const open = openPause(clock);
  if (open === undefined) throw new ClockError('not-paused', `${clock.kind} is ${clock.status}`);
  const to = notBeforeLast(clock, at);
  const pause = { ...open, to, spent: measure(clock.unit, open.from, to, calendar) };
  const closed = { ...clock, pauses: [...clock.pauses.slice(0, -1), pause] };
  return clockPolicy(clock.kind).onResume === 'restart'
    ? restart(closed, pause, calendar)
    : extend(closed, pause, calendar);
}

/**
 * The clock ends at `at`: kept when that is no later than due (K6; judged at the beginning of an open pause), else
 * breached or lapsed by policy; `void` when the promise itself fell away. @throws ClockError already-stopped
 */
export function stopClock(clock: Clock, at: Instant, how?: 'void'): Clock {
  if (clock.status === 'stopped') throw new ClockError('already-stopped', clock.kind);
  const stoppedAt = notBeforeLast(clock, at);
  const open = openPause(clock);
  const outcome = how ?? outcomeAt(clock, open?.from ?? stoppedAt);
  return {
    ...clock,
    status: 'stopped',
    stoppedAt,
    outcome,
    pauses: open === undefined ? clock.pauses : [...clock.pauses.slice(0, -1), { ...open, to: stoppedAt }],
    derivation: [...clock.derivation, { step: 'stopped', at: stoppedAt, outcome }],
  };
}

interface ClosedPause extends Pause {
  readonly to: Instant;
}

function restart(clock: Clock, pause: ClosedPause, calendar: OfficeCalendar): Clock {
  const fresh = startClock(clock.kind, clock.limit, pause.to, calendar, { afterHours: clock.afterHours });
  const resumed = resumedStep(clock, pause, 'restarted', fresh.dueAt);
  return {
    ...fresh,
    round: clock.round + 1,
    pauses: clock.pauses,
    derivation: [...clock.derivation, resumed, ...fresh.derivation],
  };
}

function extend(clock: Clock, pause: ClosedPause, calendar: OfficeCalendar): Clock {
  const rungs = ladderAfterPause(clock, pause, calendar);
  const dueAt = rungs.at(-1)?.at ?? clock.dueAt;
  const effect = pause.spent > 0 && dueAt === clock.dueAt ? 'already-due' : 'extended';
  const provisional = clock.unit === 'working-day' && !calendar.isCovered(localDateOf(dueAt));
  const mark = provisional && !clock.provisional ? [provisionalStep(calendar)] : [];
  return {
    ...clock,
    status: 'running',
    rungs,
    dueAt,
    provisional,
    calendarVersion: calendar.version,
    derivation: [...clock.derivation, resumedStep(clock, pause, effect, dueAt), ...mark],
  };
}

function outcomeAt(clock: Clock, at: Instant): ClockOutcome {
  if (at <= clock.dueAt) return 'kept';
  return clockPolicy(clock.kind).atDue === 'breach' ? 'breached' : 'lapsed';
}

function openPause(clock: Clock): Pause | undefined {
  return clock.status === 'paused' ? clock.pauses.at(-1) : undefined;
}

function resumedStep(
  clock: Clock,
  pause: ClosedPause,
  effect: 'restarted' | 'extended' | 'already-due',
  dueAt: Instant,
): DerivationStep {
  return { step: 'resumed', at: pause.to, spent: pause.spent, unit: clock.unit, effect, dueAt };
}

// Hosts' clocks differ by milliseconds; what is recorded after another fact did not happen before it.
function notBeforeLast(clock: Clock, at: Instant): Instant {
  const pause = clock.pauses.at(-1);
  return [clock.startedAt, pause?.from, pause?.to].reduce<Instant>(
    (latest, recorded) => (recorded && recorded > latest ? recorded : latest),
    at,
  );
}
