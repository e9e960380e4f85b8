// Two decisions on one record: one of the two has to be withdrawn by a person. And whose window a record or a decision belongs to.
import { type Instant, toInstant } from '../../domain/calendar/local-date.ts';
import { isLocalDivision, LOCAL_OFFICE } from '../../domain/register/local.ts';
import type { Database } from '../client.ts';

/** A decision made elsewhere that cannot be written, since another stands on its record. */
export interface RivalDecision {
  readonly recordNo: string;
  readonly decisionNo: string;
  readonly receivedAt: Instant;
  /** null of a record of another city. */
  readonly office: string | null;
  /** The one that stands; null once it has been withdrawn and the sync has not run since. */
  readonly standing: { readonly decisionNo: string; readonly channel: string } | null;
}

/** What waits for a person, the longest waiting first. */
export async function listRivalDecisions(db: Database, limit: number): Promise<readonly RivalDecision[]> {
  const rows = await db.violationEntry.findMany({
    where: { kind: 'decision', awaits: 'person' },
    orderBy: [{ receivedAt: 'asc' }, { subject: 'asc' }],
    take: limit,
  });
  const records = await db.surveillanceRecord.findMany({
    where: { recordNo: { in: rows.map(({ recordNo }) => recordNo) } },
    select: {
      ...{ recordNo: true, division: true },
      decisions: { where: { state: { not: 'withdrawn' } }, select: { decisionNo: true, channel: true } },
    },
  });
  return rows.map(({ recordNo, subject: decisionNo, receivedAt }) => {
    const record = records.find((each) => each.recordNo === recordNo);
    return {
      ...{ recordNo, decisionNo, receivedAt: toInstant(receivedAt) },
      office: officeOf(record),
      standing: record?.decisions[0] ?? null,
    };
  });
}

/** The office whose windows a record belongs to; null of one of another city, undefined where there is none. */
export async function findOfficeOfRecord(db: Database, recordNo: string): Promise<string | null | undefined> {
  const record = await db.surveillanceRecord.findUnique({
    where: { recordNo },
    select: { division: true },
  });
  return record ? officeOf(record) : undefined;
}

/** The same of a decision. */
export async function findOfficeOfDecision(
  db: Database,
  decisionNo: string,
): Promise<string | null | undefined> {
  const decision = await db.penaltyDecision.findUnique({
    where: { decisionNo },
    select: { record: { select: { division: true } } },
  });
  return decision ? officeOf(decision.record) : undefined;
}

function officeOf(record: { readonly division: string } | undefined): string | null {
  return record && isLocalDivision(record.division) ? LOCAL_OFFICE : null;
}
