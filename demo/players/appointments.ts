// People with an appointment: an owner whose car is inspected, learners who are examined, each in a session of their own.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import type { AppointmentKind } from '../../domain/appointments/facts.ts';
import { addDays, addYears, instantAt, type LocalDate } from '../../domain/calendar/local-date.ts';
import { createApplicantFor } from '../../prisma/seed/applicants.ts';
import { OFFICE } from '../../prisma/seed/register.ts';
import { type Cast, type Casting, FIRST_OF_OTHERS } from './player.ts';

export const castForInspection: Cast = async (db, casting) => {
  const { today, n, sessionOn } = casting;
  const { login, subject, address } = await createApplicantFor(db, 'plate-replace', {
    ...{ today, n: FIRST_OF_OTHERS + n },
  });
  const session = await newSession(db, 'inspection', sessionOn);
  return {
    login,
    documentKinds: [],
    submission: async () => ({ subject, form: { session, mobile: address.mobile } }),
  };
};

export const castForExam: Cast = async (db, casting) => {
  const login = await newLearner(db, casting);
  const session = await newSession(db, 'exam', casting.sessionOn);
  return { login, documentKinds: [], submission: async () => ({ form: examForm(session) }) };
};

/** Books first, and hands in that it is cancelled. */
export const castForExamCancelling: Cast = async (db, casting) => {
  const login = await newLearner(db, casting);
  const session = await newSession(db, 'exam', casting.sessionOn);
  return {
    login,
    documentKinds: [],
    submission: async ({ person }) => {
      const body = { service: 'exam-appointment', form: examForm(session) };
      const booked = await person.call('POST', '/api/v1/applications', { body });
      return { form: { appointment: z.object({ number: z.string() }).parse(booked.body).number } };
    },
  };
};

const examForm = (session: string) => ({ subject: '2', session, confirmation: true });

/** Somebody with a permit of two months ago who has passed 科目一. Returns the login. */
async function newLearner(db: Database, { n, today }: Casting): Promise<string> {
  const { login, accountId } = await createApplicantFor(db, 'plate-replace', {
    ...{ today, n: FIRST_OF_OTHERS + n },
  });
  const { personId } = await db.account.update({
    where: { id: accountId },
    data: { kind: 'ind-online', subtype: 'learner' },
  });
  const issuedOn = addDays(today, -60);
  await db.licenceApplication.create({
    data: {
      ...{ no: `DEMO${String(n).padStart(6, '0')}`, cls: 'C1', personId: personId ?? '', office: OFFICE },
      acceptedOn: new Date(addDays(today, -75)),
      permitIssuedOn: new Date(issuedOn),
      permitValidTo: new Date(addYears(issuedOn, 3)),
      subjectsPassed: ['1'],
    },
  });
  return login;
}

/** A session from nine to eleven. */
async function newSession(db: Database, kind: AppointmentKind, on: LocalDate): Promise<string> {
  const [id, siteId] = [randomUUID(), randomUUID()];
  const name = kind === 'exam' ? '驾驶人考试中心' : '驿城区机动车检测站';
  const place = { kind, office: OFFICE };
  await db.appointmentSite.create({
    data: { id: siteId, ...place, name: `${name} ${id.slice(0, 4)}`, address: '驻马店市驿城区练江大道' },
  });
  await db.appointmentSession.create({
    data: {
      ...{ id, siteId, ...place, capacity: 10, state: 'open', on: new Date(on), createdAt: new Date(on) },
      ...(kind === 'exam' ? { subject: '2', classes: ['C1'] } : { classes: [] }),
      ...{ startsAt: instantAt(on, '09:00'), endsAt: instantAt(on, '11:00') },
    },
  });
  return id;
}
