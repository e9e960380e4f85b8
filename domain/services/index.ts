// Written by scripts/generate.ts; do not edit.
import bodyCertificateDeferral from './body-certificate-deferral.ts';
import type { Service } from './define.ts';
import driverContactChange from './driver-contact-change.ts';
import examAppointment from './exam-appointment.ts';
import examAppointmentCancel from './exam-appointment-cancel.ts';
import finePayment from './fine-payment.ts';
import hospitalBodyCertificate from './hospital-body-certificate.ts';
import hospitalPhysicalExam from './hospital-physical-exam.ts';
import inspectionAppointment from './inspection-appointment.ts';
import inspectionMarkReissue from './inspection-mark-reissue.ts';
import licenceDamagedReplace from './licence-damaged-replace.ts';
import licenceLostReissue from './licence-lost-reissue.ts';
import licenceOverageExchange from './licence-overage-exchange.ts';
import licenceRenewal from './licence-renewal.ts';
import ownerContactChange from './owner-contact-change.ts';
import platePreselection from './plate-preselection.ts';
import plateReissue from './plate-reissue.ts';
import plateReplace from './plate-replace.ts';
import renewalDeferral from './renewal-deferral.ts';
import reviewDeferral from './review-deferral.ts';
import temporaryPlate from './temporary-plate.ts';
import vehicleLicenceReissue from './vehicle-licence-reissue.ts';
import vehicleLicenceReplace from './vehicle-licence-replace.ts';
import violationHandling from './violation-handling.ts';

/** Every service by its id, in the order of the notice. */
export const SERVICES = {
  'plate-reissue': plateReissue,
  'plate-replace': plateReplace,
  'inspection-mark-reissue': inspectionMarkReissue,
  'inspection-appointment': inspectionAppointment,
  'owner-contact-change': ownerContactChange,
  'hospital-physical-exam': hospitalPhysicalExam,
  'hospital-body-certificate': hospitalBodyCertificate,
  'licence-renewal': licenceRenewal,
  'licence-overage-exchange': licenceOverageExchange,
  'licence-lost-reissue': licenceLostReissue,
  'licence-damaged-replace': licenceDamagedReplace,
  'renewal-deferral': renewalDeferral,
  'review-deferral': reviewDeferral,
  'body-certificate-deferral': bodyCertificateDeferral,
  'driver-contact-change': driverContactChange,
  'violation-handling': violationHandling,
  'fine-payment': finePayment,
  'temporary-plate': temporaryPlate,
  'plate-preselection': platePreselection,
  'vehicle-licence-reissue': vehicleLicenceReissue,
  'vehicle-licence-replace': vehicleLicenceReplace,
  'exam-appointment': examAppointment,
  'exam-appointment-cancel': examAppointmentCancel,
} as const satisfies Record<string, Service>;

export type ServiceId = keyof typeof SERVICES;

/** Whether a text is the id of a service. */
export function isServiceId(id: string): id is ServiceId {
  return Object.hasOwn(SERVICES, id);
}

export function findService(id: string): Service | undefined {
  return isServiceId(id) ? SERVICES[id] : undefined;
}

/** The service of an id that is known to be one. @throws RangeError otherwise */
export function getService(id: string): Service {
  const service = findService(id);
  if (!service) throw new RangeError(`no service ${id}`);
  return service;
}

/** All services in the order of the notice. */
export function listServices(): readonly Service[] {
  return Object.values(SERVICES);
}
