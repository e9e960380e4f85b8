// What the passing of time brings about. Nothing of it lets go of an order that money may have been taken for.
import type { Instant } from '../calendar/local-date.ts';
import { dueRungs, raiseRung } from '../promises/rungs.ts';
import { type Recording, record } from './recording.ts';

interface Due {
  readonly at: Instant;
  readonly happens: () => void;
}

/** Records everything that is due by now, in order. */
export function settle(on: Recording): void {
  for (let due = nextDue(on); due !== undefined; due = nextDue(on)) due.happens();
}

function nextDue(on: Recording): Due | undefined {
  const { now } = on.context;
  const due = [...ends(on), ...answers(on), ...rungs(on)].filter(({ at }) => at <= now);
  return due.sort((one, other) => (one.at < other.at ? -1 : 1))[0];
}

function ends(on: Recording): readonly Due[] {
  const { state, expiresAt: at, closing } = on.order;
  if (at === null) return [];
  if (state === 'created') return [{ at, happens: () => record(on, { type: 'expired' }) }];
  if (state !== 'paying' || closing !== null) return [];
  return [{ at, happens: () => record(on, { type: 'closing-begun', why: 'expired' }) }];
}

function answers(on: Recording): readonly Due[] {
  const { state, answerBy, askAt } = on.order;
  const why = state === 'paid' ? 'not-confirmed' : 'no-answer';
  return [
    ...(answerBy === null
      ? []
      : [{ at: answerBy, happens: () => record(on, { type: 'unreconciled', why }) }]),
    ...(askAt === null ? [] : [{ at: askAt, happens: () => record(on, { type: 'ask-due' }) }]),
  ];
}

function rungs(on: Recording): readonly Due[] {
  const { decisionClock: clock } = on.order;
  if (clock === null) return [];
  return dueRungs(clock, on.context.now)
    .slice(0, 1)
    .map(({ name, at }) => ({
      at,
      happens: () =>
        record(on, { type: 'rung-raised', clock: raiseRung(clock, name), rung: name, dueAt: at }),
    }));
}
