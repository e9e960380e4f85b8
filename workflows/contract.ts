// Names, ids and messages shared by those who start, tell and run workflows.
import type { Reaction } from '../domain/application/react.ts';
import type { LifecycleId } from '../domain/services/define.ts';

export const TASK_QUEUE = 'applications';

/** The workflow that carries each lifecycle. */
export const WORKFLOW_OF_LIFECYCLE = {
  'L-POST': 'postalWorkflow',
  'L-DEFER': 'deferralWorkflow',
  'L-SPOT': 'onTheSpotWorkflow',
  'L-INSTANT': 'instantWorkflow',
  'L-APPT': 'appointmentWorkflow',
  'L-WINDOW-NEXT': 'windowWorkflow',
  'L-PRESELECT': 'reservationWorkflow',
  'L-REGISTER': 'registrationWorkflow',
  'L-NEW-CAR': 'newCarWorkflow',
} as const satisfies Record<LifecycleId, string>;

export type CarriedLifecycle = keyof typeof WORKFLOW_OF_LIFECYCLE;
export type ApplicationWorkflow = (typeof WORKFLOW_OF_LIFECYCLE)[CarriedLifecycle];

/** Whether the engine carries a lifecycle. */
export function isCarried(lifecycle: string): lifecycle is CarriedLifecycle {
  return Object.hasOwn(WORKFLOW_OF_LIFECYCLE, lifecycle);
}

/** The workflow of an application. Only the opaque id is in it. */
export function applicationWorkflowId(applicationId: string): string {
  return `application/${applicationId}`;
}

export const PAYMENT_WORKFLOW = 'paymentWorkflow';

/** The workflow of a payment order. */
export function paymentWorkflowId(orderNo: string): string {
  return `payment/${orderNo}`;
}

/** A poke: what the case stands at, and what there is to do. The newest sequence wins. */
export type Poke = Reaction;

export const CHANGED_SIGNAL = 'changed';
export const PROGRESS_QUERY = 'progress';

/** The one search attribute, a Keyword, created by the worker's bootstrap. */
export const STAGE_ATTRIBUTE = 'Stage';

/** What operators see of a running workflow. */
export interface Progress {
  readonly seq: number;
  readonly stage: string;
  readonly state: string;
  readonly alarmAt: string | null;
  readonly pendingEffects: readonly string[];
}
