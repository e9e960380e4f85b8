// An own exam appointment by the number of its application, under the locks of its session and its case: what is judged
// cancellable is cancelled in the same transaction.
import { textIn } from '../../domain/services/parts/rules.ts';
import { lockSession } from '../appointment-sessions.ts';
import { dateOf } from '../calendar.ts';
import type { SubjectSource } from './subject.ts';

/** States in which a place is held or waited for. */
const BOOKED: readonly string[] = ['booked', 'waiting', 'expected'];

export const readExamAppointment: SubjectSource = async (tx, { account, form }) => {
  const number = textIn(form, 'appointment').toUpperCase();
  const place = await tx.appointment.findFirst({
    where: { kind: 'exam', applicantId: account.id, application: { number } },
    include: { session: true },
  });
  if (!place) return undefined;
  const { applicationId, session } = place;
  await lockSession(tx, session.id);
  const [row] = await tx.$queryRaw<{ state: string }[]>`
    SELECT state FROM application WHERE id = ${applicationId}::uuid FOR UPDATE`;
  const isBooked = BOOKED.includes(row?.state ?? '');
  return {
    subject: { 'exam-appointment': { applicationId, on: dateOf(session.on), isBooked } },
    owned: true,
    local: true,
    key: applicationId,
    vehicleId: null,
    licenceId: null,
  };
};
