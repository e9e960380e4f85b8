// From a start to a due instant (K4, K4′, K7, K9, K10, K12).

import type { Instant, LocalDate } from '../calendar/local-date.ts';
import { addDays, addMinutes, endOfDay, instantAt, localDateOf } from '../calendar/local-date.ts';
import type { OfficeCalendar } from '../calendar/office-calendar.ts';
import type { DerivationStep } from './derivation.ts';
import type { AfterHoursPolicy, ClockPolicy } from './policies.ts';

export interface Deadline {
  readonly dueAt: Instant;
  /** True when the date lies beyond the published holidays. */
  readonly provisional: boolean;
  readonly steps: readonly DerivationStep[];
}

/** Working hours left at which a promise turns from green to amber (K12). */
const AMBER_OFFICE_MINUTES = 4 * 60;

/**
 * The due instant of `limit` units from `at`; the day of the start is never counted (CL154).
 * @throws CalendarError before-coverage, no-working-day
 */
export function deadlineOf(
  policy: Pick<ClockPolicy, 'unit' | 'endsAt'>,
  limit: number,
  at: Instant,
  calendar: OfficeCalendar,
  afterHours: AfterHoursPolicy,
): Deadline {
  const started: DerivationStep = { step: 'started', at, limit, unit: policy.unit };
  const counted = countFrom(policy, limit, at, calendar, afterHours);
  const due: DerivationStep = { step: 'due', at: counted.dueAt, endsAt: policy.endsAt };
  const provisional = policy.unit === 'working-day' && !calendar.isCovered(localDateOf(counted.dueAt));
  const mark = provisional ? [provisionalStep(calendar)] : [];
  return { dueAt: counted.dueAt, provisional, steps: [started, ...counted.steps, due, ...mark] };
}

/** The mark of a date that rests on Monday to Friday instead of on published holidays. */
export function provisionalStep(calendar: OfficeCalendar): DerivationStep {
  return { step: 'provisional', coversUntil: calendar.coversUntil };
}

/** K4/K4′: closing time of the first working day after the submission. @throws CalendarError before-coverage, no-working-day */
export function acceptBy(
  submittedAt: Instant,
  calendar: OfficeCalendar,
  afterHours: AfterHoursPolicy = 'calendar-day',
): Instant {
  return deadlineOf({ unit: 'working-day', endsAt: 'closing-time' }, 1, submittedAt, calendar, afterHours)
    .dueAt;
}

/** K7: the last date of a delivery in 1, 2 or 3 calendar days from the real acceptance, never moved by holidays. */
export function deliverBy(acceptedAt: Instant, days: number): LocalDate {
  return addDays(localDateOf(acceptedAt), days);
}

/** K10: the latest date of delivery that may be promised at submission. */
export function latestDeliveryOn(acceptByAt: Instant, days: number): LocalDate {
  return deliverBy(acceptByAt, days);
}

export type PromiseLight = 'green' | 'amber' | 'red';

/** K12: green with more than 4 working hours left, amber down to the due instant itself, red after it. */
export function promiseLight(dueAt: Instant, now: Instant, calendar: OfficeCalendar): PromiseLight {
  if (now > dueAt) return 'red';
  return calendar.officeMinutesBetween(now, dueAt) > AMBER_OFFICE_MINUTES ? 'green' : 'amber';
}

interface Counted {
  readonly dueAt: Instant;
  readonly steps: readonly DerivationStep[];
}

function countFrom(
  policy: Pick<ClockPolicy, 'unit' | 'endsAt'>,
  limit: number,
  at: Instant,
  calendar: OfficeCalendar,
  afterHours: AfterHoursPolicy,
): Counted {
  switch (policy.unit) {
    case 'minute':
      return { dueAt: addMinutes(at, limit), steps: [] };
    case 'calendar-day':
      return countCalendarDays(limit, localDateOf(at));
    case 'working-day':
      return countWorkdays(policy.endsAt, limit, at, calendar, afterHours);
  }
}

function countCalendarDays(limit: number, startOn: LocalDate): Counted {
  const until = addDays(startOn, limit);
  return {
    dueAt: endOfDay(until),
    steps: [
      { step: 'start-day', on: startOn },
      { step: 'days', count: limit, until },
    ],
  };
}

function countWorkdays(
  endsAt: ClockPolicy['endsAt'],
  limit: number,
  at: Instant,
  calendar: OfficeCalendar,
  afterHours: AfterHoursPolicy,
): Counted {
  const rolled = afterHours === 'roll' ? rollOver(at, calendar) : undefined;
  const startOn = rolled?.to ?? localDateOf(at);
  const dueOn = calendar.addWorkdays(startOn, limit);
  return {
    dueAt: endsAt === 'end-of-day' ? endOfDay(dueOn) : closingInstant(dueOn, calendar),
    steps: [
      ...(rolled === undefined ? [] : [rolled]),
      { step: 'start-day', on: startOn },
      ...walk(startOn, dueOn, calendar),
    ],
  };
}

function walk(startOn: LocalDate, dueOn: LocalDate, calendar: OfficeCalendar): DerivationStep[] {
  const steps: DerivationStep[] = [];
  let counted = 0;
  for (let on = addDays(startOn, 1); on <= dueOn; on = addDays(on, 1)) {
    const { kind, name, spans } = calendar.dayOn(on);
    if (spans.length > 0) counted += 1;
    steps.push({ step: 'day', on, kind, name, counted: spans.length > 0 ? counted : null });
  }
  return steps;
}

function rollOver(
  at: Instant,
  calendar: OfficeCalendar,
): Extract<DerivationStep, { step: 'rolled' }> | undefined {
  const on = localDateOf(at);
  const closing = calendar.closingOn(on);
  if (closing !== undefined && at <= instantAt(on, closing)) return undefined;
  const why = closing === undefined ? 'day-off' : 'after-closing';
  return { step: 'rolled', from: on, to: calendar.nextWorkday(on), why };
}

function closingInstant(on: LocalDate, calendar: OfficeCalendar): Instant {
  return instantAt(on, calendar.closingOn(on) ?? 0);
}
