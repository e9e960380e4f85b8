// The people of the demo: applicants made to measure, and the staff of the office, all signed in.
import type { Database } from '../db/client.ts';
import type { LocalDate } from '../domain/calendar/local-date.ts';
import type { OfficeCalendar } from '../domain/calendar/office-calendar.ts';
import { type Applicant, type ApplicantRequest, createApplicants } from '../prisma/seed/applicants.ts';
import { DEMO_PASSWORD } from '../prisma/seed/password.ts';
import { type PersonAtApi, signIn } from '../sandbox/person.ts';
import { inParallel } from '../worker/in-parallel.ts';
import { firstDay } from './days.ts';
import { listStories } from './stories.ts';
import { STAFF, type Staff, type Story } from './story.ts';

/** A story with the applicant it is about. */
export interface Part extends Story {
  readonly applicant: Applicant;
}

/** A part once its applicant has signed in. `applicationId` is known from the submission on. */
export interface Role extends Part {
  readonly person: PersonAtApi;
  applicationId: string | null;
}

export type Desk = Readonly<Record<Staff, PersonAtApi>>;

/** Hashing a password takes a processor; more at once only wait for each other. */
const AT_THE_DOOR = 4;

/** Makes an applicant for every story, with everything in order on the day it begins. */
export async function castStories(
  db: Database,
  today: LocalDate,
  calendar: OfficeCalendar,
): Promise<readonly Part[]> {
  const stories = listStories();
  const applicants = await createApplicants(
    db,
    stories.map((story, index) => requestFor(story, index, firstDay(today, story.workdays, calendar))),
  );
  return stories.flatMap((story, index) => {
    const applicant = applicants[index];
    return applicant ? [{ ...story, applicant }] : [];
  });
}

function requestFor({ service, way }: Story, n: number, today: LocalDate): ApplicantRequest {
  return { service, today, n, zone: way === 'pickup' || way === 'none' ? 'city' : way };
}

export async function signInApplicants(url: string, parts: readonly Part[]): Promise<readonly Role[]> {
  return inParallel(parts, AT_THE_DOOR, async (part) => {
    const person = await signIn(url, part.applicant.login, DEMO_PASSWORD);
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
