// The courier's books: which numbers it gave out, what happened to each parcel, and what it still has to tell.
import { randomInt } from 'node:crypto';
import { buildTrackingNumber } from '../../domain/identity/tracking-number.ts';
import { openLedger } from './ledger.ts';
import type { CourierEvent, CourierParcel, ParcelOrder, ReportRequest } from './messages.ts';

const SERVICE = 'EA';
const SERIALS = 100_000_000;
const DEFAULT_PLACE = '驻马店邮件处理中心';

type Entry =
  | {
      readonly kind: 'parcel';
      readonly serial: number;
      readonly trackingNumber: string;
      readonly at: string;
      readonly order: ParcelOrder;
    }
  | { readonly kind: 'event'; readonly event: CourierEvent; readonly copies: number }
  | { readonly kind: 'told'; readonly eventNo: string; readonly copy: number };

interface OpenParcel extends CourierParcel {
  readonly events: CourierEvent[];
}

export interface Owed {
  readonly event: CourierEvent;
  readonly copy: number;
}

export interface Books {
  readonly parcels: ReadonlyMap<string, CourierParcel>;
  findByReference(reference: string): CourierParcel | undefined;
  takeParcel(order: ParcelOrder, at: Date): CourierParcel;
  noteEvent(parcel: CourierParcel, request: ReportRequest, at: Date, copies: number): CourierEvent;
  noteTold(eventNo: string, copy: number): void;
  /** What was to be told before the last end and was not. */
  readonly owed: readonly Owed[];
  close(): void;
}

export function openBooks(file: string | null): Books {
  const parcels = new Map<string, OpenParcel>();
  const byReference = new Map<string, OpenParcel>();
  const owed = new Map<string, Owed>();
  // Books begin anywhere, so that a customer whose books are older meets no number twice.
  let serial = randomInt(SERIALS);

  const enter = (entry: Entry) => {
    if (entry.kind === 'parcel') {
      const parcel = {
        trackingNumber: entry.trackingNumber,
        orderedAt: entry.at,
        order: entry.order,
        events: [],
      };
      parcels.set(entry.trackingNumber, parcel);
      byReference.set(entry.order.reference, parcel);
      serial = entry.serial;
    } else if (entry.kind === 'event') {
      parcels.get(entry.event.trackingNumber)?.events.push(entry.event);
      for (let copy = 1; copy <= entry.copies; copy += 1)
        owed.set(`${entry.event.eventNo}/${copy}`, { event: entry.event, copy });
    } else {
      owed.delete(`${entry.eventNo}/${entry.copy}`);
    }
  };
  const ledger = openLedger(file, enter);
  const write = (entry: Entry) => {
    ledger.append(entry);
    enter(entry);
  };
  const owedAtOpening = [...owed.values()];

  return {
    parcels,
    owed: owedAtOpening,
    findByReference: (reference) => byReference.get(reference),
    takeParcel(order, at) {
      const next = (serial + 1) % SERIALS;
      const trackingNumber = buildTrackingNumber(SERVICE, next);
      write({ kind: 'parcel', serial: next, trackingNumber, at: at.toISOString(), order });
      return getParcel(parcels, trackingNumber);
    },
    noteEvent(parcel, { report, occurredAt, place, handedBack }, at, copies) {
      const event: CourierEvent = {
        eventNo: `${parcel.trackingNumber}-${parcel.events.length + 1}`,
        trackingNumber: parcel.trackingNumber,
        report,
        occurredAt: occurredAt === undefined ? at.toISOString() : new Date(occurredAt).toISOString(),
        place: place ?? DEFAULT_PLACE,
        handedBack: handedBack ?? false,
      };
      write({ kind: 'event', event, copies });
      return event;
    },
    noteTold: (eventNo, copy) => write({ kind: 'told', eventNo, copy }),
    close: () => ledger.close(),
  };
}

function getParcel(parcels: ReadonlyMap<string, CourierParcel>, trackingNumber: string): CourierParcel {
  const parcel = parcels.get(trackingNumber);
  if (!parcel) throw new Error(`no parcel ${trackingNumber}`);
  return parcel;
}
