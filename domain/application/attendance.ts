// A place in a session: taken, waited for, given back; then the day itself, and what came of it (L-APPT).
import { addDays, daysBetween, localDateOf } from '../calendar/local-date.ts';
import type { Refusal } from '../refusals.ts';
import type { Command } from './commands.ts';
import { type Recording, record, release, start, stop } from './recording.ts';

type CommandOf<A extends Command['action']> = Extract<Command, { action: A }>;

/** The place is taken; where the session is full and the applicant would wait, it is waited for. */
export function book(on: Recording, wanted: CommandOf<'submit'>['place'] | null): Refusal | null {
  if (!wanted) return { code: 'session-unknown', pointer: '/form/session' };
  const { isFree, ...place } = wanted;
  record(on, { type: isFree ? 'place-taken' : 'place-awaited', place });
  start(on, isFree ? 'appointment' : 'waiting', daysUntilTheEve(on));
  return null;
}

/** 候补: somebody else has given a place back. */
export function takePlace(on: Recording): null {
  stop(on, 'waiting');
  record(on, { type: 'place-given' });
  start(on, 'appointment', daysUntilTheEve(on));
  return null;
}

/** 取消考试预约 is a service of its own: it gives the place back for the applicant. */
export function cancelBooking(on: Recording): null {
  for (const kind of ['waiting', 'appointment'] as const) release(on, kind);
  record(on, { type: 'cancelled' });
  return null;
}

export function callOff(on: Recording, { reason }: CommandOf<'call-off'>): null {
  for (const kind of ['waiting', 'appointment', 'attendance'] as const) release(on, kind);
  record(on, { type: 'called-off', reason });
  return null;
}

export function recordAttendance(on: Recording): null {
  come(on);
  start(on, 'result', 0);
  return null;
}

function come(on: Recording): void {
  stop(on, 'attendance');
  record(on, { type: 'attended' });
}

/** A result shows that somebody came. One that is not hoped for may be followed by another try (补考一次). */
export function recordResult(on: Recording, { result }: CommandOf<'record-result'>): Refusal | null {
  const { appointment } = on.context;
  if (!appointment?.results.some(({ value }) => value === result))
    return { code: 'result-unknown', pointer: '/result' };
  if (on.application.state === 'expected') come(on);
  for (const kind of ['attendance', 'result'] as const) stop(on, kind);
  const isHopedFor = appointment.results[0].value === result;
  const isFinal = isHopedFor || on.application.results.length >= appointment.retakes;
  record(on, { type: 'result-recorded', result, isFinal });
  // 不参加补考的,本次考试终止: the other try is for the same day.
  if (!isFinal) start(on, 'attendance', 0);
  return null;
}

/** Until the end of the day before the session: 0 when that is today. */
function daysUntilTheEve(on: Recording): number {
  const { place } = on.application;
  if (place === null) throw new Error('a case without a place has no session to wait for');
  const today = localDateOf(on.context.now);
  return Math.max(0, daysBetween(today, addDays(localDateOf(place.startsAt), -1)));
}
