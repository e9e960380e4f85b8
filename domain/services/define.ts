// The shape of a service (业务). One file a service; the engine never names one.
import type { BookingFacts, ExamAppointmentFacts, LearningFacts } from '../appointments/facts.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import type { FinesFacts } from '../payments/fines-facts.ts';
import type { NewVehicleFacts } from '../plates/facts.ts';
import type { RefusalCode } from '../refusals.ts';
import type { LicenceStatus, VehicleStatus } from '../register/codes.ts';
import type { ContactFacts } from '../register/contact-facts.ts';
import type { BodyExamFacts, ExamineeFacts } from '../register/examinee-facts.ts';
import type { LicenceFacts, VehicleFacts } from '../register/facts.ts';
import type { ViolationFacts } from '../violations/facts.ts';

/** Who may apply (附件5). `ind-window` holds every permission of `ind-online`. */
export type ApplicantKind = 'ind-online' | 'ind-window' | 'unit-hospital' | 'unit-dealer' | 'unit-option-3';

export type ServiceCategory = 'vehicle' | 'licence' | 'violation';

export type LifecycleId =
  | 'L-POST'
  | 'L-DEFER'
  | 'L-SPOT'
  | 'L-INSTANT'
  | 'L-APPT'
  | 'L-WINDOW-NEXT'
  | 'L-PRESELECT'
  | 'L-REGISTER'
  | 'L-NEW-CAR';

/** The limits of 附件1; null = the notice gives none. */
export type LimitId = 'accept-1-workday-then-post' | 'accept-1-workday' | 'on-the-spot';

export type FeeItem =
  | 'plates'
  | 'driving-licence'
  | 'vehicle-licence'
  | 'temporary-plate'
  | 'inspection-mark';

export type FormValue = string | number | boolean | readonly string[];
export type Form = Readonly<Record<string, FormValue>>;

export interface Choice {
  readonly value: string;
  readonly zh: string;
  readonly en: string;
}

interface FieldBase {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly required: boolean;
  readonly help?: string;
  /** Shown in full to its applicant only, whatever its kind: health, for one. */
  readonly private?: true;
}

/** One input of a service's form; the API turns the list into a validator. Lengths are in characters. */
export type Field = FieldBase &
  (
    | { readonly kind: 'text'; readonly maxLength: number; readonly multiline?: boolean }
    | { readonly kind: 'choice'; readonly choices: readonly Choice[] }
    | { readonly kind: 'choices'; readonly choices: readonly Choice[]; readonly minimum: number }
    | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly decimals: number }
    | { readonly kind: 'date' }
    | { readonly kind: 'declaration' }
    | { readonly kind: 'certificate-number' }
    | { readonly kind: 'vin' }
    /** Numbers of penalty decisions, each once. */
    | { readonly kind: 'decision-numbers'; readonly most: number }
    | { readonly kind: 'mobile' }
    | { readonly kind: 'identity-number' }
    /** The code that was sent to the mobile in the form; checked at submission and never stored. */
    | { readonly kind: 'phone-code' }
    /** The id of a session of the service's kind of appointment. */
    | { readonly kind: 'session' }
    /** Something that may be wished or left: true, or absent. */
    | { readonly kind: 'wish' }
  );

/** A document the applicant attaches, brings, or that the platform makes. */
export interface DocumentRequirement {
  readonly kind: string;
  readonly zh: string;
  readonly en: string;
  readonly source: 'generated' | 'register' | 'upload' | 'handed-in';
  /** Whether submission is refused without it (uploads only). */
  readonly required: boolean;
  /** The refusal when it is missing; `document-missing` unless the service has its own sentence. */
  readonly refusal?: RefusalCode;
}

/** The closed list of steps; a new word is engine work. */
export const STEP_WORDS = [
  'submit',
  'fee',
  'pay',
  'accept',
  'approve',
  'book',
  'attend',
  'conclude',
  'register',
  'produce',
  'deliver',
] as const;
export type StepWord = (typeof STEP_WORDS)[number];

/** What a vehicle's owner holds of it. */
export type VehicleCertificate =
  | 'plates'
  | 'inspection-mark'
  | 'vehicle-licence'
  | 'registration-certificate';

/** What a case changes in the register; carried out once per application by the register activity. */
export type RegisterEffect =
  | { readonly kind: 'reissue'; readonly certificate: VehicleCertificate }
  | { readonly kind: 'renew-licence' }
  | { readonly kind: 'exchange-overage-licence' }
  | { readonly kind: 'reissue-licence' }
  | {
      readonly kind: 'defer';
      readonly deferral: 'renewal' | 'review' | 'body-cert';
      readonly status: LicenceStatus;
      readonly suppresses: readonly LicenceStatus[];
    }
  | { readonly kind: 'change-contact' }
  | { readonly kind: 'record-physical-exam' }
  | { readonly kind: 'submit-body-certificate' }
  | { readonly kind: 'record-inspection' }
  | { readonly kind: 'record-exam-result' }
  | { readonly kind: 'cancel-exam-appointment' }
  | { readonly kind: 'issue-temporary-plate' }
  | { readonly kind: 'handle-violation' }
  | { readonly kind: 'pay-fines' }
  | { readonly kind: 'register-individual' | 'register-unit' | 'upgrade-account' | 'change-account' }
  | { readonly kind: 'none' };

/** What the rules of a service know of its subject, by kind of subject. The register's, unless said otherwise. */
export interface SubjectFacts {
  readonly vehicle: VehicleFacts;
  readonly licence: LicenceFacts;
  /** The applicant's own contact, with all that hangs on it. */
  readonly contact: ContactFacts;
  /** Somebody before a doctor. */
  readonly examinee: ExamineeFacts;
  /** A certificate that a hospital has issued, and the licence it is for. */
  readonly 'body-exam': { readonly exam: BodyExamFacts; readonly licence: LicenceFacts | null };
  /** A vehicle that is registered nowhere yet. */
  readonly 'new-vehicle': NewVehicleFacts;
  readonly 'licence-application': LearningFacts;
  readonly 'exam-appointment': ExamAppointmentFacts;
  /** Penalty decisions of the applicant whose fines are to be paid. */
  readonly fines: FinesFacts;
  /** A surveillance record, and whether the code that signs the declarations about it is good. */
  readonly violation: ViolationFacts & { readonly codeIsGood: boolean };
}
export type SubjectKind = keyof SubjectFacts;

/** What a rule of a service may look at, besides its subject. */
export interface GivenCommon {
  readonly form: Form;
  /** Kinds of the documents attached to the application. */
  readonly documents: readonly string[];
  readonly today: LocalDate;
  /** The place wanted, of a service by appointment; null of every other, and where there is no such session. */
  readonly booking: BookingFacts | null;
}
export interface VehicleGiven extends GivenCommon {
  readonly vehicle: VehicleFacts;
}
export interface LicenceGiven extends GivenCommon {
  readonly licence: LicenceFacts;
}
/** A subject other than a vehicle or a licence. */
export interface GivenOf<S extends SubjectKind> extends GivenCommon {
  readonly subject: SubjectFacts[S];
}

export type Slots = Readonly<Record<string, string>>;

/** A rule read as “refuse with this code when …”; rules are tried in order. */
export interface Precondition<G> {
  readonly refusal: RefusalCode;
  readonly when: (given: G) => boolean;
  /** Fills the braces of the refusal's sentence. */
  readonly slots?: Slots | ((given: G) => Slots);
  /** The form field to point at, when the refusal concerns one. */
  readonly field?: string;
  /** What else of the submission it concerns (RFC 6901). */
  readonly pointer?: '/documents';
}

/** What an applicant is told before and with a submission; it refuses nothing. */
export interface Advice<G> {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly when: (given: G) => boolean;
}

/** Register statuses that stop the service; a status with a sentence of its own is named before `status-blocking`. */
export interface StatusBlock<S> {
  readonly statuses: readonly S[];
  readonly refusal: RefusalCode;
  readonly slots?: Slots;
}

/** How the result of a service may reach its applicant; `print` is done by the applicant. */
export type DeliveryMode = 'post' | 'pickup' | 'print';

/** A service for which a place in a session is taken. */
export interface AppointmentRule {
  readonly kind: 'inspection' | 'exam';
  /** What may come of it; the first is what everybody hopes for. */
  readonly results: readonly [Choice, ...Choice[]];
  /** How often a result other than the first is followed by another try on the same day (补考一次). */
  readonly retakes: number;
}

/** What carries a case: a service of the notice, or the registration of a user. The engine asks for no more. */
export interface Matter {
  readonly id: string;
  readonly name: string;
  readonly english: string;
  readonly lifecycle: LifecycleId;
  readonly steps: readonly StepWord[];
  readonly effect: RegisterEffect;
  /** Reasons a clerk may give besides the common ones (`CLERK_REASONS`). */
  readonly clerkReasons: readonly RefusalCode[];
  /** Refusal when the old plates or licence are not handed back at delivery; null when nothing has to come back. */
  readonly handBack: { readonly refusal: RefusalCode; readonly when: (form: Form) => boolean } | null;
  /** How what is made reaches the applicant: by post or at the counter, where nothing else is said. */
  readonly delivery?: readonly [DeliveryMode, ...DeliveryMode[]];
  readonly appointment?: AppointmentRule;
}

interface ServiceBase extends Matter {
  /** Its place in the notice: 1–17 in the order of 附件1, 18–23 in that of 附件5(二); the name is as it stands there. */
  readonly number: number;
  /** Other names of the notice or of everyday speech, for search. */
  readonly aliases: readonly string[];
  readonly category: ServiceCategory;
  /** `trial` = one of the 17 of 附件1; `next` = one of the 6 of 附件5(二). */
  readonly phase: 'trial' | 'next';
  /** Open from the beginning although it is one of the six: as a simulation, with nothing real behind it. */
  readonly simulated?: boolean;
  readonly who: readonly ApplicantKind[];
  readonly limit: LimitId | null;
  readonly inputs: readonly Field[];
  readonly documents: readonly DocumentRequirement[];
  readonly fee: FeeItem | null;
  /** Sentences of its own in place of those of the common gate. */
  readonly sentences?: Readonly<Partial<Record<RefusalCode, RefusalCode>>>;
  /** Whether it is open is asked before who may use it (plates.md §5). */
  readonly opennessFirst?: true;
  readonly clause: string;
}

export interface VehicleService extends ServiceBase {
  readonly subject: 'vehicle';
  readonly blocks: readonly StatusBlock<VehicleStatus>[];
  readonly preconditions: readonly Precondition<VehicleGiven>[];
  readonly advice?: readonly Advice<VehicleGiven>[];
}

export interface LicenceService extends ServiceBase {
  readonly subject: 'licence';
  readonly blocks: readonly StatusBlock<LicenceStatus>[];
  readonly preconditions: readonly Precondition<LicenceGiven>[];
  readonly advice?: readonly Advice<LicenceGiven>[];
}

/** A service whose subject is neither an own vehicle nor an own licence. */
export interface ServiceOn<S extends SubjectKind> extends ServiceBase {
  readonly subject: S;
  readonly blocks: readonly [];
  readonly preconditions: readonly Precondition<GivenOf<S>>[];
  readonly advice?: readonly Advice<GivenOf<S>>[];
}

type OtherSubject = Exclude<SubjectKind, 'vehicle' | 'licence'>;
export type OtherService = { [S in OtherSubject]: ServiceOn<S> }[OtherSubject];

export type Service = VehicleService | LicenceService | OtherService;
