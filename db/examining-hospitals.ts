// 驾驶人体检医疗机构名单: which hospitals may examine drivers, for which classes, and from when until when.
import type { LocalDate } from '../domain/calendar/local-date.ts';
import { dateOf } from './calendar.ts';
import type { Database, Transaction } from './client.ts';

/** Whether a hospital is on the list on a day, and may examine for C5. */
export async function findListing(
  tx: Transaction,
  unitId: string,
  on: LocalDate,
): Promise<{ readonly examinesC5: boolean } | undefined> {
  const day = new Date(on);
  const row = await tx.examiningHospital.findFirst({
    where: { unitId, listedOn: { lte: day }, OR: [{ removedOn: null }, { removedOn: { gt: day } }] },
    select: { examinesC5: true },
  });
  return row ?? undefined;
}

export interface ListedHospital {
  readonly id: string;
  readonly unitId: string;
  readonly name: string;
  readonly orgCode: string;
  readonly office: string;
  readonly examinesC5: boolean;
  readonly listedOn: LocalDate;
  readonly removedOn: LocalDate | null;
}

const WITH_UNIT = { unit: { select: { name: true, orgCode: true, office: true } } } as const;

interface ListingRow {
  readonly id: string;
  readonly unitId: string;
  readonly unit: { readonly name: string; readonly orgCode: string; readonly office: string };
  readonly examinesC5: boolean;
  readonly listedOn: Date;
  readonly removedOn: Date | null;
}

function toHospital({ unit, listedOn, removedOn, ...row }: ListingRow): ListedHospital {
  return {
    ...{ id: row.id, unitId: row.unitId, examinesC5: row.examinesC5, ...unit },
    listedOn: dateOf(listedOn),
    removedOn: removedOn && dateOf(removedOn),
  };
}

/** The list, those still on it first; past listings stay for the record. */
export async function listHospitals(db: Database): Promise<readonly ListedHospital[]> {
  const rows = await db.examiningHospital.findMany({
    include: WITH_UNIT,
    orderBy: [{ removedOn: { sort: 'desc', nulls: 'first' } }, { listedOn: 'desc' }, { id: 'asc' }],
  });
  return rows.map(toHospital);
}

/** One listing. */
export async function findListedHospital(
  db: Database | Transaction,
  id: string,
): Promise<ListedHospital | undefined> {
  const row = await db.examiningHospital.findUnique({ where: { id }, include: WITH_UNIT });
  return row ? toHospital(row) : undefined;
}

/** The hospital of an organisation code that is registered and active. */
export async function findActiveHospital(tx: Transaction, orgCode: string) {
  const row = await tx.unit.findFirst({
    where: { orgCode, kind: 'hospital', state: 'active' },
    select: { id: true, office: true },
  });
  return row ?? undefined;
}

export interface NewListing {
  readonly unitId: string;
  readonly examinesC5: boolean;
  readonly listedOn: LocalDate;
}

/** Puts a hospital on the list and answers the listing's id; undefined where it is on it already, also under a race. */
export async function saveListing(
  tx: Transaction,
  { unitId, examinesC5, listedOn }: NewListing,
): Promise<string | undefined> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO examining_hospital (unit_id, examines_c5, listed_on)
    VALUES (${unitId}::uuid, ${examinesC5}, ${listedOn}::date)
    ON CONFLICT (unit_id) WHERE removed_on IS NULL DO NOTHING
    RETURNING id`;
  return row?.id;
}

/** Takes a hospital off the list from a day on; false where it was off it already. */
export async function endListing(tx: Transaction, id: string, removedOn: LocalDate): Promise<boolean> {
  const { count } = await tx.examiningHospital.updateMany({
    where: { id, removedOn: null },
    data: { removedOn: new Date(removedOn) },
  });
  return count > 0;
}
