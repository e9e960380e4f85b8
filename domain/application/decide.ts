// decide(state, command) → events and, if refused, why. Pure: the same question always has the same answer.
import { earlierOf, type Instant } from '../calendar/local-date.ts';
import type { Refusal } from '../refusals.ts';
import type { Application } from './application.ts';
import * as attendance from './attendance.ts';
import type { Command, DecisionContext, DraftCommand } from './commands.ts';
import type { ApplicationEvent } from './events.ts';
import { fold } from './evolve.ts';
import * as fulfilment from './fulfilment.ts';
import * as intake from './intake.ts';
import { type Action, findTransition, LIFECYCLE, type StateRow } from './lifecycle.ts';
import { type Recording, record, recording } from './recording.ts';
import * as selection from './selection.ts';
import { settle } from './settle.ts';

/** Events to store in any case: time may have moved the application on even where the command itself is refused. */
export interface Decision {
  readonly application: Application;
  readonly events: readonly ApplicationEvent[];
  readonly refusal: Refusal | null;
}

/** Opens a case as a draft; nothing is promised before submission. */
export function draft(command: DraftCommand, context: DecisionContext): Decision {
  const on = recording(fold([]), context, 'edit-draft');
  record(on, { type: 'drafted', ...command });
  return { application: on.application, events: on.events, refusal: null };
}

/** Takes the command on the state as time has left it. */
export function decide(application: Application, command: Command, context: DecisionContext): Decision {
  const on = recording(application, context, command.action);
  settle(on, knownUntil(command, context.now));
  const refusal = notLegal(on, command.action) ?? perform(on, command);
  return { application: on.application, events: on.events, refusal };
}

/** Lets time alone decide: the alarm of the workflow asks for this. */
export function tick(application: Application, context: DecisionContext): Decision {
  const on = recording(application, context, null);
  settle(on);
  return { application: on.application, events: on.events, refusal: null };
}

/** A delivery that happened in time is no breach because its report came late. */
function knownUntil(command: Command, now: Instant): Instant {
  if (command.action !== 'report-parcel') return now;
  const delivered = command.movements.filter((movement) => movement.report === 'delivered');
  return delivered.reduce((until, { occurredAt }) => earlierOf(occurredAt, until), now);
}

function notLegal(on: Recording, action: Action): Refusal | null {
  const { state } = on.application;
  const { stage, closedAs = 'application-closed' }: StateRow = LIFECYCLE[state];
  if (stage === 'ended') return { code: closedAs };
  const transition = findTransition(state, action);
  if (!transition) return { code: 'action-not-allowed', slots: { state: LIFECYCLE[state].zh } };
  return transition.by.includes(on.context.actor.role) ? null : { code: 'not-permitted' };
}

function perform(on: Recording, command: Command): Refusal | null {
  switch (command.action) {
    case 'edit-draft':
      record(on, { type: 'draft-edited' });
      return null;
    case 'submit':
      return intake.submit(on, command);
    case 'record-fee-order':
      record(on, { type: 'fee-ordered', orderNo: command.orderNo });
      return null;
    case 'confirm-fee':
      return intake.confirmFee(on, command);
    case 'lapse-fee':
      return intake.lapseFee(on);
    case 'withdraw':
      return intake.withdraw(on);
    case 'request-supplement':
      return intake.requestSupplement(on, command);
    case 'resubmit':
      return intake.resubmit(on, command);
    case 'accept':
      return intake.accept(on);
    case 'decline':
      return intake.decline(on, command);
    case 'approve':
      return intake.approve(on);
    case 'confirm-plate':
      return intake.confirmPlate(on);
    case 'refuse':
      return intake.refuse(on, command);
    case 'take-place':
      return attendance.takePlace(on);
    case 'cancel-booking':
      return attendance.cancelBooking(on);
    case 'call-off':
      return attendance.callOff(on, command);
    case 'record-attendance':
      return attendance.recordAttendance(on);
    case 'record-result':
      return attendance.recordResult(on, command);
    case 'try-number':
      return selection.tryNumber(on, command);
    case 'draw-numbers':
      return selection.drawNumbers(on, command);
    case 'choose-number':
      return selection.chooseNumber(on, command);
    case 'leave-selection':
      return selection.leaveSelection(on);
    case 'record-registration':
      return selection.recordRegistration(on, command);
    case 'record-register':
      return fulfilment.recordRegister(on, command);
    case 'complete-production':
      return fulfilment.completeProduction(on);
    case 'report-spoilt':
      return fulfilment.reportSpoilt(on, command);
    case 'record-parcel':
      return fulfilment.recordParcel(on, command);
    case 'dispatch':
      return fulfilment.dispatch(on, command);
    case 'report-parcel':
      return fulfilment.reportParcel(on, command);
    case 'record-tracking':
      return fulfilment.recordTracking(on);
    case 'resend':
      return fulfilment.resend(on);
    case 'offer-pickup':
      return fulfilment.offerPickup(on);
    case 'reproduce':
      return fulfilment.reproduce(on);
    case 'confirm-hand-back':
      return fulfilment.confirmHandBack(on);
    case 'hand-over':
      return fulfilment.handOver(on, command);
    case 'change-delivery':
      return fulfilment.changeDelivery(on, command);
  }
}
