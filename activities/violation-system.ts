// 公安交通管理综合应用平台 as the platform sees it: a feed of what happened, and the pictures of records.
import { z } from 'zod';
import { toInstant } from '../domain/calendar/local-date.ts';
import type { FeedEntry } from '../domain/violations/feed.ts';

/** A stretch of the feed; `next` is the place to go on from. */
export interface FeedPage {
  readonly entries: readonly FeedEntry[];
  readonly next: number;
  readonly more: boolean;
}

export interface ViolationSystemPort {
  /** What was told after a place in the feed. @throws ViolationSystemUnavailable */
  readFeed(after: number): Promise<FeedPage>;
  /** A picture; undefined of one that is not kept any more. @throws ViolationSystemUnavailable */
  findEvidence(id: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** No answer, or not one that says what it should. Worth another try. */
export class ViolationSystemUnavailable extends Error {
  override readonly name = 'ViolationSystemUnavailable';
}

const instant = z.iso.datetime({ offset: true }).transform((text) => toInstant(text));
const number = z.string().regex(/^[0-9A-Za-z-]{1,32}$/);
const seq = z.int().positive();
const elsewhere = z.enum(['window', 'other-internet']);
const licenceNo = z.string().min(1).max(32);

const evidence = z.object({ id: z.uuid(), mediaType: z.enum(['image/jpeg', 'image/png']), takenAt: instant });

const entry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('record'),
    seq,
    recordNo: number,
    source: z.enum(['camera', 'on-the-spot']),
    plateCategory: z.string().regex(/^\d{2}$/),
    plateNumber: z.string().min(1).max(12),
    occurredAt: instant,
    place: z.string().min(1).max(200),
    division: z.string().regex(/^\d{6}$/),
    deviceId: z.string().max(64).nullable(),
    code: z.string().min(1).max(16),
    text: z.string().min(1).max(500),
    points: z.literal([0, 1, 2, 3, 6, 12]),
    fineFen: z.int().min(0).max(100_000_000),
    penaltyKinds: z.array(z.enum(['warning', 'fine', 'suspend', 'revoke', 'detain'])).min(1),
    enteredAt: instant,
    queryableAt: instant.nullable(),
    noticeSentAt: instant.nullable(),
    state: z.enum(['recorded', 'queryable', 'cancelled']),
    isUnderReview: z.boolean(),
    evidence: z.array(evidence).max(9),
  }),
  z.object({
    kind: z.literal('lock'),
    seq,
    recordNo: number,
    holder: z.string().min(1).max(64).nullable(),
    since: instant.nullable(),
  }),
  z.object({
    kind: z.literal('decision'),
    seq,
    recordNo: number,
    decisionNo: number,
    channel: elsewhere,
    licenceNo: licenceNo.nullable(),
    decidedAt: instant,
    fineFen: z.int().min(0).max(100_000_000),
    points: z.int().min(0).max(12),
  }),
  z.object({
    kind: z.literal('payment'),
    seq,
    recordNo: number,
    decisionNo: number,
    paidBy: elsewhere,
    paidAt: instant,
  }),
  z.object({
    kind: z.literal('withdrawal'),
    seq,
    recordNo: number,
    decisionNo: number,
    withdrawnAt: instant,
  }),
  z.object({ kind: z.literal('points'), seq, licenceNo, asOf: instant }),
]);

const page = z.object({
  entries: z.array(entry).max(500),
  next: z.int().min(0),
  more: z.boolean(),
});

const MOST_BYTES = 2 * 1024 * 1024;
const MAGIC = [
  [0xff, 0xd8, 0xff],
  [0x89, 0x50, 0x4e, 0x47],
] as const;

export interface ViolationSystemSettings {
  readonly url: string;
  readonly key: string;
  readonly timeoutMs: number;
  /** Entries a page. */
  readonly pageSize?: number;
}

/** Reads the violation system over HTTP. Nothing personal is in an address. */
export function createViolationSystemPort({
  url,
  key,
  timeoutMs,
  pageSize = 100,
}: ViolationSystemSettings): ViolationSystemPort {
  async function ask<T>(path: string, read: (answer: Response) => Promise<T>): Promise<T> {
    try {
      const answer = await fetch(`${url}${path}`, {
        headers: { 'x-violation-system-key': key },
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      return await read(answer);
    } catch (cause) {
      if (cause instanceof ViolationSystemUnavailable) throw cause;
      throw new ViolationSystemUnavailable('no answer', { cause });
    }
  }
  return {
    readFeed: (after) => ask(`/feed?after=${after}&limit=${pageSize}`, understandPage),
    findEvidence: (id) => ask(`/evidence/${encodeURIComponent(id)}`, understandPicture),
  };
}

async function understandPage(answer: Response): Promise<FeedPage> {
  if (answer.status !== 200) throw new ViolationSystemUnavailable(`status ${answer.status}`);
  const read = page.safeParse(await answer.json());
  if (read.success) return read.data;
  throw new ViolationSystemUnavailable('an answer that does not say what it should');
}

async function understandPicture(answer: Response): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw new ViolationSystemUnavailable(`status ${answer.status}`);
  const content = new Uint8Array(await answer.arrayBuffer());
  if (isPicture(content)) return content;
  throw new ViolationSystemUnavailable('something that is no picture');
}

function isPicture(content: Uint8Array): boolean {
  return (
    content.byteLength <= MOST_BYTES &&
    MAGIC.some((bytes) => bytes.every((byte, index) => content[index] === byte))
  );
}
