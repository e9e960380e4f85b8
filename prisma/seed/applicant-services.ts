// Which services applicants are made for.
import type { ServiceId } from '../../domain/services/index.ts';

/** Services that somebody can be made for; old enough for each, whoever is the oldest of all its applicants. */
export const AGE_FOR = {
  'plate-reissue': 35,
  'plate-replace': 35,
  'inspection-mark-reissue': 35,
  // Services of vehicles come first: there are plates for no more.
  'vehicle-licence-reissue': 35,
  'vehicle-licence-replace': 35,
  'licence-renewal': 35,
  'licence-overage-exchange': 61,
  'licence-lost-reissue': 35,
  'licence-damaged-replace': 35,
  'renewal-deferral': 35,
  'review-deferral': 35,
  'body-certificate-deferral': 72,
} as const satisfies Partial<Record<ServiceId, number>>;

/** A service about an own vehicle or licence that one applicant, made to measure, may apply for at once. */
export type ApplicantService = keyof typeof AGE_FOR;

export const APPLICANT_SERVICES: readonly ApplicantService[] =
  Object.keys(AGE_FOR).filter(isApplicantService);

export function isApplicantService(id: string): id is ApplicantService {
  return Object.hasOwn(AGE_FOR, id);
}
