// The service of a stored case.
import type { Service } from '../domain/services/define.ts';
import { findService } from '../domain/services/index.ts';

/** The service by the id a case was stored with. @throws Error when the catalogue has lost it */
export function getServiceOf(id: string): Service {
  const service = findService(id);
  if (!service) throw new Error(`the catalogue has no service ${id}`);
  return service;
}
