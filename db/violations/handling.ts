// 电子监控处理: the decision is made with the submission itself, under the locks under which it was judged; later it is only confirmed.
import { textIn } from '../../domain/services/parts/rules.ts';
import type { Effect } from '../effects/effect.ts';
import type { FollowedDecision, FollowUp } from '../follow-up.ts';
import { getMatterOf } from '../matters.ts';
import { savePenaltyDecision } from './decisions.ts';
import { findLocalLicence } from './facts.ts';
import { tellHandled } from './messages.ts';

/** Penalises the named record by the applicant's licence, and tells the applicant. */
export const penaliseWithSubmission: FollowUp = async (tx, decision) => {
  if (!isHandling(decision)) return null;
  const { id: applicationId, application, form, now } = decision;
  const { personId } = await tx.account.findUniqueOrThrow({
    where: { id: application.applicantId },
    select: { personId: true },
  });
  const licence = await findLocalLicence(tx, personId);
  if (!licence) return { code: 'violation-no-licence' };
  const saved = await savePenaltyDecision(tx, {
    ...{ applicationId, channel: 'platform', decidedAt: now },
    recordNo: textIn(form, 'recordNo'),
    licenceId: licence.id,
  });
  if ('code' in saved) return saved;
  await tellHandled(tx, saved.decisionNo, now);
  return null;
};

function isHandling({ application, events }: FollowedDecision): boolean {
  return (
    events.some(({ type }) => type === 'submitted') &&
    getMatterOf(application.service).effect.kind === 'handle-violation'
  );
}

/** What was to be done was done with the submission; here it is only made sure of. */
export const confirmPenalised: Effect = async (tx, { locked }) => {
  const made = await tx.penaltyDecision.count({ where: { applicationId: locked.id } });
  return made === 1 ? null : { code: 'already-handled' };
};
