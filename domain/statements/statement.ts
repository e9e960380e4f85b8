// A bank's statement of a day, as it is held against our books. Days are those of Asia/Shanghai.
import {
  addDays,
  addMinutes,
  type Instant,
  instantAt,
  type LocalDate,
  localDateOf,
} from '../calendar/local-date.ts';
import type { PaymentChannel } from '../payments/payment-order.ts';

/** Money taken, or money that went back: a refund has its own number beside that of the capture. */
export type BankLine = {
  /** As the bank has it: known to us or not. */
  readonly orderNo: string;
  readonly serial: string;
  readonly amountFen: number;
  readonly at: Instant;
} & ({ readonly kind: 'paid' } | { readonly kind: 'refunded'; readonly refundNo: string });

export interface Sums {
  readonly paidCount: number;
  readonly paidFen: number;
  readonly refundedCount: number;
  readonly refundedFen: number;
}

export interface BankStatement {
  readonly lines: readonly BankLine[];
  /** The bank's own. */
  readonly summary: Sums;
}

/** The statement of one channel and day. */
export interface StatementKey {
  readonly channel: PaymentChannel;
  readonly on: LocalDate;
}

/** What the lines come to. */
export function sumsOf(lines: readonly BankLine[]): Sums {
  const [paid, refunded] = [total(lines, 'paid'), total(lines, 'refunded')];
  return {
    ...{ paidCount: paid.count, paidFen: paid.fen },
    ...{ refundedCount: refunded.count, refundedFen: refunded.fen },
  };
}

function total(lines: readonly BankLine[], kind: BankLine['kind']) {
  const of = lines.filter((line) => line.kind === kind);
  return { count: of.length, fen: of.reduce((sum, { amountFen }) => sum + amountFen, 0) };
}

/** Whether the lines come to what the bank says they do: of a statement that is cut short they do not. */
export function addsUp({ lines, summary }: BankStatement): boolean {
  const sums = sumsOf(lines);
  return (
    sums.paidCount === summary.paidCount &&
    sums.paidFen === summary.paidFen &&
    sums.refundedCount === summary.refundedCount &&
    sums.refundedFen === summary.refundedFen
  );
}

/** What the bank dates just after midnight may be of the day before to us, and the other way round (assumed). */
export const MIDNIGHT_MINUTES = 10;

/**
 * What of ours must have its line by the statement of a day: `from` included, `until` not. The last minutes before
 * midnight are judged by the next one, when they have their line in either.
 */
export function judgedWith(on: LocalDate): { readonly from: Instant; readonly until: Instant } {
  const judgedBefore = (day: LocalDate) => addMinutes(instantAt(day, '00:00'), -MIDNIGHT_MINUTES);
  return { from: judgedBefore(on), until: judgedBefore(addDays(on, 1)) };
}

/** The last day that is over: a statement is made of whole days. */
export function lastWholeDay(now: Instant): LocalDate {
  return addDays(localDateOf(now), -1);
}
