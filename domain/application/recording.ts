// A decision in the making: the state so far, the events so far, and the context they are taken in.
import type { Clock } from '../promises/clock.ts';
import { pauseClock, resumeClock, startClock, stopClock } from '../promises/clock.ts';
import type { ClockKind } from '../promises/policies.ts';
import type { Application } from './application.ts';
import type { DecisionContext } from './commands.ts';
import type { ApplicationEvent, EventBody } from './events.ts';
import { evolve } from './evolve.ts';
import type { Action } from './lifecycle.ts';

export interface Recording {
  application: Application;
  readonly events: ApplicationEvent[];
  readonly context: DecisionContext;
  readonly action: Action | null;
}

/** Begins a decision on a state. */
export function recording(
  application: Application,
  context: DecisionContext,
  action: Action | null,
): Recording {
  return { application, events: [], context, action };
}

/** Adds one event and moves the state on. */
export function record(to: Recording, body: EventBody): void {
  const { now: at, actor } = to.context;
  const event: ApplicationEvent = { ...body, seq: to.application.version + 1, at, actor, action: to.action };
  to.events.push(event);
  to.application = evolve(to.application, event);
}

function runningClock(of: Recording, kind: ClockKind): Clock | null {
  const clock = of.application.clocks[kind];
  return clock && clock.status !== 'stopped' ? clock : null;
}

/** Starts a promise now; its limit is in the unit of its kind. One made again is a new round with a ladder of its own. */
export function start(on: Recording, kind: ClockKind, limit: number): void {
  const { now, calendar } = on.context;
  const round = (on.application.clocks[kind]?.round ?? 0) + 1;
  record(on, { type: 'clock-started', clock: { ...startClock(kind, limit, now, calendar), round } });
}

/** Halts a running clock for a stated reason. */
export function pause(on: Recording, kind: ClockKind, reason: string): void {
  const clock = runningClock(on, kind);
  if (clock) record(on, { type: 'clock-paused', clock: pauseClock(clock, on.context.now, reason) });
}

/** Lets a halted clock run on, by the policy of its kind. */
export function resume(on: Recording, kind: ClockKind): void {
  const clock = runningClock(on, kind);
  if (clock)
    record(on, { type: 'clock-resumed', clock: resumeClock(clock, on.context.now, on.context.calendar) });
}

/** Stops a clock because what it promised has come about. */
export function stop(on: Recording, kind: ClockKind, at = on.context.now): void {
  const clock = runningClock(on, kind);
  if (clock) record(on, { type: 'clock-stopped', clock: stopClock(clock, at) });
}

/** Ends a clock whose promise no longer applies; a breach that already happened stays one. */
export function release(on: Recording, kind: ClockKind): void {
  const clock = runningClock(on, kind);
  if (!clock) return;
  const breached = clock.raised.includes('breach');
  record(on, {
    type: 'clock-stopped',
    clock: breached ? stopClock(clock, on.context.now) : stopClock(clock, on.context.now, 'void'),
  });
}
