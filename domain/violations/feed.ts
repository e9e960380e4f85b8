// What the violation system tells of: records and locks as they stand, and what was decided, paid and withdrawn elsewhere, once each.
import type { Instant } from '../calendar/local-date.ts';
import type { PenaltyKind, ViolationRecordFacts } from './facts.ts';

/** Every entry has a number: of two on the same thing the higher one is newer, in whatever order they come. */
interface Numbered {
  readonly seq: number;
}

export interface EvidenceRef {
  /** The violation system's name of the picture. */
  readonly id: string;
  readonly mediaType: 'image/jpeg' | 'image/png';
  readonly takenAt: Instant;
}

export interface RecordEntry extends Numbered {
  readonly kind: 'record';
  readonly recordNo: string;
  readonly source: ViolationRecordFacts['source'];
  readonly plateCategory: string;
  readonly plateNumber: string;
  readonly occurredAt: Instant;
  readonly place: string;
  readonly division: string;
  readonly deviceId: string | null;
  readonly code: string;
  readonly text: string;
  readonly points: number;
  readonly fineFen: number;
  readonly penaltyKinds: readonly PenaltyKind[];
  readonly enteredAt: Instant;
  readonly queryableAt: Instant | null;
  readonly noticeSentAt: Instant | null;
  /** Of the record by itself; what is decided on it is told apart. */
  readonly state: 'recorded' | 'queryable' | 'cancelled';
  readonly isUnderReview: boolean;
  readonly evidence: readonly EvidenceRef[];
}

/** Another internet platform is at a record, or no longer. */
export interface LockEntry extends Numbered {
  readonly kind: 'lock';
  readonly recordNo: string;
  readonly holder: string | null;
  readonly since: Instant | null;
}

export type Elsewhere = 'window' | 'other-internet';

export interface DecisionEntry extends Numbered {
  readonly kind: 'decision';
  readonly recordNo: string;
  readonly decisionNo: string;
  readonly channel: Elsewhere;
  /** Of whoever was penalised; of a licence of another place, too. */
  readonly licenceNo: string | null;
  readonly decidedAt: Instant;
  readonly fineFen: number;
  readonly points: number;
}

/** A fine paid elsewhere; who decided on it does not matter. */
export interface PaymentEntry extends Numbered {
  readonly kind: 'payment';
  readonly recordNo: string;
  readonly decisionNo: string;
  readonly paidBy: Elsewhere;
  readonly paidAt: Instant;
}

export interface WithdrawalEntry extends Numbered {
  readonly kind: 'withdrawal';
  readonly recordNo: string;
  readonly decisionNo: string;
  readonly withdrawnAt: Instant;
}

/** Every point of a licence up to an instant has been told. */
export interface PointsEntry extends Numbered {
  readonly kind: 'points';
  readonly licenceNo: string;
  readonly asOf: Instant;
}

/** What is told of one record. */
export type AboutRecord = RecordEntry | LockEntry | DecisionEntry | PaymentEntry | WithdrawalEntry;
export type FeedEntry = AboutRecord | PointsEntry;

/** The thing an entry tells of: the newest entry of a kind on it is the one that counts. */
export function subjectOf(entry: AboutRecord): string {
  return entry.kind === 'record' || entry.kind === 'lock' ? entry.recordNo : entry.decisionNo;
}

/** Entries in the order of what happened; of several of a kind on one thing the newest. */
export function newestOfEach<E extends AboutRecord>(entries: readonly E[]): readonly E[] {
  const newest = new Map<string, E>();
  for (const entry of entries) {
    const key = `${entry.kind} ${subjectOf(entry)}`;
    const known = newest.get(key);
    if (known === undefined || entry.seq > known.seq) newest.set(key, entry);
  }
  return [...newest.values()].sort((one, other) => one.seq - other.seq);
}
