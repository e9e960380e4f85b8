// What passes between a case and the courier: where a parcel goes, and what was said of it.
import type { Application } from '../domain/application/application.ts';
import type { ParcelReport } from '../domain/application/events.ts';
import type { Instant } from '../domain/calendar/local-date.ts';
import { type Origin, saveAudit } from './audit.ts';
import type { Database, Transaction } from './client.ts';
import { stored } from './json.ts';
import type { PostalAddress } from './postal-address.ts';

export interface ParcelOrder extends PostalAddress {
  /** Case and parcel attempt: the courier makes one parcel a reference. */
  readonly reference: string;
}

export interface WantedParcel {
  /** Which parcel of the case the order is for. */
  readonly attempt: number;
  /** null when there is no address to send it to. */
  readonly order: ParcelOrder | null;
}

/** The parcel that a case still wants ordered; undefined when it wants none, or is unknown. */
export async function findWantedParcel(
  db: Database,
  applicationId: string,
): Promise<WantedParcel | undefined> {
  const row = await db.application.findUnique({
    where: { id: applicationId },
    select: { address: true, snapshot: true },
  });
  if (!row) return undefined;
  const { parcel, effects } = stored<Application>(row.snapshot);
  if (!parcel || !effects.some(({ name }) => name === 'order-parcel')) return undefined;
  const { attempt } = parcel;
  const order = row.address === null ? null : { ...row.address, reference: `${applicationId}/${attempt}` };
  return { attempt, order };
}

export interface CourierMovement {
  readonly eventNo: string;
  readonly report: ParcelReport;
  readonly occurredAt: Instant;
  readonly place: string;
  readonly handedBack: boolean;
}

/** Who reports of parcels. */
export const COURIER = { id: 'ems', role: 'courier' } as const;

export interface CourierReport {
  readonly trackingNumber: string;
  readonly movements: readonly CourierMovement[];
  readonly receivedAt: Instant;
  /** The courier's request; none where we asked. */
  readonly origin?: Origin;
}

/** Stores movements once by their event number; returns those that are new. */
export async function saveCourierEvents(
  db: Database,
  { trackingNumber, movements, receivedAt, origin }: CourierReport,
): Promise<readonly CourierMovement[]> {
  return db.$transaction(async (tx) => {
    const numbers = await addEvents(tx, { trackingNumber, movements, receivedAt });
    const fresh = movements.filter(({ eventNo }) => numbers.has(eventNo));
    if (fresh.length > 0) {
      const told = { action: 'store-parcel-events', object: `parcel/${trackingNumber}` };
      const states = { before: null, after: fresh };
      await saveAudit(tx, { at: receivedAt, actor: COURIER, ...told, origin, states });
    }
    return fresh;
  });
}

async function addEvents(
  tx: Transaction,
  { trackingNumber, movements, receivedAt }: CourierReport,
): Promise<ReadonlySet<string>> {
  const rows = JSON.stringify(movements);
  const added = await tx.$queryRaw<{ event_no: string }[]>`
    INSERT INTO courier_event (event_no, tracking_number, report, occurred_at, place, handed_back, received_at)
    SELECT m."eventNo", ${trackingNumber}, m.report, m."occurredAt", m.place, m."handedBack", ${receivedAt}::timestamptz
    FROM jsonb_to_recordset(${rows}::jsonb)
      AS m("eventNo" text, report text, "occurredAt" timestamptz, place text, "handedBack" boolean)
    ON CONFLICT (event_no) DO NOTHING RETURNING event_no`;
  return new Set(added.map((row) => row.event_no));
}

/** Everything the courier has said of a parcel, oldest first. */
export async function listMovements(db: Database, trackingNumbers: readonly string[]) {
  if (trackingNumbers.length === 0) return [];
  return db.courierEvent.findMany({
    where: { trackingNumber: { in: [...trackingNumbers] } },
    orderBy: { occurredAt: 'asc' },
  });
}
