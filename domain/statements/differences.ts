// Where a statement and our books do not say the same: found line by line, and explained once the books have caught up (violations.md §4).
import type { PaymentOrder } from '../payments/payment-order.ts';
import type { BankLine } from './statement.ts';

interface DifferenceRow {
  readonly zh: string;
  readonly en: string;
}

/** A capture is told to the order's decider with every line that names it; whether that explains anything shows afterwards. */
export const DIFFERENCES = {
  'missing-here': { zh: '银行已收款,平台无记录', en: 'Taken by the bank, unknown here' },
  'missing-there': { zh: '平台有收款,对账单无记录', en: 'Taken as we know, not in the statement' },
  'order-unknown': { zh: '对账单订单号不存在', en: 'An order that we do not know' },
  'order-differs': { zh: '同一流水号订单不一致', en: 'Taken for another order than we know' },
  'amount-differs': { zh: '收款金额不一致', en: 'Another amount taken than we know' },
  repeated: { zh: '对账单重复记收款', en: 'A capture told before' },
  'refund-missing-here': { zh: '银行已退款,平台无记录', en: 'Given back by the bank, not by us' },
  'refund-missing-there': {
    zh: '平台已退款,对账单无记录',
    en: 'Given back as we know, not in the statement',
  },
  'refund-amount-differs': { zh: '退款金额不一致', en: 'Another amount given back than we know' },
  'refund-repeated': { zh: '对账单重复记退款', en: 'A refund told before' },
} as const satisfies Readonly<Record<string, DifferenceRow>>;

export type DifferenceKind = keyof typeof DIFFERENCES;
export const DIFFERENCE_KINDS = Object.keys(DIFFERENCES).filter(
  (kind): kind is DifferenceKind => kind in DIFFERENCES,
);

/** What there may be without a line. */
export type LinelessKind = 'missing-there' | 'refund-missing-there';
export type LineMatch = 'matched' | Exclude<DifferenceKind, LinelessKind>;

/** What our books know of what a line names. */
export interface KnownHere {
  /** An order of this channel has the number. */
  readonly hasOrder: boolean;
  /** A line before it, of this day or an earlier one, has told the same. */
  readonly isRepeated: boolean;
  readonly capture: { readonly orderNo: string; readonly amountFen: number } | null;
  readonly refund: {
    readonly orderNo: string;
    readonly serial: string;
    readonly amountFen: number;
    /** The bank has refused it, as far as we know. */
    readonly hasFailed: boolean;
  } | null;
}

/** Holds one line against what is known here. */
export function judgeLine(line: BankLine, known: KnownHere): LineMatch {
  switch (line.kind) {
    case 'paid':
      return judgeCapture(line, known);
    case 'refunded':
      return judgeRefund(line, known);
  }
}

function judgeCapture(line: BankLine, { capture, hasOrder, isRepeated }: KnownHere): LineMatch {
  if (isRepeated) return 'repeated';
  if (!hasOrder) return 'order-unknown';
  if (capture === null) return 'missing-here';
  if (capture.orderNo !== line.orderNo) return 'order-differs';
  return capture.amountFen === line.amountFen ? 'matched' : 'amount-differs';
}

/** One that has failed here is not sent again while the bank says that it went back. */
function judgeRefund(line: BankLine, { refund, isRepeated }: KnownHere): LineMatch {
  if (isRepeated) return 'refund-repeated';
  const isOurs = refund?.orderNo === line.orderNo && refund.serial === line.serial;
  if (!refund || !isOurs || refund.hasFailed) return 'refund-missing-here';
  return refund.amountFen === line.amountFen ? 'matched' : 'refund-amount-differs';
}

/** What became of a capture: it pays, it has gone back in full, or neither. */
export type CaptureFate = 'credited' | 'given-back' | 'undecided';

/** What became of a capture of an order as it stands. */
export function fateOf({ state, amountFen, captures, refunds }: PaymentOrder, serial: string): CaptureFate {
  const capture = captures.find((each) => each.serial === serial);
  const backFen = refunds
    .filter((refund) => refund.serial === serial && refund.state === 'done')
    .reduce((sum, refund) => sum + refund.amountFen, 0);
  if (capture && backFen === capture.amountFen) return 'given-back';
  const isAsked = refunds.some((refund) => refund.serial === serial && refund.part === null);
  const isCredited = state === 'reconciled' || state === 'confirmed';
  return capture?.amountFen === amountFen && isCredited && !isAsked ? 'credited' : 'undecided';
}

/** What is found when a difference is looked at again. */
export interface FoundAgain {
  readonly capture: { readonly amountFen: number; readonly fate: CaptureFate } | null;
  readonly refund: { readonly amountFen: number; readonly isDone: boolean } | null;
  /** Of a statement that has come since. */
  readonly lineFen: number | null;
}

export interface Difference {
  readonly kind: DifferenceKind;
  /** Here; null where it is unknown. */
  readonly expectedFen: number | null;
  /** There; null where no line tells of it. */
  readonly foundFen: number | null;
}

/** Whether the books have caught up with a difference by themselves. The rest waits for two persons. */
export function isExplained({ kind, expectedFen, foundFen }: Difference, found: FoundAgain): boolean {
  switch (kind) {
    case 'missing-here':
      return found.capture?.amountFen === foundFen && found.capture?.fate !== 'undecided';
    case 'refund-missing-here':
      return found.refund?.amountFen === foundFen && found.refund?.isDone === true;
    case 'missing-there':
    case 'refund-missing-there':
      return found.lineFen !== null && found.lineFen === expectedFen;
    case 'order-unknown':
    case 'order-differs':
    case 'amount-differs':
    case 'repeated':
    case 'refund-amount-differs':
    case 'refund-repeated':
      return false;
  }
}
