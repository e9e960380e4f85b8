// From draft to acceptance: 1个工作日受理 (附件1), with supplement and, where there is one, the fee.

import { deliveryDaysOf } from '../delivery-zones.ts';
import type { ClockKind } from '../promises/policies.ts';
import type { Refusal } from '../refusals.ts';
import { book } from './attendance.ts';
import type { Command } from './commands.ts';
import { findTransition } from './lifecycle.ts';
import { CLERK_REASONS } from './reasons.ts';
import { pause, type Recording, record, release, resume, start, stop } from './recording.ts';

type CommandOf<A extends Command['action']> = Extract<Command, { action: A }>;

type Wanted = Pick<CommandOf<'submit'>, 'delivery' | 'place'>;

/** The promise that begins with the submission, by the way the case will go. */
function begin(on: Recording, { delivery, place }: Wanted): Refusal | null {
  record(on, { type: 'submitted', delivery });
  const { limits } = on.context;
  switch (on.application.lifecycle) {
    case 'L-NEW-CAR':
      start(on, 'plate-choice', limits.plateChoiceMinutes);
      return null;
    case 'L-SPOT':
      start(on, 'on-the-spot', 0);
      return null;
    case 'L-INSTANT':
      return null;
    case 'L-APPT':
      return book(on, place ?? null);
    case 'L-PRESELECT':
      start(on, 'selection', limits.selectionMinutes);
      return null;
    case 'L-POST':
    case 'L-DEFER':
    case 'L-WINDOW-NEXT':
    case 'L-REGISTER':
      // 1个工作日受理
      start(on, 'acceptance', limits.acceptanceWorkdays);
      return null;
  }
}

/** A service with a fee counts as submitted when the fee is paid (ADR 0002). */
export function submit(on: Recording, command: CommandOf<'submit'>): Refusal | null {
  if (command.gate) return command.gate;
  if (command.feeFen === 0) return begin(on, command);
  record(on, { type: 'fee-requested', amountFen: command.feeFen, delivery: command.delivery });
  start(on, 'payment', on.context.limits.feeMinutes);
  return null;
}

export function confirmFee(on: Recording, command: CommandOf<'confirm-fee'>): Refusal | null {
  if (command.amountFen !== on.application.feeFen) {
    return {
      code: 'fee-amount-differs',
      slots: { expected: String(on.application.feeFen), paid: String(command.amountFen) },
    };
  }
  stop(on, 'payment');
  record(on, { type: 'fee-paid', amountFen: command.amountFen });
  return begin(on, { delivery: on.application.delivery });
}

/** The payment order has ended without a payment: whoever still wants it submits once more. */
export function lapseFee(on: Recording): null {
  release(on, 'payment');
  record(on, { type: 'fee-lapsed' });
  return null;
}

const APPLICANTS_WAITS = [
  'payment',
  'acceptance',
  'supplement',
  'waiting',
  'appointment',
  'reservation',
] as const satisfies readonly ClockKind[];

/** An applicant may step back while nothing has been accepted, give back a place, or do without a number. */
export function withdraw(on: Recording): null {
  for (const kind of APPLICANTS_WAITS) release(on, kind);
  const gaveBack = findTransition(on.application.state, 'withdraw')?.to.includes('cancelled');
  record(on, { type: gaveBack ? 'cancelled' : 'withdrawn' });
  return null;
}

/** K5: the acceptance clock stands still while the applicant supplements. */
export function requestSupplement(on: Recording, command: CommandOf<'request-supplement'>): Refusal | null {
  const { reason, items, workdays } = command;
  if (!isReason(on, reason)) return { code: 'reason-unknown', pointer: '/reason' };
  if (items.length === 0) return { code: 'supplement-items-missing', pointer: '/items' };
  pause(on, 'acceptance', reason);
  record(on, { type: 'supplement-requested', reason, items });
  start(on, 'supplement', workdays);
  return null;
}

export function resubmit(on: Recording, command: CommandOf<'resubmit'>): Refusal | null {
  if (command.gate) return command.gate;
  stop(on, 'supplement');
  record(on, { type: 'resubmitted' });
  resume(on, 'acceptance');
  return null;
}

/** 受理后市内1天、省内2天、省际3天邮政送达: the second promise starts with the real acceptance. */
export function accept(on: Recording): null {
  stop(on, 'acceptance');
  record(on, { type: 'accepted' });
  if (on.application.lifecycle === 'L-WINDOW-NEXT') start(on, 'issue', on.context.limits.issueWorkdays);
  promiseDelivery(on);
  return null;
}

/** Starts the promise that fits the way the result travels; nothing travels in a deferral. */
export function promiseDelivery(on: Recording): void {
  const { delivery } = on.application;
  if (delivery?.mode === 'post') start(on, 'delivery', deliveryDaysOf(delivery.zone));
  if (delivery?.mode === 'pickup') start(on, 'pickup-ready', on.context.limits.pickupReadyWorkdays);
}

export function decline(on: Recording, command: CommandOf<'decline' | 'refuse'>): Refusal | null {
  const { reason, note } = command;
  if (!isReason(on, reason)) return { code: 'reason-unknown', pointer: '/reason' };
  const { state, filedById } = on.application;
  if (state === 'in-review' && filedById === on.context.actor.id) return { code: 'four-eyes' };
  stop(on, 'acceptance');
  record(on, { type: 'not-accepted', reason, note });
  return null;
}

/** What is reviewed at once is accepted with its approval; nobody approves what they took down themselves. */
export function approve(on: Recording): Refusal | null {
  const { state, filedById } = on.application;
  if (state === 'in-review' && filedById === on.context.actor.id) return { code: 'four-eyes' };
  stop(on, 'acceptance');
  record(on, { type: 'approved' });
  return null;
}

/** A plate was reserved in time: the account of a new car's owner stays. */
export function confirmPlate(on: Recording): null {
  stop(on, 'plate-choice');
  record(on, { type: 'plate-chosen' });
  record(on, { type: 'done' });
  return null;
}

export function refuse(on: Recording, command: CommandOf<'decline' | 'refuse'>): Refusal | null {
  const { reason, note } = command;
  if (!isReason(on, reason)) return { code: 'reason-unknown', pointer: '/reason' };
  for (const kind of ['delivery', 'pickup-ready', 'issue'] as const) release(on, kind);
  record(on, { type: 'refused', reason, note });
  return null;
}

function isReason(on: Recording, reason: string): boolean {
  return Object.hasOwn(CLERK_REASONS, reason) || on.context.reasons.includes(reason);
}
