// What a state of an application is: where it stands, what waits for whom, who may do what.
import type { StaffRole } from '../../permissions/role.ts';
import type { RefusalCode } from '../../refusals.ts';

/** Where an application stands, coarsely: what its workflow waits for and operators filter by. */
export const STAGES = [
  'draft',
  'fee',
  'acceptance',
  'plate-choice',
  'handling',
  'appointment',
  'selection',
  'reservation',
  'approval',
  'production',
  'delivery',
  'pickup',
  'ended',
] as const;
export type Stage = (typeof STAGES)[number];

export type ApplicationState =
  | 'draft'
  | 'awaiting-fee'
  | 'submitted'
  | 'in-review'
  | 'awaiting-plate'
  | 'supplement'
  | 'accepted'
  | 'not-accepted'
  | 'approved'
  | 'refused'
  | 'producing'
  | 'produced'
  | 'dispatched'
  | 're-sent'
  | 'in-transit'
  | 'delivery-failed'
  | 'returned'
  | 'lost'
  | 'delivered'
  | 'ready-for-pickup'
  | 'collected'
  | 'uncollected'
  | 'plate-not-chosen'
  | 'handling'
  | 'waiting'
  | 'booked'
  | 'expected'
  | 'attended'
  | 'absent'
  | 'not-placed'
  | 'called-off'
  | 'selecting'
  | 'selection-lapsed'
  | 'abandoned'
  | 'reserved'
  | 'assigned'
  | 'mismatch'
  | 'reservation-lapsed'
  | 'cancelled'
  | 'done'
  | 'withdrawn';

/** Who acts. `courier` and `system` are not people; every other role is held by an account. */
export type Role = 'applicant' | StaffRole | 'courier' | 'system';

export type Action =
  | 'edit-draft'
  | 'submit'
  | 'record-fee-order'
  | 'confirm-fee'
  | 'lapse-fee'
  | 'withdraw'
  | 'request-supplement'
  | 'resubmit'
  | 'accept'
  | 'decline'
  | 'approve'
  | 'refuse'
  | 'record-register'
  | 'complete-production'
  | 'report-spoilt'
  | 'record-parcel'
  | 'dispatch'
  | 'report-parcel'
  | 'record-tracking'
  | 'resend'
  | 'offer-pickup'
  | 'reproduce'
  | 'confirm-hand-back'
  | 'hand-over'
  | 'change-delivery'
  | 'confirm-plate'
  | 'take-place'
  | 'cancel-booking'
  | 'call-off'
  | 'record-attendance'
  | 'record-result'
  | 'try-number'
  | 'draw-numbers'
  | 'choose-number'
  | 'leave-selection'
  | 'record-registration';

/** The task a person finds in a queue while an application is in a state. */
export type TaskKind =
  | 'accept'
  | 'review'
  | 'produce'
  | 'dispatch'
  | 'resolve-return'
  | 'reproduce'
  | 'confirm-hand-back'
  | 'hand-over'
  | 'review-registration'
  | 'record-result';

export const TASK_ROLES = {
  accept: 'clerk',
  review: 'clerk',
  produce: 'production',
  dispatch: 'dispatch',
  'resolve-return': 'dispatch',
  reproduce: 'production',
  'confirm-hand-back': 'dispatch',
  'hand-over': 'clerk',
  'review-registration': 'reviewer',
  'record-result': 'clerk',
} as const satisfies Record<TaskKind, StaffRole>;

export interface Transition {
  readonly by: readonly Role[];
  /** Every state the action may lead to. */
  readonly to: readonly [ApplicationState, ...ApplicationState[]];
}

export interface StateRow {
  readonly stage: Stage;
  readonly zh: string;
  readonly en: string;
  readonly task: TaskKind | null;
  readonly actions: Readonly<Partial<Record<Action, Transition>>>;
  /** What is told of any action on a case that ended so; `application-closed` where nothing else is said. */
  readonly closedAs?: RefusalCode;
}

/** Applicants may choose between post and pickup until dispatch; what is ready for pickup may still be posted. */
export const changeDelivery = (state: ApplicationState) =>
  ({ by: ['applicant'], to: [state] }) as const satisfies Transition;
