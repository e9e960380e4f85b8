// What the platform holds about somebody who learns to drive, and where they were booked: for themselves.
import { toInstant } from '../domain/calendar/local-date.ts';
import { dateOf } from './calendar.ts';
import type { Transaction } from './client.ts';

/** Licence applications with the exams taken under them, newest first. */
export async function listOwnLearning(tx: Transaction, personId: string) {
  const rows = await tx.licenceApplication.findMany({
    where: { personId },
    orderBy: { acceptedOn: 'desc' },
    include: { attempts: { orderBy: { on: 'asc' } } },
  });
  return rows.map(({ no, cls, school, state, subjectsPassed, attempts, ...row }) => ({
    ...{ no, cls, school, state, subjectsPassed },
    acceptedOn: dateOf(row.acceptedOn),
    permitIssuedOn: row.permitIssuedOn && dateOf(row.permitIssuedOn),
    permitValidTo: row.permitValidTo && dateOf(row.permitValidTo),
    voidedOn: row.voidedOn && dateOf(row.voidedOn),
    attempts: attempts.map(({ subject, on, outcome, madeUp }) => ({
      ...{ subject, outcome, madeUp, on: dateOf(on) },
    })),
  }));
}

/** Places taken and waited for, newest first. */
export async function listOwnPlaces(tx: Transaction, applicantId: string) {
  const rows = await tx.appointment.findMany({
    where: { applicantId },
    orderBy: { createdAt: 'desc' },
    include: { session: { include: { site: true } } },
  });
  return rows.map(({ kind, state, session: { site, subject, startsAt } }) => ({
    ...{ kind, state, subject, site: site.name, startsAt: toInstant(startsAt) },
  }));
}
