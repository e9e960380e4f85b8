// What the stand-in for the banks keeps, and what it can be told to do wrong.
import { z } from 'zod';

export const CHANNELS = ['wechat', 'alipay'] as const;
export type Channel = (typeof CHANNELS)[number];

export interface BankCapture {
  /** The bank's own number. */
  readonly serial: string;
  readonly amountFen: number;
  readonly at: string;
}

export type BankRefundState = 'processing' | 'done' | 'failed';

export interface BankRefund {
  readonly refundNo: string;
  /** The bank's own number. */
  readonly refundId: string;
  readonly serial: string;
  readonly amountFen: number;
  readonly askedAt: string;
  /** When it ends, and how. */
  readonly dueAt: string;
  readonly fate: 'done' | 'failed';
  readonly state: BankRefundState;
  readonly noticeUrl: string;
  readonly endedAt: string | null;
}

export interface BankOrder {
  readonly channel: Channel;
  readonly orderNo: string;
  readonly amountFen: number;
  readonly title: string;
  readonly noticeUrl: string;
  readonly openedAt: string;
  readonly expiresAt: string;
  /** In the address of the page on which it is paid. */
  readonly pageId: string;
  readonly state: 'open' | 'declined' | 'closed';
  /** Alipay makes a trade of an order when its code is scanned, under this number. */
  readonly tradeNo: string | null;
  readonly captures: readonly BankCapture[];
  readonly refunds: readonly BankRefund[];
}

export type OpenRequest = Pick<
  BankOrder,
  'channel' | 'orderNo' | 'amountFen' | 'title' | 'noticeUrl' | 'expiresAt'
>;

/** Something to tell the merchant; it is written out, and signed, when it is sent. */
export interface BankNotice {
  readonly noticeId: string;
  readonly channel: Channel;
  readonly orderNo: string;
  readonly at: string;
  /** Of the capture, or of the refund. */
  readonly about: { readonly serial: string } | { readonly refundNo: string };
  /** 0 when it is lost. */
  readonly copies: number;
}

export const CALLS = ['open', 'ask', 'close', 'refund'] as const;
export type Call = (typeof CALLS)[number];

export const FORGERIES = ['signature', 'merchant', 'currency'] as const;
export type Forgery = (typeof FORGERIES)[number];

const ms = z.int().min(0).max(3_600_000);

/** How an answer goes wrong: cut off, never sent, an error of the server, too many requests, signed by somebody else. */
const SPOILT = ['hang-up', 'silence', '500', '429', 'bad-signature'] as const;

const callFault = z.object({
  call: z.enum(CALLS),
  answer: z.enum(SPOILT),
  /** Whether what was asked is done all the same. */
  isDone: z.boolean().default(true),
  times: z.int().min(1).max(1_000).default(1),
});
export type CallFault = z.infer<typeof callFault>;

const noticeFaults = z.object({
  /** So many at once. */
  parallel: z.int().min(1).max(10).optional(),
  /** So many more, one after another, after one was taken. */
  repeats: z.int().min(0).max(10).optional(),
  isLost: z.boolean().optional(),
  delayMs: ms.optional(),
  /** That of the payment waits until that of a refund was taken. */
  isAfterRefund: z.boolean().optional(),
  /** When the order is opened, somebody says that it was paid. */
  forged: z.enum(FORGERIES).optional(),
  /** The same bytes once more, so long after they were taken. */
  replayAfterMs: ms.optional(),
});
export type NoticeFaults = z.infer<typeof noticeFaults>;

/** What goes wrong with one order; left out, nothing does. */
export const faultPlan = z.object({
  notices: noticeFaults.optional(),
  calls: z.array(callFault).max(20).optional(),
  /** A second capture of the same order. */
  isChargedTwice: z.boolean().optional(),
  /** Taken instead of what was to be paid. */
  capturedFen: z.int().positive().optional(),
  /** It can be paid after it was closed or has expired. */
  isPaidAfterClose: z.boolean().optional(),
  refund: z.object({ fails: z.boolean().optional(), takesMs: ms.optional() }).optional(),
});
export type FaultPlan = z.infer<typeof faultPlan>;
/** As it is asked for, before what is left out was filled in. */
export type FaultRequest = z.input<typeof faultPlan>;

const rate = z.number().min(0).max(1).default(0);

/** Faults by chance for orders without a plan of their own; the same seed gives the same order the same faults. */
export const faultRates = z.object({
  seed: z.int().default(1),
  duplicated: rate,
  repeated: rate,
  lost: rate,
  late: rate,
  lateMs: ms.default(2_000),
  afterRefund: rate,
  forged: rate,
  replayed: rate,
  /** An answer of each call is lost, though what was asked is done. */
  doneUnsaid: rate,
  /** Each call fails once before anything is done. */
  unavailable: rate,
  chargedTwice: rate,
  wrongAmount: rate,
  paidAfterClose: rate,
  refundFails: rate,
  refundTakes: rate,
  refundTakesMs: ms.default(2_000),
});
export type FaultRates = z.infer<typeof faultRates>;
export type FaultRatesRequest = z.input<typeof faultRates>;

/** What became of the money of an order, for invariants. */
export interface OrderInBooks {
  readonly channel: Channel;
  readonly orderNo: string;
  readonly amountFen: number;
  readonly state: BankOrder['state'];
  readonly captures: readonly BankCapture[];
  readonly refunds: readonly Pick<BankRefund, 'refundNo' | 'serial' | 'amountFen' | 'state'>[];
  readonly capturedFen: number;
  /** What went back, what is on its way included. */
  readonly refundedFen: number;
}

/** Nobody opened an order of this number. */
export class UnknownOrder extends Error {
  override readonly name = 'UnknownOrder';
}
