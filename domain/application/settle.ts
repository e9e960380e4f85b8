// What the passing of time brings about: every rung that is due, once and in order, and the lapses that close a wait.
import type { Instant } from '../calendar/local-date.ts';
import type { Clock, RungName } from '../promises/clock.ts';
import { dueRungs, raiseRung } from '../promises/rungs.ts';
import { type Recording, record, release, start, stop } from './recording.ts';

interface DueRung {
  readonly clock: Clock;
  readonly name: RungName;
  readonly at: Instant;
}

function nextDueRung(of: Recording, until: Instant): DueRung | null {
  const due = Object.values(of.application.clocks).flatMap((clock) =>
    dueRungs(clock, until)
      .slice(0, 1)
      .map((rung) => ({ clock, ...rung })),
  );
  return due.sort((a, b) => (a.at < b.at ? -1 : 1))[0] ?? null;
}

/** The applicant's own time is over: the supplement or the pickup lapses. */
function lapse(on: Recording, clock: Clock): void {
  stop(on, clock.kind);
  switch (clock.kind) {
    case 'supplement':
      release(on, 'acceptance');
      record(on, { type: 'supplement-lapsed' });
      break;
    case 'pickup-keep':
      record(on, { type: 'uncollected' });
      break;
    case 'plate-choice':
      record(on, { type: 'plate-choice-lapsed' });
      break;
    case 'waiting':
      record(on, { type: 'place-not-given' });
      break;
    case 'appointment':
      record(on, { type: 'session-day' });
      start(on, 'attendance', 0);
      break;
    case 'attendance':
      record(on, { type: on.application.results.length > 0 ? 'retake-missed' : 'absent' });
      break;
    case 'selection':
      record(on, { type: 'selection-lapsed' });
      break;
    case 'reservation':
      record(on, { type: 'reservation-lapsed' });
      break;
    // What may have been paid is not let go of by time: the payment order tells (violations.md §4).
    case 'payment':
    case 'acceptance':
    case 'delivery':
    case 'pickup-ready':
    case 'on-the-spot':
    case 'issue':
    case 'result':
    case 'payment-decision':
      break;
  }
}

/** Raises everything due up to `until` (at most now). A late courier report settles only up to the delivery it tells of. */
export function settle(on: Recording, until: Instant = on.context.now): void {
  for (let due = nextDueRung(on, until); due; due = nextDueRung(on, until)) {
    const { clock, name, at } = due;
    record(on, { type: 'rung-raised', clock: raiseRung(clock, name), rung: name, dueAt: at });
    if (name === 'lapse') lapse(on, clock);
  }
  const trackAt = on.application.parcel?.trackAt ?? null;
  if (trackAt !== null && trackAt <= until) record(on, { type: 'tracking-due' });
}
