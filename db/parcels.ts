// Parcels by tracking number: a number belongs to one parcel of one case for ever.
import type { Database } from './client.ts';
import type { FollowUp } from './follow-up.ts';

/** Takes the tracking numbers that a decision brings in; refuses one that is another case's. */
export const registerParcels: FollowUp = async (tx, { id, events, now }) => {
  for (const event of events) {
    if (event.type !== 'parcel-ordered' && event.type !== 'dispatched') continue;
    const [row] = await tx.$queryRaw<{ application_id: string }[]>`
      INSERT INTO parcel (tracking_number, application_id, attempt, created_at)
      SELECT ${event.trackingNumber}, ${id}::uuid,
             1 + (SELECT count(*) FROM parcel WHERE application_id = ${id}::uuid), ${now}::timestamptz
      ON CONFLICT (tracking_number) DO UPDATE SET tracking_number = EXCLUDED.tracking_number
      RETURNING application_id`;
    if (row?.application_id !== id) return { code: 'tracking-number-used', pointer: '/trackingNumber' };
  }
  return null;
};

/** The case a tracking number belongs to, if it is ours. */
export async function findCaseOfParcel(db: Database, trackingNumber: string): Promise<string | undefined> {
  const row = await db.parcelRecord.findUnique({
    where: { trackingNumber },
    select: { applicationId: true },
  });
  return row?.applicationId;
}
