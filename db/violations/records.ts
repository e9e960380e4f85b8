// Records and decisions as they are shown: to the owner of the vehicle, to the holder of the licence, at a window.
import { isLocalDivision, LOCAL_OFFICE } from '../../domain/register/local.ts';
import type { Prisma } from '../../prisma/generated/client.ts';
import type { Database } from '../client.ts';

const SHOWN = {
  vehicle: { select: { ownerId: true } },
  evidence: {
    select: { id: true, position: true, mediaType: true, takenAt: true },
    orderBy: { position: 'asc' },
  },
  decisions: { where: { state: { not: 'withdrawn' } }, select: { decisionNo: true, licenceId: true } },
} as const satisfies Prisma.SurveillanceRecordInclude;

export type ShownRecord = Prisma.SurveillanceRecordGetPayload<{ include: typeof SHOWN }>;

/** What has been checked by an officer; what has not is shown to nobody. */
const CHECKED = { state: { not: 'recorded' } } as const;

export interface RecordPosition {
  readonly occurredAt: string;
  readonly recordNo: string;
}

export interface RecordFilter {
  readonly state?: string | undefined;
  readonly vehicleId?: string | undefined;
}

interface PageWanted<P> {
  readonly after: P | null;
  readonly limit: number;
}

/** Records of the vehicles somebody owns, newest first. */
export async function listOwnRecords(
  db: Database,
  ownerId: string,
  { state, vehicleId }: RecordFilter,
  { after, limit }: PageWanted<RecordPosition>,
): Promise<readonly ShownRecord[]> {
  return db.surveillanceRecord.findMany({
    where: {
      AND: [CHECKED, state === undefined ? {} : { state }, after === null ? {} : beyond(after)],
      vehicle: { ownerId, ...(vehicleId === undefined ? {} : { id: vehicleId }) },
    },
    include: SHOWN,
    orderBy: [{ occurredAt: 'desc' }, { recordNo: 'desc' }],
    take: limit,
  });
}

function beyond({ occurredAt, recordNo }: RecordPosition): Prisma.SurveillanceRecordWhereInput {
  return { OR: [{ occurredAt: { lt: occurredAt } }, { occurredAt, recordNo: { lt: recordNo } }] };
}

/** A record by its number; undefined where there is none to show. */
export async function findRecord(db: Database, recordNo: string): Promise<ShownRecord | undefined> {
  return (
    (await db.surveillanceRecord.findFirst({ where: { ...CHECKED, recordNo }, include: SHOWN })) ?? undefined
  );
}

/** How a window names records. */
export type RecordLookup =
  | { readonly recordNo: string }
  | { readonly plateCategory: string; readonly plateNumber: string };

const MOST_LOOKED_UP = 100;

/** Records of a number or a plate, newest first. */
export async function lookUpRecords(db: Database, key: RecordLookup): Promise<readonly ShownRecord[]> {
  return db.surveillanceRecord.findMany({
    where: { ...CHECKED, ...key },
    include: SHOWN,
    orderBy: [{ occurredAt: 'desc' }, { recordNo: 'desc' }],
    take: MOST_LOOKED_UP,
  });
}

/** The fields by which rules see a record, for somebody: own where the vehicle is, of the office where it is of this city. */
export function violationSeenBy(
  { division, vehicle }: Pick<ShownRecord, 'division' | 'vehicle'>,
  { id, personId }: { readonly id: string; readonly personId: string | null },
) {
  const isOwn = personId !== null && vehicle?.ownerId === personId;
  return { ownerId: isOwn ? id : null, office: isLocalDivision(division) ? LOCAL_OFFICE : null };
}

/** A picture with the record it belongs to; undefined where there is none. */
export async function findEvidence(db: Database, id: string) {
  const row = await db.evidence.findUnique({
    where: { id },
    include: { record: { include: { vehicle: { select: { ownerId: true } } } } },
  });
  return row === null || row.record.state === 'recorded' ? undefined : row;
}
