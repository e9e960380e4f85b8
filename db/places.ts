// What a case's events do to places, in the transaction that records them. Locks: the session first, then its cases; whoever
// holds a case's lock alone never asks for the session's. The count follows the rows by a trigger (prisma/migrations).

import type { Command } from '../domain/application/commands.ts';
import type { Place } from '../domain/application/events.ts';
import type { BookingFacts } from '../domain/appointments/facts.ts';
import { addMonths, type Instant, localDateOf } from '../domain/calendar/local-date.ts';
import type { Form, Service } from '../domain/services/define.ts';
import { textIn } from '../domain/services/parts/rules.ts';
import type { SignedInAccount } from './accounts.ts';
import { findSessionFacts } from './appointment-sessions.ts';
import { dateOf } from './calendar.ts';
import type { Transaction } from './client.ts';
import type { DecideRequest } from './decision.ts';
import { recordAbsence } from './exam-attempts.ts';
import type { FollowedDecision, FollowUp } from './follow-up.ts';

/** Absences are looked for this far back: a year, and the month for which a block may last. */
const MONTHS_LOOKED_BACK = 14;

interface Wanted {
  readonly service: Service;
  readonly form: Form;
  readonly account: SignedInAccount;
  readonly now: Instant;
}

/** The session named in the form, locked, with the applicant's absences; null of a service that is not by appointment. */
export async function readBooking(
  tx: Transaction,
  { service, form, account, now }: Wanted,
): Promise<BookingFacts | null> {
  if (!service.appointment) return null;
  const { kind } = service.appointment;
  const id = textIn(form, 'session');
  const since = new Date(addMonths(localDateOf(now), -MONTHS_LOOKED_BACK));
  const absences = await tx.appointment.findMany({
    where: { applicantId: account.id, kind, state: 'absent', session: { on: { gte: since } } },
    select: { session: { select: { on: true } } },
  });
  const of = { kind, office: account.office };
  const session = id === '' ? null : await findSessionFacts(tx, id, of, form.waits === true);
  return { session, absencesOn: absences.map(({ session: { on } }) => dateOf(on)) };
}

/** Actions that give a place back or take one. */
const MOVES_PLACES: readonly Command['action'][] = ['withdraw', 'cancel-booking', 'call-off', 'take-place'];

/** Whoever gives a place back asks for the session's lock before the case's. */
export async function lockSessionFor(
  tx: Transaction,
  { applicationId, command }: Pick<DecideRequest, 'applicationId' | 'command'>,
): Promise<void> {
  if (typeof command === 'function' || !MOVES_PLACES.includes(command.action)) return;
  await tx.$queryRaw`
    SELECT 1 FROM appointment_session
    WHERE id = (SELECT session_id FROM appointment WHERE application_id = ${applicationId}::uuid)
    FOR UPDATE`;
}

/** What a decision's events do to places. */
export const holdPlaces: FollowUp = async (tx, decision) => {
  const { id, events, now } = decision;
  for (const event of events) {
    switch (event.type) {
      case 'place-taken':
        await savePlace(tx, decision, event.place, 'booked');
        break;
      case 'place-awaited':
        await savePlace(tx, decision, event.place, 'waiting');
        break;
      case 'place-given':
        await tx.appointment.update({
          where: { applicationId: id },
          data: { state: 'booked', bookedAt: now },
        });
        break;
      case 'place-not-given':
        await moveTo(tx, id, 'not-placed');
        break;
      case 'attended':
        await moveTo(tx, id, 'attended');
        break;
      case 'absent':
        await moveTo(tx, id, 'absent');
        await recordAbsence(tx, id);
        break;
      case 'called-off':
        await moveTo(tx, id, 'called-off');
        break;
      case 'cancelled':
        await giveBack(tx, decision);
        break;
      default:
        break;
    }
  }
  return null;
};

/** Under the session's lock: the last place is given once, and those who wait stand in the order in which they asked. */
async function savePlace(
  tx: Transaction,
  { id, now }: FollowedDecision,
  { sessionId }: Place,
  state: 'booked' | 'waiting',
): Promise<void> {
  const bookedAt = state === 'booked' ? now : null;
  await tx.$executeRaw`
    INSERT INTO appointment (application_id, session_id, kind, applicant_id, state, position, booked_at, created_at)
    SELECT a.id, s.id, s.kind, a.applicant_id, ${state},
           1 + (SELECT coalesce(max(position), 0) FROM appointment WHERE session_id = s.id),
           ${bookedAt}::timestamptz, ${now}::timestamptz
    FROM application a, appointment_session s
    WHERE a.id = ${id}::uuid AND s.id = ${sessionId}::uuid`;
}

async function moveTo(tx: Transaction, applicationId: string, state: string): Promise<void> {
  await tx.appointment.updateMany({ where: { applicationId }, data: { state } });
}

const PLACES = { id: 'places', role: 'system' } as const;

/** The place is free again; the first of those who wait and still may gets it at once. */
async function giveBack(tx: Transaction, { id, decideAlso }: FollowedDecision): Promise<void> {
  const place = await tx.appointment.findUnique({ where: { applicationId: id } });
  if (!place) return;
  await moveTo(tx, id, 'cancelled');
  if (place.state !== 'booked') return;
  for (;;) {
    const next = await tx.appointment.findFirst({
      where: { sessionId: place.sessionId, state: 'waiting' },
      orderBy: { position: 'asc' },
    });
    if (!next) return;
    const { refusal } = await decideAlso({
      applicationId: next.applicationId,
      command: { action: 'take-place' },
      actor: PLACES,
    });
    if (!refusal) return;
    // Its wait was over, and it has just been told so; should a row be left over, it would be asked for ever.
    await moveTo(tx, next.applicationId, 'not-placed');
  }
}
