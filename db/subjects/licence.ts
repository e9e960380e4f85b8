// The own licence; its number may be named and must then fit.
import { LOCAL_ISSUING_OFFICE } from '../../domain/register/local.ts';
import { findOwnLicence } from '../facts.ts';
import type { SubjectSource } from './subject.ts';

export const readLicence: SubjectSource = async (tx, { account: { personId }, key }) => {
  if (personId === null) return undefined;
  const licence = await findOwnLicence(tx, personId, 'licenceNo' in key ? key.licenceNo : undefined);
  if (!licence) return undefined;
  return {
    licence: licence.facts,
    owned: true,
    local: licence.issuingOffice === LOCAL_ISSUING_OFFICE,
    key: licence.id,
    vehicleId: null,
    licenceId: licence.id,
  };
};
