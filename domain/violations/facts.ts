// What is known of a surveillance record when somebody would handle it: the record, the vehicle, the licence, and who else is at it.
import type { Instant, LocalDate } from '../calendar/local-date.ts';
import type { LicenceFacts, VehicleFacts } from '../register/facts.ts';

export type RecordState = 'recorded' | 'queryable' | 'locked' | 'penalised' | 'paid' | 'cancelled';
export type PenaltyKind = 'warning' | 'fine' | 'suspend' | 'revoke' | 'detain';

/** 电子监控记录, or a ticket written on the spot, which is none. */
export interface ViolationRecordFacts {
  readonly source: 'camera' | 'on-the-spot';
  /** Where it was recorded: six digits. */
  readonly division: string;
  readonly occurredOn: LocalDate;
  readonly points: number;
  readonly fineFen: number;
  readonly penaltyKinds: readonly PenaltyKind[];
  readonly state: RecordState;
  /** Somebody has objected, and it is being looked at again. */
  readonly isUnderReview: boolean;
}

/** Who is at a record at this moment: the same request is nobody else. */
export type RecordHolder = 'nobody' | 'platform' | 'window' | 'other-internet';

export interface ViolationFacts {
  readonly record: ViolationRecordFacts;
  readonly heldBy: RecordHolder;
  /** A window or another platform has decided on it, whether or not the record says so yet. */
  readonly isDecidedElsewhere: boolean;
  /** The applicant's own vehicle; null of somebody else's, or of one that is not registered here. */
  readonly vehicle: VehicleFacts | null;
  /** A payment of the applicant or for the vehicle is in doubt or unreconciled. */
  readonly hasUnreconciledPayment: boolean;
  /** The applicant's own licence of this office; null where there is none. */
  readonly licence: LicenceFacts | null;
  /** The last moment at which the points of the licence were complete; null where nothing has been synchronised yet. */
  readonly pointsAsOf: Instant | null;
  readonly now: Instant;
  readonly today: LocalDate;
}
