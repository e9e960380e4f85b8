// Parcels by tracking number: a number belongs to one parcel of one case for ever.
import type { ApplicationEvent } from '../domain/application/events.ts';
import type { Instant } from '../domain/calendar/local-date.ts';
import type { Refusal } from '../domain/refusals.ts';
import type { Database, Transaction } from './client.ts';

/** Takes the tracking numbers that a decision brings in; refuses one that is another case's. */
export async function registerParcels(
  tx: Transaction,
  applicationId: string,
  events: readonly ApplicationEvent[],
  at: Instant,
): Promise<Refusal | null> {
  for (const event of events) {
    if (event.type !== 'parcel-ordered' && event.type !== 'dispatched') continue;
    const [row] = await tx.$queryRaw<{ application_id: string }[]>`
      INSERT INTO parcel (tracking_number, application_id, attempt, created_at)
      SELECT ${event.trackingNumber}, ${applicationId}::uuid,
             1 + (SELECT count(*) FROM parcel WHERE application_id = ${applicationId}::uuid), ${at}::timestamptz
      ON CONFLICT (tracking_number) DO UPDATE SET tracking_number = EXCLUDED.tracking_number
      RETURNING application_id`;
    if (row?.application_id !== applicationId)
      return { code: 'tracking-number-used', pointer: '/trackingNumber' };
  }
  return null;
}

/** The case a tracking number belongs to, if it is ours. */
export async function findCaseOfParcel(db: Database, trackingNumber: string): Promise<string | undefined> {
  const row = await db.parcelRecord.findUnique({
    where: { trackingNumber },
    select: { applicationId: true },
  });
  return row?.applicationId;
}
