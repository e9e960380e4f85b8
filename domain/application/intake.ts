// From draft to acceptance: 1个工作日受理 (附件1), with supplement and, where there is one, the fee.

import { deliveryDaysOf } from '../delivery-zones.ts';
import type { Refusal } from '../refusals.ts';
import type { Command } from './commands.ts';
import type { Delivery } from './events.ts';
import { CLERK_REASONS } from './reasons.ts';
import { pause, type Recording, record, release, resume, start, stop } from './recording.ts';

type CommandOf<A extends Command['action']> = Extract<Command, { action: A }>;

/** 1个工作日受理; a new car's owner has a day of their own to choose a plate. */
function beginAcceptance(on: Recording, delivery: Delivery | null): null {
  const { limits } = on.context;
  record(on, { type: 'submitted', delivery });
  if (on.application.state === 'awaiting-plate') start(on, 'plate-choice', limits.plateChoiceMinutes);
  else start(on, 'acceptance', limits.acceptanceWorkdays);
  return null;
}

/** A service with a fee counts as submitted when the fee is paid (ADR 0002). */
export function submit(on: Recording, command: CommandOf<'submit'>): Refusal | null {
  if (command.gate) return command.gate;
  if (command.feeFen === 0) return beginAcceptance(on, command.delivery);
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
  return beginAcceptance(on, on.application.delivery);
}

/** An applicant may step back while nothing has been accepted. */
export function withdraw(on: Recording): null {
  for (const kind of ['payment', 'acceptance', 'supplement'] as const) release(on, kind);
  record(on, { type: 'withdrawn' });
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
  release(on, 'delivery');
  release(on, 'pickup-ready');
  record(on, { type: 'refused', reason, note });
  return null;
}

function isReason(on: Recording, reason: string): boolean {
  return Object.hasOwn(CLERK_REASONS, reason) || on.context.reasons.includes(reason);
}
