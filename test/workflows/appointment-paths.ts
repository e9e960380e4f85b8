// Every way an appointment may go: to its result, past its day, off the waiting list, and called off.
import {
  addDays,
  endOfDay,
  instantAt,
  type LocalDate,
  localDateOf,
} from '../../domain/calendar/local-date.ts';
import {
  bookExam,
  bookInspection,
  type CarOwner,
  cancelExam,
  carOwner,
  type Learner,
  learner,
  type NewSession,
  newSession,
  openExamServices,
  withdraw,
} from '../harness/appointments.ts';
import { plus, type Stage, type StagedCase } from '../harness/stage.ts';
import type { Path } from './path.ts';

const PASSED = { action: 'record-result', result: 'passed' } as const;
const FAILED = { action: 'record-result', result: 'failed' } as const;

/** The stage as those who make people and sessions want it. */
export async function scene(stage: Stage) {
  const at = await stage.now();
  const clock = { at, today: localDateOf(at), now: stage.now, advance: () => undefined };
  return { url: stage.url, db: stage.db, clock };
}

export interface Booked {
  readonly on: StagedCase;
  readonly session: string;
  /** The day of the session. */
  readonly day: LocalDate;
  readonly owner: CarOwner;
}

async function sessionIn(stage: Stage, days: number, wanted: NewSession = {}) {
  const day = addDays(localDateOf(await stage.now()), days);
  return { day, session: await newSession(stage.db, { ...wanted, on: day }) };
}

/** A place at a station, so many days from the next working morning. */
export async function bookedIn(stage: Stage, days: number, wanted: NewSession = {}): Promise<Booked> {
  await stage.nextWorkday('09:00');
  const { day, session } = await sessionIn(stage, days, wanted);
  const owner = await carOwner(await scene(stage), 2);
  const on = stage.caseOf((await bookInspection(owner, session)).body.id);
  await stage.settled(on);
  return { on, session, day, owner };
}

export interface Sitting {
  readonly on: StagedCase;
  readonly number: string;
  readonly self: Learner;
  readonly session: string;
  readonly day: LocalDate;
}

/** A place in an exam of subject 2, so many days from the next working morning. */
export async function sittingIn(
  stage: Stage,
  days: number,
  learning: Parameters<typeof learner>[1] = {},
): Promise<Sitting> {
  await stage.nextWorkday('09:00');
  const on = await scene(stage);
  await openExamServices(on);
  const { day, session } = await sessionIn(stage, days, { kind: 'exam' });
  const permitIssuedOn = addDays(on.clock.today, -100);
  const self = await learner(on, { permitIssuedOn, ...learning });
  const { id, number } = (await bookExam(self, session)).body;
  const staged = stage.caseOf(id);
  await stage.settled(staged);
  return { on: staged, number, self, session, day };
}

export const morningOf = (day: LocalDate) => instantAt(day, '09:00');

/** Booked, and one who waits behind; sessions of one place. */
export async function withOneWaiting(stage: Stage, days: number) {
  const booked = await bookedIn(stage, days, { capacity: 1 });
  const told = await bookInspection(booked.owner, booked.session, { car: 1, waits: true });
  const waiting = stage.caseOf(told.body.id);
  await stage.settled(waiting);
  return { ...booked, waiting };
}

export const APPOINTMENT_PATHS = {
  'inspection-passed': {
    play: async (stage) => {
      const { on, day } = await bookedIn(stage, 5);
      await stage.passes(on, morningOf(day));
      await stage.does(on, PASSED);
      return on;
    },
  },
  'inspection-absent': {
    play: async (stage) => {
      const { on, day } = await bookedIn(stage, 2);
      await stage.passes(on, endOfDay(day));
      return on;
    },
  },
  'inspection-placed': {
    play: async (stage) => {
      const { on, waiting, owner, day } = await withOneWaiting(stage, 4);
      await withdraw(owner, on.id);
      await stage.settled(waiting);
      await stage.passes(waiting, morningOf(day));
      await stage.does(waiting, FAILED);
      return waiting;
    },
  },
  'inspection-not-placed': {
    play: async (stage) => {
      const { waiting, day } = await withOneWaiting(stage, 3);
      await stage.passes(waiting, endOfDay(addDays(day, -1)));
      return waiting;
    },
  },
  'exam-made-up': {
    play: async (stage) => {
      const { on, day } = await sittingIn(stage, 3);
      await stage.passes(on, morningOf(day));
      await stage.does(on, { action: 'record-attendance' }, FAILED, PASSED);
      return on;
    },
  },
  'exam-cancelled': {
    play: async (stage) => {
      const { on, self, number } = await sittingIn(stage, 3);
      await cancelExam(self, number);
      await stage.ended(on);
      return on;
    },
  },
  /** The case of the cancelling itself. */
  'exam-cancelling': {
    play: async (stage) => {
      const { self, number } = await sittingIn(stage, 3);
      const on = stage.caseOf((await cancelExam(self, number)).body.id);
      await stage.ended(on);
      return on;
    },
  },
  'appointment-called-off': {
    play: async (stage) => {
      const { on } = await bookedIn(stage, 6);
      await stage.passes(on, plus(await stage.now(), 60_000));
      await stage.does(on, { action: 'call-off', reason: '检测线检修' });
      return on;
    },
  },
} as const satisfies Record<string, Path>;
