// Where the alarms of a clock stand, in the clock's own unit: office minutes for working days, wall minutes otherwise.

import type { Instant } from '../calendar/local-date.ts';
import { addMinutes, instantAt, localDateOf, minutesBetween } from '../calendar/local-date.ts';
import type { OfficeCalendar } from '../calendar/office-calendar.ts';
import type { ClockPolicy, ClockUnit } from './policies.ts';

/** The alarms of a clock: 50 %, 80 % or the last morning, due, and after a breach one a day. */
export type RungName = 'half' | 'at-risk' | 'reminder' | 'breach' | 'lapse' | `overdue-${number}`;

export interface Rung {
  readonly name: RungName;
  readonly at: Instant;
}

/** Shares of the whole at which the clock warns. */
const WARNINGS = [
  ['half', 0.5],
  ['at-risk', 0.8],
] as const satisfies readonly (readonly [RungName, number])[];

/** When somebody is reminded of what happens tomorrow, or ends today. */
const LAST_MORNING = '09:00';

/** Half and at risk, or what its policy says instead, and the due instant itself; strictly increasing. @throws CalendarError before-coverage, no-working-day */
export function ladderOf(
  policy: Pick<ClockPolicy, 'unit' | 'atDue' | 'warns'>,
  startedAt: Instant,
  dueAt: Instant,
  calendar: OfficeCalendar,
): readonly Rung[] {
  return [...warningsOf(policy, startedAt, dueAt, calendar), { name: policy.atDue, at: dueAt }];
}

function warningsOf(
  { unit, warns }: Pick<ClockPolicy, 'unit' | 'warns'>,
  startedAt: Instant,
  dueAt: Instant,
  calendar: OfficeCalendar,
): readonly Rung[] {
  if (warns === 'never') return [];
  if (warns === 'on-the-last-morning') {
    const at = instantAt(localDateOf(dueAt), LAST_MORNING);
    return at > startedAt ? [{ name: 'reminder', at }] : [];
  }
  const total = measure(unit, startedAt, dueAt, calendar);
  return WARNINGS.map(([name, share]) => ({ name, at: shift(unit, startedAt, total * share, calendar) }));
}

/** What of a clock its ladder hangs on. */
export interface Ladder {
  readonly unit: ClockUnit;
  readonly rungs: readonly Rung[];
  readonly raised: readonly RungName[];
}

/**
 * The ladder after a pause of `spent` units: what was raised or had come by its beginning keeps its instant, so that a
 * late tick still finds it and it fires once; the rest keeps its share of the time that remained.
 */
export function ladderAfterPause(
  { unit, rungs, raised }: Ladder,
  pause: { readonly from: Instant; readonly spent: number },
  calendar: OfficeCalendar,
): readonly Rung[] {
  return rungs.map((rung) =>
    raised.includes(rung.name) || hasCome(rung, pause.from)
      ? rung
      : { ...rung, at: shift(unit, rung.at, pause.spent, calendar) },
  );
}

/** Whether a rung is due at `now`; the due instant itself is still in time (K6). */
export function hasCome(rung: Rung, now: Instant): boolean {
  return isFinalRung(rung.name) ? now > rung.at : now >= rung.at;
}

/** Breach and lapse: the rungs that stand at the due instant. */
export function isFinalRung(name: RungName): boolean {
  return name === 'breach' || name === 'lapse';
}

/** The time between two instants in the basis of the unit, in minutes with fractions. */
export function measure(unit: ClockUnit, from: Instant, to: Instant, calendar: OfficeCalendar): number {
  return unit === 'working-day' ? calendar.officeMinutesBetween(from, to) : minutesBetween(from, to);
}

function shift(unit: ClockUnit, at: Instant, minutes: number, calendar: OfficeCalendar): Instant {
  return unit === 'working-day' ? calendar.addOfficeMinutes(at, minutes) : addMinutes(at, minutes);
}
