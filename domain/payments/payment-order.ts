// A payment order as it stands: what was asked for, what the bank took, what went back (violations.md §4).
import type { Instant } from '../calendar/local-date.ts';
import type { Clock } from '../promises/clock.ts';

export type PaymentState =
  | 'none'
  | 'created'
  | 'paying'
  | 'paid'
  | 'reconciled'
  | 'failed'
  | 'expired'
  | 'cancelled'
  | 'unreconciled'
  | 'exception'
  | 'confirmed'
  | 'refunded';

export const PAYMENT_CHANNELS = ['wechat', 'alipay'] as const;
export type PaymentChannel = (typeof PAYMENT_CHANNELS)[number];

/** Of an application: decisions on fines of one payer, or its fee. */
export type PaymentPurpose =
  | { readonly kind: 'fines'; readonly applicationId: string; readonly decisionNos: readonly string[] }
  | { readonly kind: 'fee'; readonly applicationId: string };

/** Money that the bank took, by its own serial number. */
export interface Capture {
  readonly serial: string;
  readonly amountFen: number;
  readonly capturedAt: Instant;
}

export type RefundReason =
  | 'double-payment'
  | 'paid-after-close'
  | GivenBackReason
  | 'verdict'
  | 'wrong-amount';

/** Money on its way back. Its number is made from the order's, so that no crash asks for it twice. */
export interface Refund {
  readonly refundNo: string;
  readonly serial: string;
  readonly amountFen: number;
  readonly reason: RefundReason;
  /** The decision whose part of the capture goes back; null where the whole capture does. */
  readonly part: string | null;
  /** `asked`: to be sent, or sent and not answered; `accepted`: the bank is at it. */
  readonly state: 'asked' | 'accepted' | 'done' | 'failed';
}

/** What a cashier proposes for an order that nothing has explained. */
export type VerdictOutcome = 'confirm' | 'refund' | 'release';

export interface Verdict {
  readonly outcome: VerdictOutcome;
  readonly reason: string;
  readonly byId: string;
}

/** Why nothing more is to be paid on an order: the bank is asked to close it. */
export type ClosingReason = 'expired' | 'cancelled' | GivenBackReason;

/** Why money is not wanted, should it come after all. */
export type GivenBackReason = 'paid-elsewhere' | 'decision-withdrawn' | 'application-withdrawn';

export interface PaymentOrder {
  readonly orderNo: string;
  readonly payerId: string;
  readonly office: string;
  readonly purpose: PaymentPurpose;
  readonly amountFen: number;
  readonly state: PaymentState;
  /** Since when it is in that state; null before it was made. */
  readonly since: Instant | null;
  readonly version: number;
  readonly channel: PaymentChannel | null;
  readonly expiresAt: Instant | null;
  /** The bank answers, and then the register confirms, until here. */
  readonly answerBy: Instant | null;
  /** When the bank is asked next; null while nothing is to be asked. */
  readonly askAt: Instant | null;
  /** Questions since the last answer that said something: each waits longer once the order is in doubt. */
  readonly asked: number;
  readonly isAskDue: boolean;
  readonly closing: ClosingReason | null;
  readonly captures: readonly Capture[];
  readonly refunds: readonly Refund[];
  readonly proposed: Verdict | null;
  /** The three working days for a decision by two persons. */
  readonly decisionClock: Clock | null;
}

export interface PaymentStateRow {
  readonly zh: string;
  readonly en: string;
  /** Whether what is paid for is locked: nobody pays it anywhere else. */
  readonly holds: boolean;
  /** Nothing but a late capture or a refund happens any more. */
  readonly isFinal: boolean;
}

export const PAYMENT_STATES = {
  none: { zh: '', en: '', holds: false, isFinal: false },
  created: { zh: '待支付', en: 'To be paid', holds: true, isFinal: false },
  paying: { zh: '支付中', en: 'Being paid', holds: true, isFinal: false },
  paid: { zh: '已支付,对账中', en: 'Paid, being reconciled', holds: true, isFinal: false },
  reconciled: { zh: '缴款完成', en: 'Paid and reconciled', holds: false, isFinal: true },
  failed: { zh: '支付失败', en: 'Not paid', holds: false, isFinal: true },
  expired: { zh: '超时未支付', en: 'Not paid in time', holds: false, isFinal: true },
  cancelled: { zh: '已取消', en: 'Cancelled', holds: false, isFinal: true },
  unreconciled: { zh: '超时未对账', en: 'Not reconciled in time', holds: true, isFinal: false },
  exception: { zh: '缴款异常', en: 'Payment exception', holds: true, isFinal: false },
  confirmed: { zh: '缴款完成(人工核定)', en: 'Confirmed by hand', holds: false, isFinal: true },
  refunded: { zh: '已退款', en: 'Refunded', holds: false, isFinal: true },
} as const satisfies Readonly<Record<PaymentState, PaymentStateRow>>;

/** Captures that nobody is giving back as a whole. */
export function keptCaptures({ captures, refunds }: PaymentOrder): readonly Capture[] {
  return captures.filter(
    ({ serial }) => !refunds.some((refund) => refund.serial === serial && refund.part === null),
  );
}

/** The capture that pays the order: of its amount, and not given back. */
export function findPayment(order: PaymentOrder): Capture | undefined {
  return keptCaptures(order).find(({ amountFen }) => amountFen === order.amountFen);
}

/** Whether a refund is still on its way. */
export function isRefunding({ refunds }: PaymentOrder): boolean {
  return refunds.some(({ state }) => state === 'asked' || state === 'accepted');
}
