// Stations, exam sites and sessions for tests, and people who book: owners of cars, and learners with a permit.
import { randomUUID } from 'node:crypto';
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { decisionContracts as decisions } from '../../api/contract/decisions.ts';
import type { Database } from '../../db/client.ts';
import type { AppointmentKind, ExamSubject } from '../../domain/appointments/facts.ts';
import { addYears, instantAt, type LocalDate, parseLocalDate } from '../../domain/calendar/local-date.ts';
import type { LicenceClass } from '../../domain/register/codes.ts';
import { type Applicant, createApplicants } from '../../prisma/seed/applicants.ts';
import { OFFICE } from '../../prisma/seed/register.ts';
import type { TestApi } from './api.ts';
import { openServices } from './open-services.ts';
import { type Person, signedIn } from './people.ts';

/** The two services about tests are of the six to come. */
export async function openExamServices({ db, clock }: Pick<TestApi, 'db' | 'clock'>): Promise<void> {
  await openServices(db, clock.at, ['exam-appointment', 'exam-appointment-cancel']);
}

export async function newSite(db: Database, kind: AppointmentKind, office = OFFICE): Promise<string> {
  const id = randomUUID();
  const name = kind === 'exam' ? '驾驶人考试中心' : '驿城区机动车检测站';
  await db.appointmentSite.create({
    data: { id, kind, office, name: `${name} ${id}`, address: '驻马店市驿城区练江大道' },
  });
  return id;
}

export interface NewSession {
  readonly kind?: AppointmentKind;
  readonly siteId?: string;
  readonly on?: string;
  readonly from?: string;
  readonly capacity?: number;
  readonly subject?: ExamSubject;
  readonly classes?: readonly LicenceClass[];
  readonly state?: 'planned' | 'open' | 'closed';
  readonly office?: string;
}

/** A session of a site of its own, on 2015-11-10 at nine. */
export async function newSession(db: Database, wanted: NewSession = {}): Promise<string> {
  const { kind = 'inspection', on = '2015-11-10', from = '09:00', capacity = 20, state = 'open' } = wanted;
  const { office = OFFICE, subject = '2', classes = ['C1'] } = wanted;
  const [id, day] = [randomUUID(), parseLocalDate(on)];
  const isExam = kind === 'exam';
  await db.appointmentSession.create({
    data: {
      ...{ id, kind, capacity, state, office, on: new Date(day), createdAt: new Date('2015-11-01') },
      siteId: wanted.siteId ?? (await newSite(db, kind, office)),
      subject: isExam ? subject : null,
      classes: isExam ? [...classes] : [],
      startsAt: instantAt(day, from),
      endsAt: instantAt(day, '23:00'),
    },
  });
  return id;
}

let made = 0;

async function newPeople(db: Database, count: number, today: LocalDate): Promise<readonly Applicant[]> {
  const wanted = { service: 'plate-replace', today } as const;
  const requests = Array.from({ length: count }, (_, index) => ({ ...wanted, n: 80_000 + made + index }));
  made += count;
  return createApplicants(db, requests);
}

export interface CarOwner extends Person {
  readonly cars: readonly { readonly id: string; readonly subject: Applicant['subject'] }[];
}

/** Somebody registered online who owns so many cars, signed in. */
export async function carOwner(
  { url, db, clock }: Pick<TestApi, 'url' | 'db' | 'clock'>,
  cars = 1,
): Promise<CarOwner> {
  const people = await newPeople(db, cars, clock.today);
  const [first] = people;
  if (!first) throw new Error('an owner has a car');
  const { personId } = await db.account.update({
    where: { id: first.accountId },
    data: { kind: 'ind-online' },
  });
  const ids = people.map(({ vehicleId }) => vehicleId ?? '');
  await db.vehicle.updateMany({ where: { id: { in: ids } }, data: { ownerId: personId ?? '' } });
  const self = await signedIn(url, first.login);
  return { ...self, cars: people.map(({ vehicleId, subject }) => ({ id: vehicleId ?? '', subject })) };
}

/** Asks for a place in a session for one of somebody's cars. */
export function bookInspection(by: CarOwner, session: string, more: { car?: number; waits?: boolean } = {}) {
  const { car = 0, waits } = more;
  const form = { session, mobile: '13839600001', ...(waits === undefined ? {} : { waits }) };
  const subject = by.cars[car]?.subject ?? {};
  return by.ask(applications.create, { body: { service: 'inspection-appointment', subject, form } });
}

export interface Learner extends Person {
  /** Number of the licence application. */
  readonly no: string;
}

interface Learning {
  readonly cls?: LicenceClass;
  /** Day of the permit; null of who has none yet. */
  readonly permitIssuedOn?: string | null;
  readonly permitValidTo?: string;
  readonly passed?: readonly ExamSubject[];
  readonly state?: string;
  readonly office?: string;
  /** Outcomes of earlier bookings of subjects, with their days. */
  readonly attempts?: readonly (readonly [ExamSubject, string, 'passed' | 'failed' | 'absent'])[];
}

/** Somebody who learns to drive: with a permit of 2015-10-01 and 科目一 passed, where nothing else is said. */
export async function learner(
  { url, db, clock }: Pick<TestApi, 'url' | 'db' | 'clock'>,
  learning: Learning = {},
): Promise<Learner> {
  const [person] = await newPeople(db, 1, clock.today);
  if (!person) throw new Error('one learner was wanted');
  const { personId } = await db.account.update({
    where: { id: person.accountId },
    data: { kind: 'ind-online', subtype: 'learner' },
  });
  const no = personId ?? '';
  const { cls = 'C1', permitIssuedOn = '2015-10-01', passed = ['1'], attempts = [] } = learning;
  const issued = permitIssuedOn === null ? null : parseLocalDate(permitIssuedOn);
  const validTo = learning.permitValidTo ?? (issued && addYears(issued, 3));
  await db.licenceApplication.create({
    data: {
      ...{ no, cls, personId: no, acceptedOn: new Date('2015-09-20') },
      ...{ office: learning.office ?? OFFICE, state: learning.state ?? 'accepted' },
      subjectsPassed: [...passed],
      permitIssuedOn: issued && new Date(issued),
      permitValidTo: validTo && new Date(validTo),
      attempts: {
        create: attempts.map(([subject, on, outcome]) => ({ subject, on: new Date(on), outcome })),
      },
    },
  });
  return { ...(await signedIn(url, person.login)), no };
}

/** Asks for a place in an exam. */
export function bookExam(
  by: Learner,
  session: string,
  more: { subject?: ExamSubject; waits?: boolean } = {},
) {
  const { subject = '2', waits } = more;
  const form = { subject, session, confirmation: true, ...(waits === undefined ? {} : { waits }) };
  return by.ask(applications.create, { body: { service: 'exam-appointment', form } });
}

/** Cancels an exam by the number of its application. */
export function cancelExam(by: Person, appointment: string) {
  const body = { service: 'exam-appointment-cancel', form: { appointment } };
  return by.ask(applications.create, { body });
}

/** Gives a place back, or leaves the waiting list. */
export async function withdraw(by: Person, id: string) {
  const { version } = (await by.ask(applications.read, { params: { id } })).body;
  return by.ask(applications.withdraw, { params: { id }, version });
}

/** Enters what came of an appointment. */
export async function enterResult(by: Person, id: string, result: string) {
  const { version } = (await by.ask(applications.read, { params: { id } })).body;
  return by.ask(decisions.decide, { params: { id }, version, body: { action: 'record-result', result } });
}

/** The count of a session, and what its rows say. They are the same, or the database has been got round. */
export async function placesOf(db: Database, session: string) {
  const { booked, capacity } = await db.appointmentSession.findUniqueOrThrow({ where: { id: session } });
  const rows = await db.appointment.findMany({
    where: { sessionId: session },
    orderBy: { position: 'asc' },
  });
  const holding = rows.filter(({ state }) => ['booked', 'attended', 'absent'].includes(state));
  expect(booked).toBe(holding.length);
  expect(booked).toBeLessThanOrEqual(capacity);
  return { booked, states: rows.map(({ state }) => state) };
}
