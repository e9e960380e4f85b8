// What the register knows of a subject, as plain facts: the only thing a service's rules may look at.
import type { LocalDate } from '../calendar/local-date.ts';
import type { LicenceClass, LicenceStatus, PlateCategory, Usage, VehicleStatus } from './codes.ts';

export type CertificateState = 'held' | 'lost' | 'damaged' | 'returned' | 'voided';

export type VehicleSize = 'large' | 'medium' | 'small' | 'micro';

export type VehicleBody =
  | 'sedan'
  | 'passenger'
  | 'minibus'
  | 'truck'
  | 'tractor'
  | 'full-trailer'
  | 'semi-trailer'
  | 'three-wheeler'
  | 'low-speed-truck'
  | 'special-op'
  | 'wheeled-machine'
  | 'motorcycle-3w'
  | 'motorcycle';

/** A vehicle of the register, without its owner's personal data. */
export interface VehicleFacts {
  readonly plateCategory: PlateCategory;
  readonly plateNumber: string;
  readonly size: VehicleSize;
  readonly body: VehicleBody;
  readonly usage: Usage;
  readonly seats: number;
  readonly singleCylinder: boolean;
  readonly hasCargoFunction: boolean;
  readonly isContainerSemiTrailer: boolean;
  readonly automatic: boolean;
  readonly manufacturedOn: LocalDate;
  readonly firstRegisteredOn: LocalDate;
  /** Always a month's last day. */
  readonly inspectionValidTo: LocalDate;
  readonly insuranceValidTo: LocalDate;
  readonly mandatoryScrapOn: LocalDate | null;
  readonly injuryAccident: boolean;
  readonly illegalModPenalty: boolean;
  readonly hasSchoolBusPlate: boolean;
  readonly statuses: readonly VehicleStatus[];
}

export type ValidityKind = '6y' | '10y' | 'long';

export interface ClassHoldingFacts {
  readonly cls: LicenceClass;
  readonly obtainedOn: LocalDate;
  readonly how: 'initial' | 'added' | 'exchange' | 'downgrade';
  readonly cancelledOn: LocalDate | null;
}

export interface PointEntryFacts {
  readonly points: number;
  readonly occurredOn: LocalDate;
  readonly recordedOn: LocalDate;
  readonly voidedOn: LocalDate | null;
  /** False while the fine of the same decision is still owed (F5). */
  readonly finePaidOn: LocalDate | null;
}

export interface CycleResetFacts {
  readonly on: LocalDate;
  readonly kind: 'study-exam-passed' | 'cycle-end';
}

export interface ReviewFacts {
  readonly on: LocalDate;
  readonly coversThroughCycle: number;
  readonly withStudy: boolean;
}

export interface BodyExamFacts {
  readonly certNo: string;
  readonly examinedOn: LocalDate;
  readonly validTo: LocalDate;
  readonly conclusion: 'qualified' | 'unqualified';
  readonly classes: readonly LicenceClass[];
}

export interface BodyCertSubmissionFacts {
  readonly certNo: string;
  readonly submittedOn: LocalDate;
  readonly qualified: boolean;
}

export type DeferralKind = 'renewal' | 'review' | 'body-cert';

export interface DeferralFacts {
  readonly kind: DeferralKind;
  /** The date that was put off: validTo, cycle end or body-certificate due date. */
  readonly baseOn: LocalDate;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export interface AccidentFacts {
  readonly on: LocalDate;
  readonly deaths: number;
  readonly liability: 'full' | 'main' | 'equal' | 'minor' | 'none';
  readonly revoked: boolean;
}

/** A driving licence of the register with the events its rules need. */
export interface LicenceFacts {
  readonly holderBirthOn: LocalDate;
  readonly firstIssuedOn: LocalDate;
  readonly validFrom: LocalDate;
  /** null = 长期. */
  readonly validTo: LocalDate | null;
  readonly validityKind: ValidityKind;
  readonly statuses: readonly LicenceStatus[];
  readonly classes: readonly ClassHoldingFacts[];
  readonly points: readonly PointEntryFacts[];
  readonly cycleResets: readonly CycleResetFacts[];
  readonly reviews: readonly ReviewFacts[];
  readonly bodyExams: readonly BodyExamFacts[];
  readonly bodyCertSubmissions: readonly BodyCertSubmissionFacts[];
  readonly deferrals: readonly DeferralFacts[];
  readonly accidents: readonly AccidentFacts[];
  readonly schoolBusQualified: boolean;
}
