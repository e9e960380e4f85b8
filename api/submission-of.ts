// From what was sent to what is submitted: identifiers checked, zone found, form judged by the service's own list.
import type { z } from 'zod';
import { type ApplicationRow, stateOf } from '../db/applications.ts';
import type { PostalAddress } from '../db/postal-address.ts';
import type { SubjectKey } from '../db/subjects/subject.ts';
import type { Submission } from '../db/submission.ts';
import { findAnnounced } from '../domain/announced-services.ts';
import type { WantedDelivery } from '../domain/application/events.ts';
import type { LocalDate } from '../domain/calendar/local-date.ts';
import { findDeliveryZone } from '../domain/delivery-zones.ts';
import { isMobile, normaliseMobile } from '../domain/identity/mobile.ts';
import { isPlateNumber, normalisePlateNumber } from '../domain/identity/plate-number.ts';
import { isResidentId, normaliseResidentId } from '../domain/identity/resident-id.ts';
import { isValidVin } from '../domain/identity/vin.ts';
import { type AccessAccount, accessRefusal } from '../domain/permissions/service-access.ts';
import { PLATE_CATEGORIES, type PlateCategory } from '../domain/register/codes.ts';
import type { FormValue, Service } from '../domain/services/define.ts';
import { checkForm } from '../domain/services/form.ts';
import { findService } from '../domain/services/index.ts';
import type { DeliveryChoice, SubjectChoice, SubmissionBody } from './contract/schemas.ts';
import { Refused } from './refused.ts';

/** The service of an id. @throws Refused service-unknown */
export function serviceOf(id: string): Service {
  const service = findService(id);
  if (!service) throw new Refused({ code: 'service-unknown', pointer: '/service', slots: { service: id } });
  return service;
}

/**
 * The service of an id, for somebody who wants to use it: one of the notice that is not built yet is refused first to
 * those who never may use it. @throws Refused
 */
export function serviceFor(id: string, account: AccessAccount): Service {
  const announced = findAnnounced(id);
  if (announced)
    throw new Refused({
      ...(accessRefusal(announced.who, account) ?? { code: 'service-not-open' }),
      pointer: '/service',
    });
  return serviceOf(id);
}

/** The submission that a body makes, for a draft without judging the form. @throws Refused with the field's pointer */
export function submissionOf(
  service: Service,
  body: z.output<typeof SubmissionBody>,
  today: LocalDate,
  draft: boolean,
): Submission {
  const { delivery, address } = deliveryOf(body.delivery);
  return {
    service,
    subject: subjectOf(service, body.subject, today),
    form: draft ? draftForm(service, body.form) : judgedForm(service, body.form),
    documentIds: body.documents,
    delivery,
    address,
    codeIsGood: false,
  };
}

/** What a supplement makes of an application: new answers over the old ones, new documents beside the old. @throws Refused */
export function supplementedSubmission(
  row: ApplicationRow,
  body: { form: Record<string, unknown>; documents: readonly string[] },
): Submission {
  const service = serviceOf(row.service);
  return {
    service,
    subject: row.vehicleId === null ? {} : { id: row.vehicleId },
    form: judgedForm(service, { ...row.form, ...body.form }),
    documentIds: [...row.documents.map((document) => document.id), ...body.documents],
    delivery: stateOf(row).delivery,
    address: row.address,
    codeIsGood: false,
  };
}

function judgedForm(service: Service, form: unknown) {
  const judged = checkForm(service.inputs, form);
  if ('refusal' in judged) throw new Refused(judged.refusal);
  return judged.form;
}

/** A draft keeps what is there of the service's fields, right or not yet. */
function draftForm(service: Service, form: Record<string, unknown>) {
  const known = service.inputs.flatMap(({ name }) => {
    const value = form[name];
    return isFormValue(value) ? [[name, value] as const] : [];
  });
  return Object.fromEntries(known);
}

function isFormValue(value: unknown): value is FormValue {
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function subjectOf(service: Service, subject: z.output<typeof SubjectChoice>, today: LocalDate): SubjectKey {
  if (service.subject === 'vehicle') return vehicleKey(subject);
  if (subject.licenceNo === undefined) return {};
  const licenceNo = normaliseResidentId(subject.licenceNo);
  if (!isResidentId(licenceNo, today))
    throw new Refused({ code: 'id-number-invalid', pointer: '/subject/licenceNo' });
  return { licenceNo };
}

function vehicleKey({ vin, plateCategory, plateNumber }: z.output<typeof SubjectChoice>): SubjectKey {
  if (vin !== undefined) {
    if (!isValidVin(vin.toUpperCase())) throw new Refused({ code: 'vin-invalid', pointer: '/subject/vin' });
    return { vin: vin.toUpperCase() };
  }
  if (plateCategory === undefined || !isPlateCategory(plateCategory)) {
    throw new Refused({ code: 'plate-category-unknown', pointer: '/subject/plateCategory' });
  }
  const number = normalisePlateNumber(plateNumber ?? '');
  if (!isPlateNumber(plateCategory, number))
    throw new Refused({ code: 'plate-number-invalid', pointer: '/subject/plateNumber' });
  return { plateCategory, plateNumber: number };
}

function isPlateCategory(code: string): code is PlateCategory {
  return Object.hasOwn(PLATE_CATEGORIES, code);
}

/** Zone and address of a delivery choice. @throws Refused zone-unknown, mobile-invalid */
export function deliveryOf(choice: z.output<typeof DeliveryChoice> | null): {
  delivery: WantedDelivery | null;
  address: PostalAddress | null;
} {
  if (choice === null) return { delivery: null, address: null };
  if (choice.mode !== 'post') return { delivery: { mode: choice.mode }, address: null };
  const { mode, ...address } = choice;
  const zone = findDeliveryZone(address.division);
  if (zone === undefined) throw new Refused({ code: 'zone-unknown', pointer: '/delivery/division' });
  const mobile = normaliseMobile(address.mobile);
  if (!isMobile(mobile)) throw new Refused({ code: 'mobile-invalid', pointer: '/delivery/mobile' });
  return { delivery: { mode, zone }, address: { ...address, mobile } };
}
