// From approval to the citizen's hands: register, production, post or pickup.
import { earlierOf } from '../calendar/local-date.ts';
import { isTrackingNumber } from '../identity/tracking-number.ts';
import type { Refusal } from '../refusals.ts';
import type { Command, ReportedMovement } from './commands.ts';
import type { Delivery } from './events.ts';
import { promiseDelivery } from './intake.ts';
import { LIFECYCLE } from './lifecycle.ts';
import { type Recording, record, release, start, stop } from './recording.ts';

type CommandOf<A extends Command['action']> = Extract<Command, { action: A }>;

/**
 * The register has been changed: a certificate goes into production, or the case is done; what the applicant prints is
 * not produced. Where its locks showed that it could not be changed, the case ends with the reason.
 */
export function recordRegister(on: Recording, command: CommandOf<'record-register'>): null {
  const { refusal = null } = command;
  stop(on, 'on-the-spot');
  if (refusal !== null) {
    record(on, { type: 'refused', reason: refusal.code, note: '' });
    return null;
  }
  const produces = command.produces && on.application.delivery?.mode !== 'print';
  record(on, { type: 'register-updated', produces });
  if (produces) return null;
  stop(on, 'issue');
  record(on, { type: 'done' });
  return null;
}

export function completeProduction(on: Recording): null {
  stop(on, 'issue');
  record(on, { type: 'produced' });
  if (on.application.delivery?.mode === 'pickup') makeReady(on);
  return null;
}

/** 牌证自取点: ready at the counter, kept there for the pickup limit. */
function makeReady(on: Recording): void {
  stop(on, 'pickup-ready');
  record(on, { type: 'ready-for-pickup', pickupCode: on.context.pickupCode });
  start(on, 'pickup-keep', on.context.limits.pickupKeepDays);
}

/** What the courier answered; the label of a parcel that is no longer wanted, as after a change of address, is not used. */
export function recordParcel(on: Recording, command: CommandOf<'record-parcel'>): Refusal | null {
  const present = on.application.parcel?.attempt;
  if (command.attempt !== undefined && command.attempt !== present) return { code: 'version-stale' };
  if ('trackingNumber' in command)
    record(on, { type: 'parcel-ordered', trackingNumber: command.trackingNumber });
  else record(on, { type: 'parcel-order-refused', code: command.orderRefused });
  return null;
}

/** The parcel leaves with the number the courier gave, or with one written on it by hand. */
export function dispatch(on: Recording, command: CommandOf<'dispatch'>): Refusal | null {
  const trackingNumber = command.trackingNumber ?? on.application.parcel?.trackingNumber ?? null;
  if (trackingNumber === null) return { code: 'tracking-number-missing', pointer: '/trackingNumber' };
  if (!isTrackingNumber(trackingNumber))
    return { code: 'tracking-number-invalid', pointer: '/trackingNumber' };
  record(on, { type: 'dispatched', trackingNumber });
  return null;
}

/**
 * Takes in what the courier says, oldest first. Repeated, late and out-of-order movements change nothing;
 * a movement of a parcel that is not scanned out yet shows that it has left.
 */
export function reportParcel(on: Recording, command: CommandOf<'report-parcel'>): null {
  if (command.trackingNumber !== on.application.parcel?.trackingNumber) return null;
  const oldestFirst = [...command.movements].sort((a, b) => (a.occurredAt < b.occurredAt ? -1 : 1));
  for (const movement of oldestFirst) {
    if (on.application.state === 'produced') {
      record(on, { type: 'dispatched', trackingNumber: command.trackingNumber });
    }
    if (isNews(on, movement)) takeIn(on, movement);
  }
  return null;
}

function isNews(on: Recording, { report, occurredAt }: ReportedMovement): boolean {
  const { state, parcel } = on.application;
  if (!('report-parcel' in LIFECYCLE[state].actions)) return false;
  if (report === parcel?.lastReport) return false;
  if (report === 'picked-up' && state !== 'dispatched' && state !== 're-sent') return false;
  if (report === 'in-transit' && parcel?.lastReport === 'picked-up') return false;
  const last = parcel?.lastReportAt ?? null;
  return report === 'delivered' || last === null || occurredAt >= last;
}

function takeIn(on: Recording, movement: ReportedMovement): void {
  const occurredAt = earlierOf(movement.occurredAt, on.context.now);
  record(on, { type: 'parcel-reported', report: movement.report, occurredAt });
  if (movement.report !== 'delivered') return;
  stop(on, 'delivery', occurredAt);
  if (movement.handedBack || on.context.handBack === null) record(on, { type: 'done' });
}

export function recordTracking(on: Recording): null {
  record(on, { type: 'tracking-checked' });
  return null;
}

export function resend(on: Recording): null {
  record(on, { type: 'resend-prepared' });
  return null;
}

/** What came back waits at the counter; the postal promise ends as it stands. */
export function offerPickup(on: Recording): null {
  release(on, 'delivery');
  record(on, { type: 'delivery-changed', delivery: { mode: 'pickup' } });
  makeReady(on);
  return null;
}

export function reproduce(on: Recording): null {
  record(on, { type: 'remake-ordered' });
  return null;
}

export function reportSpoilt(on: Recording, command: CommandOf<'report-spoilt'>): null {
  record(on, { type: 'spoilt', reason: command.reason });
  return null;
}

export function confirmHandBack(on: Recording): null {
  record(on, { type: 'hand-back-confirmed' });
  record(on, { type: 'done' });
  return null;
}

/** By code or pass, to the applicant or to whom they named; a pass that was good stands for the code. */
export function handOver(on: Recording, command: CommandOf<'hand-over'>): Refusal | null {
  const { proof = null, collector = 'applicant' } = command;
  if (proof !== null) return proof;
  if (command.pickupCode !== on.application.pickupCode)
    return { code: 'pickup-code-wrong', pointer: '/pickupCode' };
  if (on.context.handBack !== null && !command.handedBack)
    return { ...on.context.handBack, pointer: '/handedBack' };
  stop(on, 'pickup-keep');
  record(on, { type: 'collected', by: collector });
  record(on, { type: 'done' });
  return null;
}

function isSameWay(a: Delivery | null, b: Delivery): boolean {
  return a?.mode === b.mode && (a.mode !== 'post' || (b.mode === 'post' && a.zone === b.zone));
}

/** Post ↔ pickup until dispatch. After acceptance the new way brings a new promise, counted from the change (ADR 0003). */
export function changeDelivery(on: Recording, command: CommandOf<'change-delivery'>): Refusal | null {
  const { application } = on;
  if (application.delivery === null || !on.context.deliveryModes.includes(command.delivery.mode))
    return { code: 'delivery-not-offered', pointer: '/delivery' };
  const newPromise = application.acceptedAt !== null && !isSameWay(application.delivery, command.delivery);
  const made =
    application.state === 'produced' ||
    application.state === 'returned' ||
    application.state === 'ready-for-pickup';
  if (newPromise) for (const kind of ['delivery', 'pickup-ready', 'pickup-keep'] as const) release(on, kind);
  record(on, { type: 'delivery-changed', delivery: command.delivery });
  if (command.delivery.mode === 'pickup' && made && newPromise) makeReady(on);
  else if (newPromise) promiseDelivery(on);
  return null;
}
