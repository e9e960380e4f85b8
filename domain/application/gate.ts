// The gate before a submission: the common checks G-1…G-10 in their order, then the service's own rules.
import type { LocalDate } from '../calendar/local-date.ts';
import type { Zone } from '../delivery-zones.ts';
import { type AccessAccount, accessRefusal } from '../permissions/service-access.ts';
import type { Refusal } from '../refusals.ts';
import { LICENCE_STATUSES, VEHICLE_STATUSES } from '../register/codes.ts';
import type { LicenceFacts, VehicleFacts } from '../register/facts.ts';
import type {
  DocumentRequirement,
  Form,
  GivenCommon,
  Precondition,
  Service,
  StatusBlock,
} from '../services/define.ts';
import type { WantedDelivery } from './events.ts';

export interface GateAccount extends AccessAccount {
  /** Mobile and address are present. */
  readonly hasContact: boolean;
}

/** A delivery as asked for: the post does not reach every address (G-9). */
export type DeliveryWish =
  | { readonly mode: 'post'; readonly zone: Zone | 'undeliverable' }
  | { readonly mode: 'pickup' };

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
  readonly form: Form;
  readonly documents: readonly string[];
  readonly delivery: WantedDelivery | null;
  readonly today: LocalDate;
}

/** The first reason why the application cannot be submitted, or null. */
export function checkGate(service: Service, given: GateGiven): Refusal | null {
  return (
    accessRefusal(service.who, given.account) ??
    (given.serviceOpen ? null : { code: 'service-not-open' }) ??
    checkSubject(service, given) ??
    checkBlocks(service, given) ??
    (given.duplicate ? { code: 'duplicate-application' } : null) ??
    checkDelivery(service, given.delivery) ??
    (given.account.hasContact ? null : { code: 'contact-missing', pointer: '/contact' }) ??
    checkPreconditions(service, given) ??
    checkUploads(service.documents, given.documents)
  );
}

/** True where the result of the service travels to the applicant. */
export function isDelivered(service: Service): boolean {
  return service.steps.includes('deliver');
}

/** G-5, G-6. A foreign subject and a missing one get the same answer. */
function checkSubject(service: Service, given: GateGiven): Refusal | null {
  const missing =
    (service.subject === 'vehicle' && given.vehicle === null) ||
    (service.subject === 'licence' && given.licence === null);
  if (missing || !given.owned) return { code: 'subject-not-own', pointer: '/subject' };
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
  if (!isDelivered(service)) return delivery === null ? null : { code: 'delivery-not-offered', pointer };
  if (delivery === null) return { code: 'delivery-required', pointer };
  const unreachable = delivery.mode === 'post' && delivery.zone === 'undeliverable';
  return unreachable ? { code: 'address-not-deliverable', pointer } : null;
}

function checkPreconditions(service: Service, given: GateGiven): Refusal | null {
  const { form, documents, today, vehicle, licence } = given;
  const common: GivenCommon = { form, documents, today };
  if (service.subject === 'vehicle') {
    return vehicle && firstPrecondition(service.preconditions, { ...common, vehicle });
  }
  if (service.subject === 'licence') {
    return licence && firstPrecondition(service.preconditions, { ...common, licence });
  }
  return firstPrecondition(service.preconditions, common);
}

function firstPrecondition<G>(preconditions: readonly Precondition<G>[], given: G): Refusal | null {
  const failed = preconditions.find(({ when }) => when(given));
  if (!failed) return null;
  const { refusal, slots, field } = failed;
  return {
    code: refusal,
    ...(slots && { slots: typeof slots === 'function' ? slots(given) : slots }),
    ...(field && { pointer: `/form/${field}` }),
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
