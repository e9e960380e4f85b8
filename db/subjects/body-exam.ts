// A certificate of the asking hospital, with the licence it is for. One of another hospital is as if it did not exist.

import type { LicenceClass } from '../../domain/register/codes.ts';
import type { BodyExamFacts } from '../../domain/register/facts.ts';
import { LOCAL_ISSUING_OFFICE } from '../../domain/register/local.ts';
import { textIn } from '../../domain/services/parts/rules.ts';
import { findOwnCertificate, isSubmitted } from '../body-exams.ts';
import { dateOf } from '../calendar.ts';
import { findOwnLicence } from '../facts.ts';
import { stored } from '../json.ts';
import type { SubjectSource } from './subject.ts';

export const readBodyExam: SubjectSource = async (tx, { account: { unit }, form }) => {
  const certNo = textIn(form, 'certNo');
  const row = unit && (await findOwnCertificate(tx, unit.id, certNo));
  if (!row) return undefined;
  const licence = await findOwnLicence(tx, row.personId);
  return {
    subject: {
      'body-exam': {
        exam: {
          certNo,
          examinedOn: dateOf(row.examinedOn),
          validTo: dateOf(row.validTo),
          conclusion: stored<BodyExamFacts['conclusion']>(row.conclusion),
          classes: stored<readonly LicenceClass[]>(row.classes),
          isOfThisHospital: true,
          isSubmitted: licence !== undefined && (await isSubmitted(tx, licence.id, certNo)),
        },
        licence: licence?.facts ?? null,
      },
    },
    owned: true,
    // Without a licence there is a sentence of its own.
    local: licence === undefined || licence.issuingOffice === LOCAL_ISSUING_OFFICE,
    key: certNo,
    vehicleId: null,
    licenceId: licence?.id ?? null,
  };
};
