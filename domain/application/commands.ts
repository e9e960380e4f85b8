// What may be asked of an application, and the context a decision is taken in.
import type { Instant } from '../calendar/local-date.ts';
import type { OfficeCalendar } from '../calendar/office-calendar.ts';
import type { Refusal } from '../refusals.ts';
import type { AppointmentRule, DeliveryMode, LifecycleId } from '../services/define.ts';
import type { Actor, Collector, Delivery, ParcelReport, Place, SupplementItem } from './events.ts';
import type { Action } from './lifecycle.ts';
import type { PromiseLimits } from './promise-limits.ts';

export interface DraftCommand {
  readonly service: string;
  readonly lifecycle: LifecycleId;
  readonly applicantId: string;
  readonly office: string;
}

/** `gate` is the verdict of the service's own rules on the facts read under the same lock. */
interface SubmitCommand {
  readonly action: 'submit';
  readonly delivery: Delivery | null;
  readonly feeFen: number;
  readonly gate: Refusal | null;
  /** The place wanted, of a service by appointment; it may be full where the applicant would wait. */
  readonly place?: (Place & { readonly isFree: boolean }) | null;
}

export interface ReportedMovement {
  readonly report: ParcelReport;
  readonly occurredAt: Instant;
  /** Whether the courier took back what has to be returned; only a delivery says so. */
  readonly handedBack: boolean;
}

interface OrderedParcel {
  readonly action: 'record-parcel';
  /** Which parcel was ordered; the present one when left out. */
  readonly attempt?: number;
}

/** `proof` is the verdict on a pass or a proxy, judged on what is stored under the same lock. */
interface HandOverCommand {
  readonly action: 'hand-over';
  readonly pickupCode: string;
  readonly handedBack: boolean;
  readonly collector?: Collector;
  readonly proof?: Refusal | null;
}

/** A person's or the outside world's request, one shape an action. */
export type Command =
  | SubmitCommand
  | { readonly action: 'edit-draft' | 'withdraw' | 'accept' | 'approve' | 'confirm-plate' }
  | { readonly action: 'record-fee-order'; readonly orderNo: string }
  | { readonly action: 'confirm-fee'; readonly amountFen: number }
  | { readonly action: 'lapse-fee' }
  | {
      readonly action: 'request-supplement';
      readonly reason: string;
      readonly items: readonly SupplementItem[];
      readonly workdays: number;
    }
  | { readonly action: 'resubmit'; readonly gate: Refusal | null }
  | { readonly action: 'decline' | 'refuse'; readonly reason: string; readonly note: string }
  | {
      readonly action: 'record-register';
      readonly produces: boolean;
      /** Why the register could not be changed, found out under its locks. */
      readonly refusal?: Refusal | null;
    }
  | { readonly action: 'take-place' | 'cancel-booking' | 'record-attendance' | 'leave-selection' }
  | { readonly action: 'call-off'; readonly reason: string }
  | { readonly action: 'record-result'; readonly result: string }
  | { readonly action: 'try-number'; readonly number: string; readonly verdict: Refusal | null }
  | {
      readonly action: 'draw-numbers';
      readonly seed: string;
      readonly numbers: readonly string[];
      readonly verdict: Refusal | null;
    }
  | { readonly action: 'choose-number'; readonly number: string }
  | { readonly action: 'record-registration'; readonly matches: boolean }
  | { readonly action: 'complete-production' | 'resend' | 'offer-pickup' | 'reproduce' | 'confirm-hand-back' }
  | { readonly action: 'report-spoilt'; readonly reason: string }
  | (OrderedParcel & { readonly trackingNumber: string })
  | (OrderedParcel & { readonly orderRefused: string })
  | { readonly action: 'dispatch'; readonly trackingNumber: string | null }
  | {
      readonly action: 'report-parcel';
      readonly trackingNumber: string;
      readonly movements: readonly ReportedMovement[];
    }
  | { readonly action: 'record-tracking' }
  | HandOverCommand
  | { readonly action: 'change-delivery'; readonly delivery: Delivery };

type Unhandled = Exclude<Action, Command['action']>;
/** Compiles only while every action of the lifecycle has its command. */
export const EVERY_ACTION_HAS_A_COMMAND: [Unhandled] extends [never] ? true : Unhandled = true;

/** Everything a decision may depend on besides the state: who, when, which calendar, and one draw of chance. */
export interface DecisionContext {
  readonly actor: Actor;
  readonly now: Instant;
  readonly calendar: OfficeCalendar;
  readonly limits: PromiseLimits;
  /** Refusal when something old must be handed back with the new; null when nothing must. */
  readonly handBack: Refusal | null;
  /** Reasons a clerk may give for this service. */
  readonly reasons: readonly string[];
  /** Of a service by appointment. */
  readonly appointment: AppointmentRule | null;
  /** The ways in which the result may reach the applicant. */
  readonly deliveryModes: readonly DeliveryMode[];
  /** Used only if the decision makes something ready for pickup. */
  readonly pickupCode: string;
}
