// Money on its way back, each under a number of its own.
import type { Refusal } from '../refusals.ts';
import type { Capture, RefundReason } from './payment-order.ts';
import { type CommandOf, type Recording, record } from './recording.ts';

/** Has a capture given back. */
export function askRefund(on: Recording, { serial, amountFen }: Capture, reason: RefundReason): null {
  const refundNo = `${on.order.orderNo}-R${on.order.refunds.length + 1}`;
  return record(on, {
    type: 'refund-asked',
    refund: { refundNo, serial, amountFen, reason, state: 'asked' },
  });
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
  const isLast = refunds.findLast(({ serial }) => serial === refund.serial) === refund;
  if (refund.state !== 'failed' || !isLast) return { code: 'refund-not-failed' };
  return askRefund(on, capture, refund.reason);
}
