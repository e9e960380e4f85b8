// 医院体检: the examination is recorded, and its certificate gets a number.
import { localDateOf } from '../../domain/calendar/local-date.ts';
import { examItemsOf, examinedClasses, examineeOf } from '../../domain/services/parts/physical-exam.ts';
import { textIn } from '../../domain/services/parts/rules.ts';
import { saveBodyExam } from '../body-exams.ts';
import { findExaminee, identityDiffers, saveExaminee } from '../examinees.ts';
import { findListing } from '../examining-hospitals.ts';
import { lockIdentity } from '../people.ts';
import type { Effect } from './effect.ts';

export const recordPhysicalExam: Effect = async (tx, { locked, now }) => {
  const { form, application } = locked;
  // 现场办结: it counts for the day on which the hospital handed it in, however late it is written down.
  const examinedOn = localDateOf(application.submittedAt ?? now);
  const classes = examinedClasses(form);
  const { unit } = await tx.account.findUniqueOrThrow({
    where: { id: locked.applicantId },
    select: { unit: { select: { id: true, name: true } } },
  });
  const listing = unit && (await findListing(tx, unit.id, examinedOn));
  if (!listing) return { code: 'hospital-not-approved' };
  if (classes.includes('C5') && !listing.examinesC5) return { code: 'c5-hospital' };
  await lockIdentity(tx, examineeOf(form).identity);
  const known = await findExaminee(tx, form);
  if (identityDiffers(known, form)) return { code: 'examinee-mismatch' };
  await saveBodyExam(tx, {
    applicationId: locked.id,
    personId: known?.id ?? (await saveExaminee(tx, form, examinedOn)),
    hospital: unit,
    doctor: textIn(form, 'doctor'),
    purpose: textIn(form, 'purpose'),
    items: examItemsOf(form),
    classes,
    examinedOn,
  });
  return null;
};
