// Plays the stories: lets time pass from appointment to appointment and everybody act when it is their turn.
import { type Instant, localDateOf } from '../domain/calendar/local-date.ts';
import { inParallel } from '../worker/in-parallel.ts';
import { perform, type Scene } from './acts.ts';
import { type Appointment, agendaOf } from './agenda.ts';
import { type Role, signInApplicants, signInStaff } from './cast.ts';
import type { Stage } from './set-up.ts';

export interface Watcher {
  onAppointment(at: Instant, acts: number): void;
  /** Throws when the demo is to end early. */
  readonly signal: AbortSignal;
}

export interface Played {
  readonly roles: readonly Role[];
  readonly from: Instant;
  readonly until: Instant;
}

/** People who act at the same moment. */
const AT_ONCE = 8;

/** Plays every story to its end. @throws ActFailed */
export async function play({ platform, calendar, parts }: Stage, watcher: Watcher): Promise<Played> {
  const roles = await signInApplicants(platform.url, parts);
  const { db, courier, gateway } = platform;
  const scene: Scene = { db, courier, gateway, desk: await signInStaff(platform.url) };
  const from = await platform.now();
  for (const appointment of agendaOf(roles, localDateOf(from), calendar)) {
    watcher.signal.throwIfAborted();
    await platform.sleepUntil(appointment.at);
    await platform.settle();
    watcher.onAppointment(appointment.at, actsOf(appointment));
    await inParallel(appointment.entries, AT_ONCE, async ({ story, acts }) => {
      for (const act of acts) await perform(scene, story, act);
    });
    await platform.settle();
  }
  return { roles, from, until: await platform.now() };
}

function actsOf({ entries }: Appointment<Role>): number {
  return entries.reduce((sum, { acts }) => sum + acts.length, 0);
}
