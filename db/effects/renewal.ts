// 期满换证: a new validity, alone or together with a new document (F20).
import { type LocalDate, localDateOf } from '../../domain/calendar/local-date.ts';
import { cycleOf, renewalWindow, renewedValidity } from '../../domain/register/licence.ts';
import type { Transaction } from '../client.ts';
import { getLicenceFacts } from '../facts.ts';
import type { LockedCase } from '../locked-case.ts';
import { reissue } from './certificates.ts';
import { type Effect, licenceIdOf } from './effect.ts';

export const renewLicence: Effect = async (tx, { locked, now }) => {
  const today = localDateOf(now);
  await renew(tx, locked, today);
  await reissue(tx, locked, 'driving-licence', today);
  return null;
};

export const reissueLicence: Effect = async (tx, { locked, now }) => {
  await reissueCombined(tx, locked, localDateOf(now));
  return null;
};

/** Within ninety days of its end a re-issue is combined with the renewal (assumed, ADR 0002). */
export async function reissueCombined(tx: Transaction, locked: LockedCase, today: LocalDate): Promise<void> {
  const licence = await getLicenceFacts(tx, licenceIdOf(locked));
  const window = renewalWindow(licence);
  if (window !== null && today >= window.opensOn) await renew(tx, locked, today);
  await reissue(tx, locked, 'driving-licence', today);
}

/** F20: a new validity from the end of the old one; 逾期 is over, the review is recorded. */
async function renew(tx: Transaction, locked: LockedCase, today: LocalDate): Promise<void> {
  const licenceId = licenceIdOf(locked);
  const licence = await getLicenceFacts(tx, licenceId);
  const renewed = renewedValidity(licence, today);
  if (renewed === null) return;
  await tx.licence.update({
    where: { id: licenceId },
    data: {
      validFrom: new Date(renewed.validFrom),
      validTo: renewed.validTo === null ? null : new Date(renewed.validTo),
      validityKind: renewed.validityKind,
      statuses: licence.statuses.filter((status) => status !== 'M'),
    },
  });
  await tx.review.create({
    data: {
      licenceId,
      on: new Date(today),
      coversThroughCycle: cycleOf(licence, today) ?? 0,
      withStudy: false,
      applicationId: locked.id,
    },
  });
  await recordBodyCertificate(tx, locked, today);
}

/** The certificate named in the form is handed in with the application. */
export async function recordBodyCertificate(
  tx: Transaction,
  locked: LockedCase,
  today: LocalDate,
): Promise<void> {
  const certNo = locked.form.certNo;
  if (typeof certNo !== 'string') return;
  const licenceId = licenceIdOf(locked);
  await tx.bodyCertSubmission.upsert({
    where: { licenceId_certNo: { licenceId, certNo } },
    update: {},
    create: {
      licenceId,
      certNo,
      submittedOn: new Date(today),
      qualified: true,
      by: 'window',
      applicationId: locked.id,
    },
  });
}
