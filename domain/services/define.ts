// The shape of a service (业务). One file a service; the engine never names one.
import type { LocalDate } from '../calendar/local-date.ts';
import type { RefusalCode } from '../refusals.ts';
import type { LicenceStatus, VehicleStatus } from '../register/codes.ts';
import type { LicenceFacts, VehicleFacts } from '../register/facts.ts';

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
    | { readonly kind: 'mobile' }
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
  'accept',
  'approve',
  'register',
  'produce',
  'deliver',
  'book',
  'attend',
  'conclude',
  'pay',
] as const;
export type StepWord = (typeof STEP_WORDS)[number];

/** What an approval changes in the register; carried out once per application by the register activity. */
export type RegisterEffect =
  | { readonly kind: 'reissue-plates' }
  | { readonly kind: 'reissue-inspection-mark' }
  | { readonly kind: 'renew-licence' }
  | { readonly kind: 'exchange-overage-licence' }
  | { readonly kind: 'reissue-licence' }
  | {
      readonly kind: 'defer';
      readonly deferral: 'renewal' | 'review' | 'body-cert';
      readonly status: LicenceStatus;
      readonly suppresses: readonly LicenceStatus[];
    }
  | { readonly kind: 'register-individual' | 'register-unit' | 'upgrade-account' | 'change-account' }
  | { readonly kind: 'none' };

/** What a rule of a service may look at. */
export interface GivenCommon {
  readonly form: Form;
  /** Kinds of the documents attached to the application. */
  readonly documents: readonly string[];
  readonly today: LocalDate;
}
export interface VehicleGiven extends GivenCommon {
  readonly vehicle: VehicleFacts;
}
export interface LicenceGiven extends GivenCommon {
  readonly licence: LicenceFacts;
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
}

/** Register statuses that stop the service; a status with a sentence of its own is named before `status-blocking`. */
export interface StatusBlock<S> {
  readonly statuses: readonly S[];
  readonly refusal: RefusalCode;
  readonly slots?: Slots;
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
}

interface ServiceBase extends Matter {
  /** Its place in the notice: 1–17 in the order of 附件1, 18–23 in that of 附件5(二); the name is as it stands there. */
  readonly number: number;
  /** Other names of the notice or of everyday speech, for search. */
  readonly aliases: readonly string[];
  readonly category: ServiceCategory;
  /** `trial` = one of the 17 of 附件1; `next` = one of the 6 of 附件5(二). */
  readonly phase: 'trial' | 'next';
  readonly who: readonly ApplicantKind[];
  readonly limit: LimitId | null;
  readonly inputs: readonly Field[];
  readonly documents: readonly DocumentRequirement[];
  readonly fee: FeeItem | null;
  readonly clause: string;
}

export interface VehicleService extends ServiceBase {
  readonly subject: 'vehicle';
  readonly blocks: readonly StatusBlock<VehicleStatus>[];
  readonly preconditions: readonly Precondition<VehicleGiven>[];
}

export interface LicenceService extends ServiceBase {
  readonly subject: 'licence';
  readonly blocks: readonly StatusBlock<LicenceStatus>[];
  readonly preconditions: readonly Precondition<LicenceGiven>[];
}

/** A service whose subject is neither an own vehicle nor an own licence (new vehicle, violation, appointment). */
export interface OtherService extends ServiceBase {
  readonly subject:
    | 'new-vehicle'
    | 'violation'
    | 'decision'
    | 'licence-application'
    | 'exam-appointment'
    | 'contact'
    | 'examinee';
  readonly blocks: readonly [];
  readonly preconditions: readonly Precondition<GivenCommon>[];
}

export type Service = VehicleService | LicenceService | OtherService;
