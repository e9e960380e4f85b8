// A parcel's fate by itself: picked up, on its way, delivered, each so long after it was ordered.
import { setTimeout as wait } from 'node:timers/promises';
import type { CourierParcel, ReportRequest } from './messages.ts';

/** Times after the order, in the courier's own time. */
export interface AutoFate {
  readonly pickedUpAfterMs: number;
  readonly inTransitAfterMs: number;
  readonly deliveredAfterMs: number;
  /** Whether what has to come back is handed to the postman; true unless told otherwise. */
  readonly handedBack?: boolean;
}

export interface FateOptions {
  readonly auto: AutoFate;
  readonly now: () => Promise<Date>;
  readonly parcels: () => Iterable<CourierParcel>;
  readonly report: (trackingNumber: string, request: ReportRequest) => Promise<unknown>;
  readonly pollMs: number;
}

/** The next movement of a parcel that nobody else has taken in hand; null when its fate is complete. */
export function nextMovement(
  parcel: CourierParcel,
  auto: AutoFate,
): { dueAt: number; request: ReportRequest } | null {
  const ordered = Date.parse(parcel.orderedAt);
  const last = parcel.events.at(-1)?.report;
  if (last === undefined) return { dueAt: ordered + auto.pickedUpAfterMs, request: { report: 'picked-up' } };
  if (last === 'picked-up')
    return { dueAt: ordered + auto.inTransitAfterMs, request: { report: 'in-transit' } };
  if (last !== 'in-transit') return null;
  return {
    dueAt: ordered + auto.deliveredAfterMs,
    request: { report: 'delivered', handedBack: auto.handedBack ?? true },
  };
}

/** Lets parcels move. The courier's time may jump, so it is looked at again and again. Returns how to stop. */
export function letParcelsMove({ auto, now, parcels, report, pollMs }: FateOptions): () => void {
  const ended = new AbortController();

  const move = async (parcel: CourierParcel, until: number) => {
    for (
      let next = nextMovement(parcel, auto);
      next && next.dueAt <= until;
      next = nextMovement(parcel, auto)
    ) {
      const occurredAt = new Date(next.dueAt).toISOString();
      await report(parcel.trackingNumber, { ...next.request, occurredAt });
    }
  };
  const watch = async () => {
    while (!ended.signal.aborted) {
      const until = (await now()).getTime();
      for (const parcel of parcels()) await move(parcel, until);
      await wait(pollMs, undefined, { signal: ended.signal });
    }
  };
  watch().catch((error: unknown) => {
    if (!ended.signal.aborted) throw error;
  });
  return () => ended.abort();
}
