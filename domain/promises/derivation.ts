// The steps by which a due instant was reached, as data: stored with the clock and read aloud by explain.ts.

import type { Instant, LocalDate } from '../calendar/local-date.ts';
import type { DayKind } from '../calendar/office-calendar.ts';
import type { ClockPolicy, ClockUnit } from './policies.ts';

export type ClockOutcome = 'kept' | 'breached' | 'lapsed' | 'void';

export type DerivationStep =
  | { readonly step: 'started'; readonly at: Instant; readonly limit: number; readonly unit: ClockUnit }
  /** K4′: the submission counts as made on a later working day. */
  | {
      readonly step: 'rolled';
      readonly from: LocalDate;
      readonly to: LocalDate;
      readonly why: 'day-off' | 'after-closing';
    }
  | { readonly step: 'start-day'; readonly on: LocalDate }
  /** One date walked over; `counted` is its number within the limit, null on a day off. */
  | {
      readonly step: 'day';
      readonly on: LocalDate;
      readonly kind: DayKind;
      readonly name: string | null;
      readonly counted: number | null;
    }
  | { readonly step: 'days'; readonly count: number; readonly until: LocalDate }
  | { readonly step: 'due'; readonly at: Instant; readonly endsAt: ClockPolicy['endsAt'] }
  | { readonly step: 'provisional'; readonly coversUntil: LocalDate }
  | {
      readonly step: 'recalculated';
      readonly calendarVersion: number;
      readonly wasDueAt: Instant;
      readonly dueAt: Instant;
    }
  | { readonly step: 'paused'; readonly at: Instant; readonly reason: string }
  | {
      readonly step: 'resumed';
      readonly at: Instant;
      readonly spent: number;
      readonly unit: ClockUnit;
      readonly effect: 'restarted' | 'extended' | 'already-due';
      readonly dueAt: Instant;
    }
  | { readonly step: 'stopped'; readonly at: Instant; readonly outcome: ClockOutcome };
