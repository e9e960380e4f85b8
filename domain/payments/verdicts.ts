// What two persons decide on an exception: one proposes, another approves.
import type { Refusal } from '../refusals.ts';
import { stopDecisionClock } from './exception.ts';
import { findPayment, keptCaptures, type PaymentOrder, type VerdictOutcome } from './payment-order.ts';
import { type CommandOf, type Recording, record } from './recording.ts';
import { askRefund } from './refunds.ts';

/** The cashier proposes how it is to end. */
export function proposeVerdict(
  on: Recording,
  { outcome, reason }: CommandOf<'propose-verdict'>,
): Refusal | null {
  if (on.order.state !== 'exception') return { code: 'payment-not-exceptional' };
  if (on.order.proposed !== null) return { code: 'verdict-pending' };
  if (!isPossible(on.order, outcome)) return { code: 'verdict-not-possible', pointer: '/outcome' };
  const { id: byId } = on.context.actor;
  return record(on, { type: 'verdict-proposed', verdict: { outcome, reason, byId } });
}

/** Only what was paid can be confirmed, only what was taken given back, and only what was not taken let go. */
function isPossible(order: PaymentOrder, outcome: VerdictOutcome): boolean {
  const isTaken = keptCaptures(order).length > 0;
  switch (outcome) {
    case 'confirm':
      return findPayment(order) !== undefined;
    case 'refund':
      return isTaken;
    case 'release':
      return !isTaken;
  }
}

/** A second person agrees. */
export function approveVerdict(on: Recording): Refusal | null {
  const { proposed } = on.order;
  if (proposed === null) return { code: 'verdict-not-proposed' };
  if (proposed.byId === on.context.actor.id) return { code: 'four-eyes' };
  const { outcome } = proposed;
  if (!isPossible(on.order, outcome)) return { code: 'verdict-not-possible' };
  stopDecisionClock(on);
  const payment = outcome === 'confirm' ? findPayment(on.order) : undefined;
  for (const capture of keptCaptures(on.order))
    if (capture.serial !== payment?.serial) askRefund(on, capture, 'verdict');
  return record(on, { type: 'verdict-given', outcome });
}

/** Anybody may take it back before that. */
export function rejectVerdict(on: Recording): Refusal | null {
  if (on.order.proposed === null) return { code: 'verdict-not-proposed' };
  return record(on, { type: 'verdict-rejected' });
}
