// What every decision on a case needs from around it: the database, the platform's time, the calendar, the limits.
import { randomInt } from 'node:crypto';
import { circumstancesOf } from '../domain/application/circumstances.ts';
import type { DecisionContext } from '../domain/application/commands.ts';
import type { Actor } from '../domain/application/events.ts';
import { PROMISE_LIMITS, type PromiseLimits } from '../domain/application/promise-limits.ts';
import { type Instant, toInstant } from '../domain/calendar/local-date.ts';
import type { FeePolicy } from '../domain/fees.ts';
import { PAYMENT_SETTINGS, type PaymentSettings } from '../domain/payments/settings.ts';
import type { Form, Matter } from '../domain/services/define.ts';
import { type CalendarSource, createCalendarSource } from './calendar.ts';
import type { Database, Transaction } from './client.ts';

/** The platform's clock. In demos and time-skipping tests it follows the test server's time. */
export type PlatformClock = () => Promise<Instant>;

export const systemClock: PlatformClock = async () => toInstant(Date.now());

export interface Deciding {
  readonly db: Database;
  readonly now: PlatformClock;
  readonly calendars: CalendarSource;
  readonly limits: PromiseLimits;
  readonly fees: FeePolicy;
  readonly payments: PaymentSettings;
  /** Turns a secret into what is stored of it. */
  readonly hashSecret: (secret: string) => string;
}

/** Fills in what a decision needs; parts may be replaced in tests. */
export function deciding(parts: Pick<Deciding, 'db' | 'hashSecret' | 'fees'> & Partial<Deciding>): Deciding {
  return {
    ...{ now: systemClock, calendars: createCalendarSource() },
    ...{ limits: PROMISE_LIMITS, payments: PAYMENT_SETTINGS, ...parts },
  };
}

/** The context of one decision, read under the case's lock. */
export async function contextOf(
  deps: Deciding,
  tx: Transaction,
  given: { actor: Actor; office: string; service: Matter; form: Form; calendarVersion: number },
): Promise<DecisionContext> {
  return {
    actor: given.actor,
    now: await deps.now(),
    calendar: await deps.calendars(tx, given.calendarVersion, given.office),
    limits: deps.limits,
    ...circumstancesOf(given.service, given.form),
    pickupCode: newPickupCode(),
  };
}

function newPickupCode(): string {
  return String(randomInt(0, 1_000_000)).padStart(6, '0');
}
