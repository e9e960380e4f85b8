// The place of a case as its applicant and the office see it.
import type { AppointmentKind, ExamSubject } from '../domain/appointments/facts.ts';
import { type Instant, toInstant } from '../domain/calendar/local-date.ts';
import type { Prisma } from '../prisma/generated/client.ts';
import { stored } from './json.ts';

export const PLACE_PARTS = {
  session: {
    include: { site: true, appointments: { where: { state: 'waiting' }, select: { position: true } } },
  },
} as const satisfies Prisma.AppointmentInclude;

export interface ShownPlace {
  readonly sessionId: string;
  readonly kind: AppointmentKind;
  readonly site: string;
  readonly address: string;
  readonly subject: ExamSubject | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** How many wait before this one; null of one that does not wait. */
  readonly ahead: number | null;
}

/** Where and when somebody is to come, or how long the list before them is; null of a case without a place. */
export function shownPlace(
  row: Prisma.AppointmentGetPayload<{ include: typeof PLACE_PARTS }> | null,
): ShownPlace | null {
  if (row === null) return null;
  const { sessionId, state, position, session } = row;
  const { site, appointments } = session;
  return {
    sessionId,
    kind: stored<AppointmentKind>(row.kind),
    site: site.name,
    address: site.address,
    subject: stored<ExamSubject | null>(session.subject),
    startsAt: toInstant(session.startsAt),
    endsAt: toInstant(session.endsAt),
    ahead: state === 'waiting' ? appointments.filter((each) => each.position < position).length : null,
  };
}
