// Rows of the register as the tables have them, and the facts they amount to.
import type { LocalDate } from '../../domain/calendar/local-date.ts';
import type {
  LicenceClass,
  LicenceStatus,
  PlateCategory,
  Usage,
  VehicleStatus,
} from '../../domain/register/codes.ts';
import type {
  AccidentFacts,
  BodyExamFacts,
  CertificateState,
  ClassHoldingFacts,
  CycleResetFacts,
  DeferralKind,
  LicenceFacts,
  ValidityKind,
  VehicleBody,
  VehicleFacts,
  VehicleSize,
} from '../../domain/register/facts.ts';
import type { VehicleCertificate } from '../../domain/services/define.ts';
import type { Sex } from './names.ts';

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly id_doc_kind: string;
  readonly id_doc_no: string;
  readonly resident_category: string;
  readonly birth_on: LocalDate;
  readonly sex: Sex;
  readonly residence_division: string;
  readonly mobile: string | null;
  readonly postcode: string | null;
  readonly address: string | null;
  readonly division: string | null;
  readonly contact_since: string | null;
  readonly deceased: boolean;
}

export interface AccountRow {
  readonly id: string;
  /** null: signs in with mobile or identity number. */
  readonly login: string | null;
  readonly mobile: string | null;
  /** Of the second factor of staff, base32. */
  readonly totp_secret: string | null;
  readonly password_hash: string;
  readonly kind: 'ind-online' | 'ind-window' | 'unit' | 'staff';
  readonly role: string;
  readonly state: 'pending' | 'active' | 'suspended' | 'cancelled';
  readonly display_name: string;
  readonly office: string;
  readonly person_id: string | null;
}

export interface VehicleRow {
  readonly id: string;
  readonly vin: string;
  readonly engine_no: string;
  readonly plate_category: PlateCategory;
  readonly plate_number: string;
  readonly owner_id: string;
  readonly size: VehicleSize;
  readonly body: VehicleBody;
  readonly usage: Usage;
  readonly brand_model: string;
  readonly seats: number;
  readonly single_cylinder: boolean;
  readonly has_cargo_function: boolean;
  readonly is_container_semi_trailer: boolean;
  readonly automatic: boolean;
  readonly manufactured_on: LocalDate;
  readonly first_registered_on: LocalDate;
  readonly inspection_valid_to: LocalDate;
  readonly insurance_valid_to: LocalDate;
  readonly mandatory_scrap_on: LocalDate | null;
  readonly injury_accident: boolean;
  readonly illegal_mod_penalty: boolean;
  readonly has_school_bus_plate: boolean;
  readonly statuses: readonly VehicleStatus[];
}

export interface LicenceRow {
  readonly id: string;
  readonly licence_no: string;
  readonly file_no: string;
  readonly holder_id: string;
  readonly first_issued_on: LocalDate;
  readonly valid_from: LocalDate;
  readonly valid_to: LocalDate | null;
  readonly validity_kind: ValidityKind;
  readonly statuses: readonly LicenceStatus[];
  readonly issuing_office: string;
  readonly school_bus_qualified: boolean;
}

export interface ClassHoldingRow {
  readonly licence_id: string;
  readonly cls: LicenceClass;
  readonly obtained_on: LocalDate;
  readonly how: ClassHoldingFacts['how'];
  readonly cancelled_on: LocalDate | null;
  readonly cancel_reason: string | null;
}

export interface PointEntryRow {
  readonly licence_id: string;
  readonly points: number;
  readonly occurred_on: LocalDate;
  readonly recorded_on: LocalDate;
  readonly voided_on: LocalDate | null;
  readonly fine_paid_on: LocalDate | null;
}

export interface CycleResetRow {
  readonly licence_id: string;
  readonly on: LocalDate;
  readonly kind: CycleResetFacts['kind'];
}

export interface ReviewRow {
  readonly licence_id: string;
  readonly on: LocalDate;
  readonly covers_through_cycle: number;
  readonly with_study: boolean;
}

export interface BodyExamRow {
  readonly cert_no: string;
  readonly person_id: string;
  readonly hospital: string;
  readonly examined_on: LocalDate;
  readonly valid_to: LocalDate;
  readonly conclusion: BodyExamFacts['conclusion'];
  readonly classes: readonly LicenceClass[];
}

export interface BodyCertSubmissionRow {
  readonly licence_id: string;
  readonly cert_no: string;
  readonly submitted_on: LocalDate;
  readonly qualified: boolean;
  readonly by: string;
}

export interface DeferralRow {
  readonly licence_id: string;
  readonly kind: DeferralKind;
  readonly reason: 'military' | 'abroad' | 'other';
  readonly base_on: LocalDate;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export interface AccidentRow {
  readonly licence_id: string;
  readonly on: LocalDate;
  readonly deaths: number;
  readonly liability: AccidentFacts['liability'];
  readonly revoked: boolean;
}

export interface DowngradeCaseRow {
  readonly licence_id: string;
  readonly cause: string;
  readonly lost_classes: readonly LicenceClass[];
  readonly decided_on: LocalDate;
  readonly exchanged_on: LocalDate | null;
}

export interface CertificateRow {
  readonly kind: VehicleCertificate | 'driving-licence';
  readonly vehicle_id: string | null;
  readonly licence_id: string | null;
  readonly state: CertificateState;
  readonly issued_on: LocalDate;
  readonly voided_on: LocalDate | null;
  readonly application_id: string | null;
}

/** Everything that belongs to one vehicle. */
export interface VehicleBundle {
  readonly vehicle: VehicleRow;
  readonly certificates: readonly CertificateRow[];
}

/** Everything that belongs to one licence. */
export interface LicenceBundle {
  readonly licence: LicenceRow;
  readonly birthOn: LocalDate;
  readonly classes: readonly ClassHoldingRow[];
  readonly points: readonly PointEntryRow[];
  readonly cycleResets: readonly CycleResetRow[];
  readonly reviews: readonly ReviewRow[];
  readonly bodyExams: readonly BodyExamRow[];
  readonly submissions: readonly BodyCertSubmissionRow[];
  readonly deferrals: readonly DeferralRow[];
  readonly accidents: readonly AccidentRow[];
  readonly downgrades: readonly DowngradeCaseRow[];
  readonly certificates: readonly CertificateRow[];
}

/** The vehicle as the rules see it. */
export function vehicleFactsOf(row: VehicleRow): VehicleFacts {
  return {
    plateCategory: row.plate_category,
    plateNumber: row.plate_number,
    size: row.size,
    body: row.body,
    usage: row.usage,
    seats: row.seats,
    singleCylinder: row.single_cylinder,
    hasCargoFunction: row.has_cargo_function,
    isContainerSemiTrailer: row.is_container_semi_trailer,
    automatic: row.automatic,
    manufacturedOn: row.manufactured_on,
    firstRegisteredOn: row.first_registered_on,
    inspectionValidTo: row.inspection_valid_to,
    insuranceValidTo: row.insurance_valid_to,
    mandatoryScrapOn: row.mandatory_scrap_on,
    injuryAccident: row.injury_accident,
    illegalModPenalty: row.illegal_mod_penalty,
    hasSchoolBusPlate: row.has_school_bus_plate,
    statuses: row.statuses,
  };
}

/** The licence as the rules see it. */
export function licenceFactsOf(bundle: LicenceBundle): LicenceFacts {
  const { licence } = bundle;
  return {
    holderBirthOn: bundle.birthOn,
    firstIssuedOn: licence.first_issued_on,
    validFrom: licence.valid_from,
    validTo: licence.valid_to,
    validityKind: licence.validity_kind,
    statuses: licence.statuses,
    schoolBusQualified: licence.school_bus_qualified,
    classes: bundle.classes.map((held) => ({
      cls: held.cls,
      obtainedOn: held.obtained_on,
      how: held.how,
      cancelledOn: held.cancelled_on,
    })),
    points: bundle.points.map((entry) => ({
      points: entry.points,
      occurredOn: entry.occurred_on,
      recordedOn: entry.recorded_on,
      voidedOn: entry.voided_on,
      finePaidOn: entry.fine_paid_on,
    })),
    cycleResets: bundle.cycleResets,
    reviews: bundle.reviews.map(({ on, covers_through_cycle, with_study }) => ({
      on,
      coversThroughCycle: covers_through_cycle,
      withStudy: with_study,
    })),
    bodyExams: bundle.bodyExams.map((exam) => ({
      certNo: exam.cert_no,
      examinedOn: exam.examined_on,
      validTo: exam.valid_to,
      conclusion: exam.conclusion,
      classes: exam.classes,
    })),
    bodyCertSubmissions: bundle.submissions.map((sent) => ({
      certNo: sent.cert_no,
      submittedOn: sent.submitted_on,
      qualified: sent.qualified,
    })),
    deferrals: bundle.deferrals.map(({ kind, base_on, from, to }) => ({ kind, baseOn: base_on, from, to })),
    accidents: bundle.accidents,
  };
}
