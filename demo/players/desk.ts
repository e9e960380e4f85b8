// Applicants of services that go over a clerk's desk, each made to measure.
import { type ApplicantService, isApplicantService } from '../../prisma/seed/applicant-services.ts';
import { createApplicantFor } from '../../prisma/seed/applicants.ts';
import type { Cast } from './player.ts';

export const castForDesk: Cast = async (db, { service, way, n, today }) => {
  if (!isApplicantService(service)) throw new Error(`${service} has applicants of another kind`);
  const zone = way === 'pickup' || way === 'none' || way === 'print' ? 'city' : way;
  const { login, subject, form, address, documentKinds } = await createApplicantFor(
    db,
    service satisfies ApplicantService,
    { today, n, zone },
  );
  const delivery =
    way === 'none' ? null : way === 'pickup' ? { mode: 'pickup' } : { mode: 'post', ...address };
  return { login, documentKinds, submission: async () => ({ subject, form, delivery }) };
};
