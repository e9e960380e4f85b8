// Money on its way back, each under a number of its own.
import type { Refusal } from '../refusals.ts';
import type { Capture, Refund, RefundReason } from './payment-order.ts';
import { type CommandOf, type Recording, record } from './recording.ts';

/** Has a capture given back, or the part of it that one decision is. */
export function askRefund(
  on: Recording,
  { serial, amountFen }: Capture,
  reason: RefundReason,
  of: Pick<Refund, 'part' | 'amountFen'> = { part: null, amountFen },
): null {
  const refundNo = `${on.order.orderNo}-R${on.order.refunds.length + 1}`;
  return record(on, { type: 'refund-asked', refund: { refundNo, serial, reason, ...of, state: 'asked' } });
}

const TOLD = { accepted: 'refund-accepted', done: 'refund-done', failed: 'refund-failed' } as const;

/** Told in any order and repeatedly: what is done stays done. */
export function recordRefund(
  on: Recording,
  { refundNo, outcome }: CommandOf<'record-refund'>,
): Refusal | null {
  const refund = on.order.refunds.find((each) => each.refundNo === refundNo);
  if (!refund) return { code: 'refund-unknown' };
  const isOver = refund.state === 'done' || refund.state === 'failed';
  if (isOver || refund.state === outcome) return null;
  return record(on, { type: TOLD[outcome], refundNo });
}

/** A refund that the bank refused is sent again, as another. */
export function repeatRefund(on: Recording, { refundNo }: CommandOf<'repeat-refund'>): Refusal | null {
  const { refunds, captures } = on.order;
  const refund = refunds.find((each) => each.refundNo === refundNo);
  const capture = captures.find(({ serial }) => serial === refund?.serial);
  if (!refund || !capture) return { code: 'refund-unknown' };
  const { serial, part, amountFen } = refund;
  const isLast = refunds.findLast((each) => each.serial === serial && each.part === part) === refund;
  if (refund.state !== 'failed' || !isLast) return { code: 'refund-not-failed' };
  return askRefund(on, capture, refund.reason, { part, amountFen });
}
