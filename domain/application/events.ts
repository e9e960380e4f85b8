// What can happen to an application. Events are facts; nothing personal is in them (form and address live in columns).
import type { Instant } from '../calendar/local-date.ts';
import type { Zone } from '../delivery-zones.ts';
import type { Clock, RungName } from '../promises/clock.ts';
import type { LifecycleId } from '../services/define.ts';
import type { Action, Role } from './lifecycle.ts';

/** How the result reaches the applicant. The address itself is not part of the case's events. */
export type Delivery =
  | { readonly mode: 'post'; readonly zone: Zone }
  | { readonly mode: 'pickup' }
  /** Printed by the applicant as soon as it is issued. */
  | { readonly mode: 'print' };

/** What an applicant may ask for; the gate lets only deliverable zones through. */
export type WantedDelivery =
  | { readonly mode: 'post'; readonly zone: Zone | 'undeliverable' }
  | { readonly mode: 'pickup' }
  | { readonly mode: 'print' };

/** The delivery as it can be promised; null for one that cannot, or for none. */
export function promisable(wanted: WantedDelivery | null): Delivery | null {
  if (wanted?.mode !== 'post') return wanted;
  return wanted.zone === 'undeliverable' ? null : { mode: 'post', zone: wanted.zone };
}

/** What the courier may say of a parcel. */
export const PARCEL_REPORTS = ['picked-up', 'in-transit', 'delivered', 'failed', 'returned', 'lost'] as const;
export type ParcelReport = (typeof PARCEL_REPORTS)[number];

/** Work outside the deciding transaction, done by an activity exactly once a key. */
export const EFFECTS = ['request-fee', 'apply-to-register', 'order-parcel', 'track-parcel'] as const;
export type EffectName = (typeof EFFECTS)[number];

/** A place in a session. */
export interface Place {
  readonly sessionId: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** 自编自选, 随机选号 (预选机动车号牌 规则4). */
export type SelectionMethod = 'self' | 'random';

export interface SupplementItem {
  /** JSON pointer of the field or document to correct. */
  readonly pointer: string;
  readonly note: string;
}

/** Who took the result over the counter; not on record of the oldest cases. */
export type Collector = 'applicant' | 'proxy';

export type EventBody =
  | {
      readonly type: 'drafted';
      readonly service: string;
      readonly lifecycle: LifecycleId;
      readonly applicantId: string;
      readonly office: string;
    }
  | { readonly type: 'draft-edited' }
  | { readonly type: 'fee-requested'; readonly amountFen: number; readonly delivery: Delivery | null }
  | { readonly type: 'fee-ordered'; readonly orderNo: string }
  | { readonly type: 'fee-paid'; readonly amountFen: number }
  | { readonly type: 'fee-lapsed' }
  | { readonly type: 'submitted'; readonly delivery: Delivery | null }
  | {
      readonly type: 'supplement-requested';
      readonly reason: string;
      readonly items: readonly SupplementItem[];
    }
  | { readonly type: 'resubmitted' }
  | { readonly type: 'supplement-lapsed' }
  | { readonly type: 'accepted' }
  | { readonly type: 'not-accepted'; readonly reason: string; readonly note: string }
  | { readonly type: 'approved' }
  | { readonly type: 'refused'; readonly reason: string; readonly note: string }
  | { readonly type: 'register-updated'; readonly produces: boolean }
  | { readonly type: 'produced' }
  | { readonly type: 'spoilt'; readonly reason: string }
  | { readonly type: 'parcel-ordered'; readonly trackingNumber: string }
  | { readonly type: 'parcel-order-refused'; readonly code: string }
  | { readonly type: 'dispatched'; readonly trackingNumber: string }
  | { readonly type: 'parcel-reported'; readonly report: ParcelReport; readonly occurredAt: Instant }
  | { readonly type: 'tracking-due' }
  | { readonly type: 'tracking-checked' }
  | { readonly type: 'resend-prepared' }
  | { readonly type: 'remake-ordered' }
  | { readonly type: 'ready-for-pickup'; readonly pickupCode: string }
  | { readonly type: 'collected'; readonly by?: Collector }
  | { readonly type: 'hand-back-confirmed' }
  | { readonly type: 'uncollected' }
  | { readonly type: 'delivery-changed'; readonly delivery: Delivery }
  | { readonly type: 'plate-chosen' }
  | { readonly type: 'plate-choice-lapsed' }
  | { readonly type: 'place-taken'; readonly place: Place }
  | { readonly type: 'place-awaited'; readonly place: Place }
  | { readonly type: 'place-given' }
  | { readonly type: 'place-not-given' }
  | { readonly type: 'session-day' }
  | { readonly type: 'attended' }
  | { readonly type: 'absent' }
  | { readonly type: 'result-recorded'; readonly result: string; readonly isFinal: boolean }
  | { readonly type: 'retake-missed' }
  | { readonly type: 'called-off'; readonly reason: string }
  | { readonly type: 'cancelled' }
  | { readonly type: 'number-tried'; readonly number: string }
  | { readonly type: 'numbers-drawn'; readonly seed: string; readonly numbers: readonly string[] }
  | { readonly type: 'number-reserved'; readonly number: string; readonly method: SelectionMethod }
  | { readonly type: 'selection-left' }
  | { readonly type: 'selection-lapsed' }
  | { readonly type: 'reservation-lapsed' }
  | { readonly type: 'vehicle-registered'; readonly matches: boolean }
  | { readonly type: 'withdrawn' }
  | { readonly type: 'done' }
  | { readonly type: 'clock-started'; readonly clock: Clock }
  | { readonly type: 'clock-paused'; readonly clock: Clock }
  | { readonly type: 'clock-resumed'; readonly clock: Clock }
  | { readonly type: 'clock-stopped'; readonly clock: Clock }
  | { readonly type: 'rung-raised'; readonly clock: Clock; readonly rung: RungName; readonly dueAt: Instant };

export type EventType = EventBody['type'];

export interface Actor {
  readonly id: string;
  readonly role: Role;
}

/** An event as recorded: numbered within its case without gap. */
export type ApplicationEvent = EventBody & {
  readonly seq: number;
  readonly at: Instant;
  readonly actor: Actor;
  /** The action that brought it about; null for what the clock brought about. */
  readonly action: Action | null;
};
