// Written by scripts/generate.ts; do not edit.
import bodyCertificateDeferral from './body-certificate-deferral.ts';
import type { Service } from './define.ts';
import inspectionMarkReissue from './inspection-mark-reissue.ts';
import licenceDamagedReplace from './licence-damaged-replace.ts';
import licenceLostReissue from './licence-lost-reissue.ts';
import licenceOverageExchange from './licence-overage-exchange.ts';
import licenceRenewal from './licence-renewal.ts';
import plateReissue from './plate-reissue.ts';
import plateReplace from './plate-replace.ts';
import renewalDeferral from './renewal-deferral.ts';
import reviewDeferral from './review-deferral.ts';

/** Every service by its id, in the order of the notice. */
export const SERVICES = {
  'plate-reissue': plateReissue,
  'plate-replace': plateReplace,
  'inspection-mark-reissue': inspectionMarkReissue,
  'licence-renewal': licenceRenewal,
  'licence-overage-exchange': licenceOverageExchange,
  'licence-lost-reissue': licenceLostReissue,
  'licence-damaged-replace': licenceDamagedReplace,
  'renewal-deferral': renewalDeferral,
  'review-deferral': reviewDeferral,
  'body-certificate-deferral': bodyCertificateDeferral,
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
