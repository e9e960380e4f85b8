// What the courier is asked and what it tells: the shapes of its interface, checked at the door.
import { z } from 'zod';

export const REPORTS = ['picked-up', 'in-transit', 'delivered', 'failed', 'returned', 'lost'] as const;
export type Report = (typeof REPORTS)[number];

export const parcelOrder = z.object({
  /** The customer's own reference; the same one always means the same parcel. */
  reference: z.string().trim().min(1).max(128),
  weightGrams: z.number().int().positive().max(50_000).optional(),
  recipient: z.string().trim().min(1).max(60),
  mobile: z.string().regex(/^1\d{10}$/),
  division: z.string().regex(/^\d{6}$/),
  address: z.string().trim().min(1).max(200),
  postcode: z.string().regex(/^\d{6}$/),
});
export type ParcelOrder = z.infer<typeof parcelOrder>;

/** How the callbacks of one event travel; left out, the faults in force decide. */
const deliverPlan = z.object({
  copies: z.number().int().min(1).max(10).optional(),
  delayMs: z.number().int().min(0).max(600_000).optional(),
  drop: z.boolean().optional(),
  /** `after-next` lets the parcel's next event overtake this one. */
  order: z.enum(['in-turn', 'after-next']).optional(),
});
export type DeliverPlan = z.infer<typeof deliverPlan>;

export const reportRequest = z.object({
  report: z.enum(REPORTS),
  occurredAt: z.iso.datetime({ offset: true }).optional(),
  place: z.string().trim().max(100).optional(),
  handedBack: z.boolean().optional(),
  deliver: deliverPlan.optional(),
});
export type ReportRequest = z.infer<typeof reportRequest>;

/** What the page's buttons send. */
export const reportForm = z.object({
  report: z.enum(REPORTS),
  handedBack: z.literal('on').optional(),
});

const rate = z.number().min(0).max(1).default(0);

/** Faults drawn by chance for events without a plan of their own; the same seed draws the same. */
export const faultRates = z.object({
  seed: z.number().int().default(1),
  duplicate: rate,
  drop: rate,
  delay: rate,
  /** The longest delay. */
  delayMs: z.number().int().min(0).max(600_000).default(2_000),
  reorder: rate,
});
export type FaultRates = z.infer<typeof faultRates>;

/** One movement of a parcel, told once or several times under the same number. */
export interface CourierEvent {
  readonly eventNo: string;
  readonly trackingNumber: string;
  readonly report: Report;
  readonly occurredAt: string;
  readonly place: string;
  readonly handedBack: boolean;
}

export interface CourierParcel {
  readonly trackingNumber: string;
  readonly orderedAt: string;
  readonly order: ParcelOrder;
  readonly events: readonly CourierEvent[];
}
