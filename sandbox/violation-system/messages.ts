// What the violation system tells and is told: the shapes of its interface, checked at the door.
import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });
const number = z.string().regex(/^[0-9A-Za-z-]{1,32}$/);

const evidenceRef = z.object({
  id: z.uuid(),
  mediaType: z.enum(['image/jpeg', 'image/png']),
  takenAt: instant,
});

/** A record as it stands: entered, changed, under review, cancelled. */
const record = z.object({
  kind: z.literal('record'),
  recordNo: number,
  source: z.enum(['camera', 'on-the-spot']).default('camera'),
  plateCategory: z.string().regex(/^\d{2}$/),
  plateNumber: z.string().min(1).max(12),
  occurredAt: instant,
  place: z.string().min(1).max(200),
  division: z.string().regex(/^\d{6}$/),
  deviceId: z.string().max(64).nullable().default(null),
  code: z.string().min(1).max(16),
  text: z.string().min(1).max(500),
  points: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(6), z.literal(12)]),
  fineFen: z.int().min(0),
  penaltyKinds: z.array(z.enum(['warning', 'fine', 'suspend', 'revoke', 'detain'])).min(1),
  enteredAt: instant,
  queryableAt: instant.nullable().default(null),
  noticeSentAt: instant.nullable().default(null),
  state: z.enum(['recorded', 'queryable', 'cancelled']).default('queryable'),
  isUnderReview: z.boolean().default(false),
  evidence: z.array(evidenceRef).max(9).default([]),
});

/** Another platform is at the record; nobody is when there is no holder. */
const lock = z.object({
  kind: z.literal('lock'),
  recordNo: number,
  holder: z.string().min(1).max(64).nullable(),
  since: instant.nullable(),
});

const elsewhere = z.enum(['window', 'other-internet']);

/** A decision made elsewhere, on a driver who may be licensed anywhere. */
const decision = z.object({
  kind: z.literal('decision'),
  recordNo: number,
  decisionNo: number,
  channel: elsewhere,
  licenceNo: z.string().min(1).max(32).nullable(),
  decidedAt: instant,
  fineFen: z.int().min(0),
  points: z.int().min(0).max(12),
});

/** A fine paid elsewhere, whoever had decided on it. */
const payment = z.object({
  kind: z.literal('payment'),
  recordNo: number,
  decisionNo: number,
  paidBy: elsewhere,
  paidAt: instant,
});

const withdrawal = z.object({
  kind: z.literal('withdrawal'),
  recordNo: number,
  decisionNo: number,
  withdrawnAt: instant,
});

/** Everything on a licence up to an instant has been told. */
const points = z.object({ kind: z.literal('points'), licenceNo: z.string().min(1).max(32), asOf: instant });

export const news = z.discriminatedUnion('kind', [record, lock, decision, payment, withdrawal, points]);
export type News = z.output<typeof news>;
/** What may be left out takes its default. */
export type NewsInput = z.input<typeof news>;

/** News with its number: of two on the same thing the higher one is newer. */
export type Entry = News & { readonly seq: number };

export const picture = z.object({
  mediaType: z.enum(['image/jpeg', 'image/png']),
  base64: z.base64().min(1),
});
export type Picture = z.infer<typeof picture>;

/** What becomes of the next requests for the feed, one after another. */
export const PAGE_FAULTS = ['none', 'server-error', 'hang-up', 'malformed', 'silence'] as const;
export type PageFault = (typeof PAGE_FAULTS)[number];

const rate = z.number().min(0).max(1).default(0);

export const feedFaults = z.object({
  seed: z.int().default(1),
  /** Told again later. */
  repeat: rate,
  /** Overtaken by what happens next. */
  overtake: rate,
  /** In place of the next pages. */
  pages: z.array(z.enum(PAGE_FAULTS)).default([]),
});
export type FeedFaults = z.output<typeof feedFaults>;
export type FeedFaultsInput = z.input<typeof feedFaults>;

export const feedQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** A stretch of the feed; `next` is where to go on. */
export interface Page {
  readonly entries: readonly Entry[];
  readonly next: number;
  readonly more: boolean;
}
