// An application as its events tell it: the state that decisions are taken on.
import type { Instant } from '../calendar/local-date.ts';
import type { Clock } from '../promises/clock.ts';
import type { ClockKind } from '../promises/policies.ts';
import type { LifecycleId } from '../services/define.ts';
import type { Delivery, EffectName, ParcelReport, Place, SelectionMethod, SupplementItem } from './events.ts';
import type { ApplicationState } from './lifecycle.ts';

/** One parcel; `attempt` counts parcels of the case, so that its number is also the order's idempotency key. */
export interface Parcel {
  readonly attempt: number;
  readonly trackingNumber: string | null;
  readonly orderRefused: string | null;
  readonly lastReport: ParcelReport | null;
  readonly lastReportAt: Instant | null;
  /** When a silent courier is asked; null while the parcel is not on its way. */
  readonly trackAt: Instant | null;
}

export interface PendingEffect {
  readonly name: EffectName;
  /** Distinguishes repetitions of the same effect within a case. */
  readonly round: number;
}

export interface Supplement {
  readonly reason: string;
  readonly items: readonly SupplementItem[];
}

/** A reason given to the applicant for an unfavourable end. */
export interface Ending {
  readonly reason: string;
  readonly note: string;
}

/** What has been tried and shown while a plate number is being chosen, and what was chosen. */
export interface Selection {
  readonly tries: number;
  /** The numbers of the last random batch; null while none was drawn. */
  readonly drawn: readonly string[] | null;
  readonly draws: number;
  readonly number: string | null;
  readonly method: SelectionMethod | null;
}

export interface Application {
  readonly service: string;
  readonly lifecycle: LifecycleId;
  readonly applicantId: string;
  /** Who took it down: the applicant, or a registrar at the window. */
  readonly filedById: string;
  readonly office: string;
  readonly state: ApplicationState;
  /** Number of the last event: the version a decision names. */
  readonly version: number;
  readonly delivery: Delivery | null;
  readonly feeFen: number;
  readonly clocks: Readonly<Partial<Record<ClockKind, Clock>>>;
  readonly effects: readonly PendingEffect[];
  /** How often each effect was asked for. */
  readonly effectRounds: Readonly<Partial<Record<EffectName, number>>>;
  readonly supplement: Supplement | null;
  readonly supplementRounds: number;
  readonly parcel: Parcel | null;
  /** Parcels that really left; the second and later ones are re-sent. */
  readonly dispatches: number;
  readonly remakes: number;
  readonly pickupCode: string | null;
  /** The place in a session, taken or waited for. */
  readonly place: Place | null;
  /** What came of the appointment; the last one counts. */
  readonly results: readonly string[];
  readonly selection: Selection | null;
  readonly ending: Ending | null;
  readonly submittedAt: Instant | null;
  readonly acceptedAt: Instant | null;
  readonly deliveredAt: Instant | null;
  readonly closedAt: Instant | null;
}
