// 缴款异常, and the three working days for whoever decides on it.
import { startClock, stopClock } from '../promises/clock.ts';
import type { ExceptionReason } from './events.ts';
import { PAYMENT_STATES } from './payment-order.ts';
import { type Recording, record } from './recording.ts';

/** Held until two persons decide, or something definite arrives after all. */
export function except(on: Recording, why: ExceptionReason): null {
  const { state } = on.order;
  if (!PAYMENT_STATES[state].holds || state === 'exception') return null;
  record(on, { type: 'exceptional', why });
  const { now, calendar, settings } = on.context;
  const clock = startClock('payment-decision', settings.manualWorkdays, now, calendar);
  return record(on, { type: 'decision-clock-started', clock });
}

/** Somebody has decided, or nothing is left to decide. */
export function stopDecisionClock(on: Recording): void {
  const { decisionClock: clock } = on.order;
  if (clock === null || clock.status === 'stopped') return;
  record(on, { type: 'decision-clock-stopped', clock: stopClock(clock, on.context.now) });
}
