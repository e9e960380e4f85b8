// Exams as they enter a licence application: the attempt, the subjects passed, the permit, and what a fifth failure voids.
import type { ExamBookingFacts, ExamSubject, LearningFacts } from '../domain/appointments/facts.ts';
import { afterExam, type ExamTaken } from '../domain/exams/after-exam.ts';
import type { LicenceClass } from '../domain/register/codes.ts';
import type { Prisma } from '../prisma/generated/client.ts';
import { dateOf } from './calendar.ts';
import type { Transaction } from './client.ts';
import { stored } from './json.ts';

const PARTS = { attempts: true } as const satisfies Prisma.LicenceApplicationInclude;

type Row = Prisma.LicenceApplicationGetPayload<{ include: typeof PARTS }>;

/** No two open cases of a learner are about the same subject: what their key is made of. */
export function learningKey(no: string, subject: string): string {
  return `${no}/${subject}`;
}

function learningNoOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/'));
}

/** A licence application as the rules want it, and where it was accepted. */
export interface Learning {
  readonly facts: LearningFacts;
  readonly office: string;
}

/** Somebody's licence application: one of the office before others, an open one before those that are over, the newest first. */
export async function findLearning(
  tx: Transaction,
  personId: string,
  office: string,
  exceptId: string | null,
): Promise<Learning | undefined> {
  const rows = await tx.licenceApplication.findMany({
    where: { personId },
    orderBy: { acceptedOn: 'desc' },
    include: PARTS,
  });
  const rank = (row: Row) => (row.office === office ? 2 : 0) + (row.state === 'accepted' ? 1 : 0);
  const [row] = rows.toSorted((one, other) => rank(other) - rank(one));
  if (!row) return undefined;
  return { facts: toFacts(row, await openBookings(tx, personId, exceptId)), office: row.office };
}

/** Exams that somebody is booked for, or waits for, and has not sat yet. */
async function openBookings(
  tx: Transaction,
  personId: string,
  exceptId: string | null,
): Promise<readonly ExamBookingFacts[]> {
  const rows = await tx.appointment.findMany({
    where: { kind: 'exam', application: { open: true, applicant: { personId } } },
    include: { session: true },
  });
  return rows
    .filter(({ applicationId }) => applicationId !== exceptId)
    .map(({ session: { subject, on } }) => ({
      ...{ subject: stored<ExamSubject>(subject), on: dateOf(on), outcome: 'open' as const },
    }));
}

function toFacts(row: Row, open: readonly ExamBookingFacts[]): LearningFacts {
  const attempts = row.attempts.map(({ subject, on, outcome }) => ({
    subject: stored<ExamSubject>(subject),
    on: dateOf(on),
    outcome: stored<ExamBookingFacts['outcome']>(outcome),
  }));
  return {
    no: row.no,
    cls: stored<LicenceClass>(row.cls),
    acceptedOn: dateOf(row.acceptedOn),
    permitIssuedOn: row.permitIssuedOn && dateOf(row.permitIssuedOn),
    permitValidTo: row.permitValidTo && dateOf(row.permitValidTo),
    isOpen: row.state === 'accepted',
    passed: stored<readonly ExamSubject[]>(row.subjectsPassed),
    bookings: [...attempts, ...open],
  };
}

/** Who did not come has failed. Of an inspection nothing is entered. */
export async function recordAbsence(tx: Transaction, applicationId: string): Promise<void> {
  await recordAttempt(tx, applicationId, { outcome: 'absent', madeUp: false });
}

interface Result extends Pick<ExamTaken, 'outcome'> {
  /** The make-up exam of the day was taken. */
  readonly madeUp: boolean;
}

/** Enters the result of a case's exam, once: the row of the case is unique. */
export async function recordAttempt(
  tx: Transaction,
  applicationId: string,
  { outcome, madeUp }: Result,
): Promise<void> {
  const place = await tx.appointment.findUnique({
    where: { applicationId },
    include: { session: true, application: { select: { subjectKey: true } } },
  });
  if (place?.kind !== 'exam') return;
  const { session, application } = place;
  const learningNo = learningNoOf(application.subjectKey ?? '');
  await tx.$queryRaw`SELECT 1 FROM licence_application WHERE no = ${learningNo} FOR UPDATE`;
  const row = await tx.licenceApplication.findUniqueOrThrow({ where: { no: learningNo }, include: PARTS });
  const exam = { subject: stored<ExamSubject>(session.subject), on: dateOf(session.on), outcome };
  const after = afterExam(toFacts(row, []), exam);
  await tx.examAttempt.create({
    data: { learningNo, applicationId, madeUp, outcome, subject: exam.subject, on: session.on },
  });
  await tx.licenceApplication.update({
    where: { no: learningNo },
    data: {
      subjectsPassed: [...after.passed],
      permitIssuedOn: after.permitIssuedOn && new Date(after.permitIssuedOn),
      permitValidTo: after.permitValidTo && new Date(after.permitValidTo),
      ...(after.isVoided ? { voidedOn: session.on } : {}),
      ...(after.isComplete ? { state: 'passed' } : {}),
    },
  });
}
