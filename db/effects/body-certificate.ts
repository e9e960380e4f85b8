// 医院提交身体条件证明: a qualified one counts for the next date; an unqualified one begins the thirty days of the driver.
import { addDays, type Instant, type LocalDate, localDateOf } from '../../domain/calendar/local-date.ts';
import { LIC_DEAD } from '../../domain/register/codes.ts';
import { bodyCertDeferralIsMet, heldClasses } from '../../domain/register/licence.ts';
import { EXCHANGE_WITHIN_DAYS } from '../../domain/register/physical-exam.ts';
import { textIn } from '../../domain/services/parts/rules.ts';
import { findOwnCertificate, isSubmitted, type OwnCertificate, unfitClasses } from '../body-exams.ts';
import type { Transaction } from '../client.ts';
import { getLicenceFacts } from '../facts.ts';
import type { LockedCase } from '../locked-case.ts';
import { saveDirectMessage } from '../messages.ts';
import { type Effect, licenceIdOf } from './effect.ts';

export const submitBodyCertificate: Effect = async (tx, { locked, now }) => {
  const { form, application } = locked;
  const certNo = textIn(form, 'certNo');
  const licenceId = licenceIdOf(locked);
  // Two certificates of one licence, or one handed in at the window meanwhile, take turns.
  await tx.$queryRaw`SELECT 1 FROM licence WHERE id = ${licenceId}::uuid FOR UPDATE`;
  const { unitId } = await tx.account.findUniqueOrThrow({ where: { id: locked.applicantId } });
  const exam = unitId === null ? undefined : await findOwnCertificate(tx, unitId, certNo);
  if (!exam) return { code: 'certificate-unknown' };
  if (await isSubmitted(tx, licenceId, certNo)) return { code: 'cert-already-submitted' };
  const { statuses } = await getLicenceFacts(tx, licenceId);
  if (statuses.some((status) => LIC_DEAD.has(status))) return { code: 'licence-cancelled' };
  const submittedOn = localDateOf(application.submittedAt ?? now);
  const qualified = exam.conclusion === 'qualified';
  await tx.bodyCertSubmission.create({
    data: {
      ...{ licenceId, certNo, qualified, by: 'hospital', applicationId: locked.id },
      submittedOn: new Date(submittedOn),
    },
  });
  if (qualified) await endDeferral(tx, licenceId, submittedOn);
  else await beginDowngrade(tx, locked, exam, now);
  return null;
};

/** 延期体检 is over once the certificate that was put off is there (assumed). */
async function endDeferral(tx: Transaction, licenceId: string, today: LocalDate): Promise<void> {
  const licence = await getLicenceFacts(tx, licenceId);
  if (!licence.statuses.includes('P') || !bodyCertDeferralIsMet(licence, today)) return;
  const rest = licence.statuses.filter((status) => status !== 'P');
  const statuses = rest.length === 0 ? (['A'] as const) : rest;
  await tx.licence.update({ where: { id: licenceId }, data: { statuses: [...statuses] } });
}

/** R123 第五十二条: thirty days to ask for a lower class or for cancellation, counted from the day the driver is told. */
async function beginDowngrade(
  tx: Transaction,
  locked: LockedCase,
  exam: OwnCertificate,
  now: Instant,
): Promise<void> {
  const licenceId = licenceIdOf(locked);
  const today = localDateOf(now);
  const dueOn = addDays(today, EXCHANGE_WITHIN_DAYS);
  const lostClasses = unfitClasses(tx, exam, heldClasses(await getLicenceFacts(tx, licenceId)));
  // Made for a class that is not held, and sufficient for those that are.
  if (lostClasses.length === 0) return;
  await tx.downgradeCase.create({
    data: {
      ...{ licenceId, cause: 'body', lostClasses: [...lostClasses], applicationId: locked.id },
      decidedOn: new Date(today),
      notifiedOn: new Date(today),
      exchangeDueOn: new Date(dueOn),
    },
  });
  await tellDriver(tx, licenceId, dueOn, now);
}

/** At the mobile on file; who left none finds it in the register. */
async function tellDriver(tx: Transaction, licenceId: string, due: LocalDate, now: Instant): Promise<void> {
  const { holder } = await tx.licence.findUniqueOrThrow({
    where: { id: licenceId },
    select: {
      holder: {
        select: {
          mobileSealed: true,
          mobile: true,
          accounts: { where: { state: 'active' }, select: { id: true, kind: true } },
        },
      },
    },
  });
  if (holder.mobile === null) return;
  const account = holder.accounts.find(({ kind }) => kind === 'ind-online' || kind === 'ind-window');
  await saveDirectMessage(tx, {
    ...{ to: holder.mobile, template: 'body-unqualified', slots: { due }, createdAt: now },
    ...(account ? { accountId: account.id } : {}),
  });
}
