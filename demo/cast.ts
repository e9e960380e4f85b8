// The people of the demo: applicants made to measure, and the staff of the office, all signed in.
import type { Database } from '../db/client.ts';
import type { LocalDate } from '../domain/calendar/local-date.ts';
import type { OfficeCalendar } from '../domain/calendar/office-calendar.ts';
import { DEMO_PASSWORD } from '../prisma/seed/password.ts';
import { type PersonAtApi, signIn } from '../sandbox/person.ts';
import { inParallel } from '../worker/in-parallel.ts';
import { firstDay, workday } from './days.ts';
import { castOf } from './players/index.ts';
import type { Player } from './players/player.ts';
import { STAFF, type Staff, type Story } from './story.ts';

/** A story with the applicant it is about. */
export interface Part extends Story {
  readonly player: Player;
}

/** A part once its applicant has signed in. `applicationId` is known from the submission on. */
export interface Role extends Part {
  readonly person: PersonAtApi;
  applicationId: string | null;
}

export type Desk = Readonly<Record<Staff, PersonAtApi>>;

/** Hashing a password takes a processor; more at once only wait for each other. */
const AT_THE_DOOR = 4;
/** People made at the same time. */
const AT_ONCE = 4;

/** Makes an applicant for every story, with everything in order on the day it begins. */
export async function castStories(
  db: Database,
  stories: readonly Story[],
  today: LocalDate,
  calendar: OfficeCalendar,
): Promise<readonly Part[]> {
  return inParallel([...stories.entries()], AT_ONCE, async ([n, story]) => {
    const { service, way, workdays, session = workday(0) } = story;
    const first = firstDay(today, workdays, calendar);
    const casting = { service, way, n, today: first, sessionOn: session(first, calendar) };
    return { ...story, player: await castOf(service)(db, casting) };
  });
}

export async function signInApplicants(url: string, parts: readonly Part[]): Promise<readonly Role[]> {
  return inParallel(parts, AT_THE_DOOR, async (part) => {
    const person = await signIn(url, part.player.login, DEMO_PASSWORD);
    return { ...part, person, applicationId: null };
  });
}

export async function signInStaff(url: string): Promise<Desk> {
  const [clerk1, clerk2, production1, dispatch1] = await inParallel(STAFF, AT_THE_DOOR, (login) =>
    signIn(url, login, DEMO_PASSWORD),
  );
  if (!clerk1 || !clerk2 || !production1 || !dispatch1) throw new Error('somebody of the staff is missing');
  return { clerk1, clerk2, production1, dispatch1 };
}
