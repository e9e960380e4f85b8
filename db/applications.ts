// Reading applications: one whole, or lists by keyset.
import type { Application } from '../domain/application/application.ts';
import { completed } from '../domain/application/evolve.ts';
import type { LocalDate } from '../domain/calendar/local-date.ts';
import type { Prisma } from '../prisma/generated/client.ts';
import { PLACE_PARTS } from './appointment-places.ts';
import { dateOf } from './calendar.ts';
import type { Database } from './client.ts';
import { stored } from './json.ts';

const PARTS = {
  events: { orderBy: { seq: 'asc' } },
  tasks: { where: { state: 'open' } },
  parcels: { orderBy: { attempt: 'asc' } },
  bodyExam: {
    select: { certNo: true, validTo: true, conclusion: true, classes: true, unfitClasses: true },
  },
  appointment: { include: PLACE_PARTS },
  plateReservation: { select: { mode: true } },
  documents: { select: { id: true, kind: true, mediaType: true, sizeBytes: true, sha256: true } },
} as const satisfies Prisma.ApplicationInclude;

export type ApplicationRow = NonNullable<Awaited<ReturnType<typeof findApplication>>>;

/** An application with its events, open task, parcels and documents. */
export async function findApplication(db: Database, id: string) {
  return (await db.application.findUnique({ where: { id }, include: PARTS })) ?? undefined;
}

/** The same by its public number, with what is stored of the tracking secret. */
export async function findApplicationByNumber(
  db: Database,
  number: string,
): Promise<ApplicationRow | undefined> {
  return (await db.application.findUnique({ where: { number }, include: PARTS })) ?? undefined;
}

/** What permissions on a case look at, and nothing else: who may not see it must not tell from the time that it is there. */
export async function findCaseHolder(db: Database, id: string) {
  const select = { applicantId: true, office: true, submittedAt: true } as const;
  return (await db.application.findUnique({ where: { id }, select })) ?? undefined;
}

/** Whose a case is and where it stands, without what was entered; undefined where there is none. */
export async function findCase(db: Database, where: { readonly id: string } | { readonly number: string }) {
  const select = {
    id: true,
    number: true,
    service: true,
    office: true,
    applicantId: true,
    submittedAt: true,
  } as const;
  const row = await db.application.findUnique({ where, select: { ...select, snapshot: true } });
  if (row === null) return undefined;
  const { snapshot, ...named } = row;
  return { ...named, application: stateOf({ snapshot }) };
}

/** What an examination came to, as its hospital is told. */
export interface IssuedCertificate {
  readonly certNo: string;
  readonly validTo: LocalDate;
  readonly conclusion: string;
  readonly classes: readonly string[];
  readonly unfitClasses: readonly string[];
}

/** The certificate of an examination's case; null of every other, and until it is issued. */
export function certificateOf({ bodyExam }: ApplicationRow): IssuedCertificate | null {
  return bodyExam && { ...bodyExam, validTo: dateOf(bodyExam.validTo) };
}

/** The folded state of a row. */
export function stateOf(row: { readonly snapshot: unknown }): Application {
  return completed(stored<Partial<Application>>(row.snapshot));
}

export interface ApplicationListItem {
  readonly id: string;
  readonly number: string;
  readonly service: string;
  readonly state: string;
  readonly version: number;
  readonly zone: string | null;
  readonly deliveryMode: string | null;
  readonly createdAt: Date;
  readonly submittedAt: Date | null;
  readonly acceptBy: Date | null;
  readonly deliverBy: Date | null;
  readonly closedAt: Date | null;
}

/** Those that fit, newest first, from after the given position. */
export async function listApplications(
  db: Database,
  where: Prisma.ApplicationWhereInput,
  { after, limit }: { after: { createdAt: Date; id: string } | null; limit: number },
): Promise<readonly ApplicationListItem[]> {
  const position = after && {
    OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }],
  };
  return db.application.findMany({
    where: { AND: [where, position ?? {}] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
    select: {
      id: true,
      number: true,
      service: true,
      state: true,
      version: true,
      zone: true,
      deliveryMode: true,
      createdAt: true,
      submittedAt: true,
      acceptBy: true,
      deliverBy: true,
      closedAt: true,
    },
  });
}
