// Somebody before a doctor, as the hospital on whose behalf it is said may examine them.
import { examineeOf } from '../../domain/services/parts/physical-exam.ts';
import { findExaminee, identityDiffers } from '../examinees.ts';
import { findListing } from '../examining-hospitals.ts';
import { storedIdentity } from '../people.ts';
import type { SubjectSource } from './subject.ts';

export const readExaminee: SubjectSource = async (tx, { account: { unit }, form, today }) => {
  if (unit === null) return undefined;
  const listing = await findListing(tx, unit.id, today);
  const known = await findExaminee(tx, form);
  const { idDocKind, idDocNo } = storedIdentity(examineeOf(form).identity);
  return {
    subject: {
      examinee: {
        hospitalIsApproved: listing !== undefined,
        hospitalExaminesC5: listing?.examinesC5 ?? false,
        identityDiffers: identityDiffers(known, form),
      },
    },
    owned: true,
    local: true,
    // One examination at a time for a person; the index says nothing of the number.
    key: `${idDocKind} ${tx.vault.index('id-number', idDocNo)}`,
    vehicleId: null,
    licenceId: null,
  };
};
