// Sessions of stations and exam sites: read under their lock, offered, opened and closed.
import { randomUUID } from 'node:crypto';
import { hasRoom } from '../domain/appointments/booking-rules.ts';
import type { AppointmentKind, ExamSubject, SessionFacts } from '../domain/appointments/facts.ts';
import { type Instant, type LocalDate, localDateOf, toInstant } from '../domain/calendar/local-date.ts';
import type { LicenceClass } from '../domain/register/codes.ts';
import type { Prisma } from '../prisma/generated/client.ts';
import { dateOf } from './calendar.ts';
import type { Database, Transaction } from './client.ts';
import { stored } from './json.ts';

export type SessionState = 'planned' | 'open' | 'closed';

export interface Site {
  readonly id: string;
  readonly kind: AppointmentKind;
  readonly name: string;
  readonly address: string;
  readonly office: string;
}

/** A session as it is listed: its site, and how many may still come. */
export interface ListedSession extends Omit<SessionFacts, 'site' | 'isOpen'> {
  readonly site: Site;
  readonly state: SessionState;
  readonly waiting: number;
}

const PARTS = {
  site: true,
  _count: { select: { appointments: { where: { state: 'waiting' } } } },
} as const satisfies Prisma.AppointmentSessionInclude;

type Row = Prisma.AppointmentSessionGetPayload<{ include: typeof PARTS }>;

function toListed(row: Row): ListedSession {
  const { id, office, capacity, booked, site } = row;
  return {
    ...{ id, office, capacity, booked },
    kind: stored<AppointmentKind>(row.kind),
    subject: stored<ExamSubject | null>(row.subject),
    classes: stored<readonly LicenceClass[]>(row.classes),
    site: { ...site, kind: stored<AppointmentKind>(site.kind) },
    on: dateOf(row.on),
    startsAt: toInstant(row.startsAt),
    endsAt: toInstant(row.endsAt),
    state: stored<SessionState>(row.state),
    waiting: row._count.appointments,
  };
}

/** Takes the lock of a session: whoever changes its places waits here. False when there is none. */
export async function lockSession(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM appointment_session WHERE id = ${id}::uuid FOR UPDATE`;
  return rows.length > 0;
}

/**
 * A session that was published at an office, under its lock; null when there is no such one. Who would not wait for a place
 * (`waits`) need not wait for the lock of a session that is full: the crowd before a full one does not stand in each other's way.
 */
export async function findSessionFacts(
  tx: Transaction,
  id: string,
  of: { readonly kind: AppointmentKind; readonly office: string },
  waits: boolean,
): Promise<SessionFacts | null> {
  const seen = await readFacts(tx, id, of);
  if (seen === null || (!hasRoom(seen) && !waits)) return seen;
  await lockSession(tx, id);
  return readFacts(tx, id, of);
}

async function readFacts(
  tx: Transaction,
  id: string,
  of: { readonly kind: AppointmentKind; readonly office: string },
): Promise<SessionFacts | null> {
  const where = { id, ...of, state: { not: 'planned' } };
  const row = await tx.appointmentSession.findFirst({ where, include: PARTS });
  if (!row) return null;
  const { site, state, waiting: _waiting, ...facts } = toListed(row);
  return { ...facts, site: site.name, isOpen: state === 'open' };
}

export interface SessionFilter {
  readonly office: string;
  readonly kind?: AppointmentKind | undefined;
  readonly siteId?: string | undefined;
  readonly subject?: ExamSubject | undefined;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Every state where left out. */
  readonly state?: SessionState | undefined;
}

/** Sessions of an office between two days, in the order of time. */
export async function listSessions(db: Database, filter: SessionFilter): Promise<readonly ListedSession[]> {
  const { office, kind, siteId, subject, state, from, to } = filter;
  const named = Object.fromEntries(
    Object.entries({ kind, siteId, subject, state }).filter(([, value]) => value !== undefined),
  );
  const rows = await db.appointmentSession.findMany({
    where: { office, ...named, on: { gte: new Date(from), lte: new Date(to) } },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    include: PARTS,
  });
  return rows.map(toListed);
}

/** A session by its id; undefined when there is none. */
export async function findSession(
  db: Database | Transaction,
  id: string,
): Promise<ListedSession | undefined> {
  const row = await db.appointmentSession.findUnique({ where: { id }, include: PARTS });
  return row ? toListed(row) : undefined;
}

/** Stations and exam sites of an office. */
export async function listSites(db: Database, office: string): Promise<readonly Site[]> {
  const rows = await db.appointmentSite.findMany({
    where: { office },
    orderBy: [{ kind: 'asc' }, { name: 'asc' }],
  });
  return rows.map((row) => ({ ...row, kind: stored<AppointmentKind>(row.kind) }));
}

/** A site by its id; undefined when there is none. */
export async function findSite(db: Database | Transaction, id: string): Promise<Site | undefined> {
  const row = await db.appointmentSite.findUnique({ where: { id } });
  return row ? { ...row, kind: stored<AppointmentKind>(row.kind) } : undefined;
}

export interface PlannedSession {
  readonly site: Site;
  readonly subject: ExamSubject | null;
  readonly classes: readonly LicenceClass[];
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly capacity: number;
}

/** Plans a session: it is offered once it is published. */
export async function saveSession(tx: Transaction, planned: PlannedSession, now: Instant): Promise<string> {
  const { site, subject, classes, startsAt, endsAt, capacity } = planned;
  const { id } = await tx.appointmentSession.create({
    data: {
      ...{ id: randomUUID(), siteId: site.id, kind: site.kind, office: site.office, subject, capacity },
      ...{ classes: [...classes], startsAt, endsAt, on: new Date(localDateOf(startsAt)), createdAt: now },
    },
  });
  return id;
}

/** Whether the site holds a session of the subject at that time already; one that was called off does not count. */
export async function isPlanned(
  tx: Transaction,
  { site, startsAt, subject }: Pick<PlannedSession, 'site' | 'startsAt' | 'subject'>,
): Promise<boolean> {
  const where = { siteId: site.id, startsAt, subject, state: { not: 'closed' } };
  return (await tx.appointmentSession.count({ where })) > 0;
}

/** Publishes or closes a session. */
export async function saveSessionState(
  tx: Transaction,
  id: string,
  state: 'open' | 'closed',
  at: Instant,
): Promise<void> {
  const when = state === 'open' ? { publishedAt: at } : { closedAt: at };
  await tx.appointmentSession.update({ where: { id }, data: { state, ...when } });
}

/** Cases that hold a place in a session or wait for one, in the order in which they asked. */
export async function listPlaceHolders(tx: Transaction, sessionId: string): Promise<readonly string[]> {
  const rows = await tx.appointment.findMany({
    where: { sessionId, state: { in: ['booked', 'waiting'] } },
    orderBy: { position: 'asc' },
    select: { applicationId: true },
  });
  return rows.map(({ applicationId }) => applicationId);
}
