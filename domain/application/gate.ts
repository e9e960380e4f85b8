// The gate before a submission: the common checks G-1…G-10 in their order, then the service's own rules.
import type { BookingFacts } from '../appointments/facts.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { type AccessAccount, accessRefusal } from '../permissions/service-access.ts';
import type { Refusal } from '../refusals.ts';
import { LICENCE_STATUSES, VEHICLE_STATUSES } from '../register/codes.ts';
import type { LicenceFacts, VehicleFacts } from '../register/facts.ts';
import type {
  Advice,
  DocumentRequirement,
  Form,
  GivenCommon,
  GivenOf,
  Precondition,
  Service,
  StatusBlock,
  SubjectFacts,
  SubjectKind,
} from '../services/define.ts';
import { deliveryModesOf } from './circumstances.ts';
import type { WantedDelivery } from './events.ts';

export interface GateAccount extends AccessAccount {
  /** Mobile and address are present. */
  readonly hasContact: boolean;
}

export interface GateGiven {
  readonly account: GateAccount;
  readonly serviceOpen: boolean;
  readonly owned: boolean;
  readonly local: boolean;
  /** An open application of the same service for the same subject exists. */
  readonly duplicate: boolean;
  /** The register's facts of the subject; null where the service has another kind of subject or there is none. */
  readonly vehicle: VehicleFacts | null;
  readonly licence: LicenceFacts | null;
  /** What is known of a subject of another kind, under its kind. */
  readonly subject: Partial<Omit<SubjectFacts, 'vehicle' | 'licence'>>;
  readonly booking: BookingFacts | null;
  readonly form: Form;
  readonly documents: readonly string[];
  readonly delivery: WantedDelivery | null;
  readonly today: LocalDate;
}

/** The first reason why the application cannot be submitted, or null; in the service's own sentence where it has one. */
export function checkGate(service: Service, given: GateGiven): Refusal | null {
  const refusal = checkCommon(service, given) ?? checkOwn(service, given);
  return refusal && { ...refusal, code: service.sentences?.[refusal.code] ?? refusal.code };
}

/** G-1 … G-10, in their order. */
function checkCommon(service: Service, given: GateGiven): Refusal | null {
  const access = accessRefusal(service.who, given.account);
  const closed = given.serviceOpen ? null : ({ code: 'service-not-open' } as const);
  return (
    (service.opennessFirst ? (closed ?? access) : (access ?? closed)) ??
    checkSubject(service, given) ??
    checkBlocks(service, given) ??
    (given.duplicate ? { code: 'duplicate-application' } : null) ??
    checkDelivery(service, given.delivery) ??
    checkContact(service, given.account)
  );
}

/** G-10, of what goes over a clerk's desk: what is done at once or by appointment needs no address. */
function checkContact({ steps }: Service, { hasContact }: GateAccount): Refusal | null {
  const isNeeded = steps.includes('accept');
  return isNeeded && !hasContact ? { code: 'contact-missing', pointer: '/contact' } : null;
}

function checkOwn(service: Service, given: GateGiven): Refusal | null {
  return (
    askRules(service, given, ({ preconditions }, known) => firstPrecondition(preconditions, known)) ??
    checkUploads(service.documents, given.documents)
  );
}

/** What the applicant should know before submitting; nothing of it refuses. */
export function adviceFor(service: Service, given: GateGiven): readonly Told[] {
  return askRules(service, given, ({ advice = [] }, known) => fitting(advice, known)) ?? [];
}

export type Told = Omit<Advice<never>, 'when'>;

function fitting<G>(advice: readonly Advice<G>[], given: G): readonly Told[] {
  return advice.filter(({ when }) => when(given)).map(({ code, zh, en }) => ({ code, zh, en }));
}

/** G-5, G-6. A foreign subject and a missing one get the same answer. */
function checkSubject(service: Service, given: GateGiven): Refusal | null {
  const isKnown = askRules(service, given, () => true) ?? false;
  if (!isKnown || !given.owned) return { code: 'subject-not-own', pointer: '/subject' };
  return given.local ? null : { code: 'subject-not-local', pointer: '/subject' };
}

/** G-7. */
function checkBlocks(service: Service, { vehicle, licence }: GateGiven): Refusal | null {
  if (service.subject === 'vehicle' && vehicle) {
    return firstBlock(service.blocks, vehicle.statuses, (status) => VEHICLE_STATUSES[status]);
  }
  if (service.subject === 'licence' && licence) {
    return firstBlock(service.blocks, licence.statuses, (status) => LICENCE_STATUSES[status]);
  }
  return null;
}

function firstBlock<S>(
  blocks: readonly StatusBlock<S>[],
  held: readonly S[],
  nameOf: (status: S) => string,
): Refusal | null {
  for (const { statuses, refusal, slots } of blocks) {
    const found = held.filter((status) => statuses.includes(status));
    if (found.length > 0) return { code: refusal, slots: { ...slots, 状态: found.map(nameOf).join('、') } };
  }
  return null;
}

/** G-9; a service whose result does not travel takes no delivery. */
function checkDelivery(service: Service, delivery: WantedDelivery | null): Refusal | null {
  const pointer = '/delivery';
  const modes = deliveryModesOf(service);
  if (delivery === null) return modes.length === 0 ? null : { code: 'delivery-required', pointer };
  if (!modes.includes(delivery.mode)) return { code: 'delivery-not-offered', pointer };
  const unreachable = delivery.mode === 'post' && delivery.zone === 'undeliverable';
  return unreachable ? { code: 'address-not-deliverable', pointer } : null;
}

interface Rules<G> {
  readonly preconditions: readonly Precondition<G>[];
  readonly advice?: readonly Advice<G>[];
}

/** Puts what is known before the service's own rules; null where nothing is known of a subject of its kind. */
function askRules<T>(
  service: Service,
  { form, documents, today, booking, vehicle, licence, subject }: GateGiven,
  ask: <G>(rules: Rules<G>, given: G) => T,
): T | null {
  const common: GivenCommon = { form, documents, today, booking };
  const askOn = <S extends SubjectKind>(rules: Rules<GivenOf<S>>, known: SubjectFacts[S] | undefined) =>
    known === undefined ? null : ask(rules, { ...common, subject: known });
  switch (service.subject) {
    case 'vehicle':
      return vehicle && ask(service, { ...common, vehicle });
    case 'licence':
      return licence && ask(service, { ...common, licence });
    case 'contact':
      return askOn<'contact'>(service, subject.contact);
    case 'examinee':
      return askOn<'examinee'>(service, subject.examinee);
    case 'body-exam':
      return askOn<'body-exam'>(service, subject['body-exam']);
    case 'new-vehicle':
      return askOn<'new-vehicle'>(service, subject['new-vehicle']);
    case 'licence-application':
      return askOn<'licence-application'>(service, subject['licence-application']);
    case 'exam-appointment':
      return askOn<'exam-appointment'>(service, subject['exam-appointment']);
    case 'fines':
      return askOn<'fines'>(service, subject.fines);
    case 'violation':
      return askOn<'violation'>(service, subject.violation);
  }
}

function firstPrecondition<G>(preconditions: readonly Precondition<G>[], given: G): Refusal | null {
  const failed = preconditions.find(({ when }) => when(given));
  if (!failed) return null;
  const { refusal, slots, field, pointer = field && `/form/${field}` } = failed;
  return {
    code: refusal,
    ...(slots && { slots: typeof slots === 'function' ? slots(given) : slots }),
    ...(pointer && { pointer }),
  };
}

function checkUploads(
  requirements: readonly DocumentRequirement[],
  attached: readonly string[],
): Refusal | null {
  const missing = requirements.find(
    ({ source, required, kind }) => source === 'upload' && required && !attached.includes(kind),
  );
  if (!missing) return null;
  const slots = { document: missing.zh, documentEn: missing.en };
  return { code: missing.refusal ?? 'document-missing', pointer: '/documents', slots };
}
