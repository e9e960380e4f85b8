// 取消考试预约: the other case is cancelled with the submission itself, so that nobody fails a test because we were slow.
import { textIn } from '../domain/services/parts/rules.ts';
import type { Effect } from './effects/effect.ts';
import type { FollowUp } from './follow-up.ts';
import { getMatterOf } from './matters.ts';

const CANCELLING = { id: 'exam-cancelling', role: 'system' } as const;

/** Gives the place of the named appointment back, and with it the first of those who wait gets it. */
export const cancelWithSubmission: FollowUp = async (tx, { application, events, form, decideAlso }) => {
  if (!events.some(({ type }) => type === 'submitted')) return null;
  if (getMatterOf(application.service).effect.kind !== 'cancel-exam-appointment') return null;
  const { id: applicationId } = await tx.application.findFirstOrThrow({
    where: { number: textIn(form, 'appointment').toUpperCase(), applicantId: application.applicantId },
    select: { id: true },
  });
  const { refusal } = await decideAlso({
    applicationId,
    command: { action: 'cancel-booking' },
    actor: CANCELLING,
  });
  if (!refusal) return null;
  return { code: refusal.code === 'application-closed' ? 'already-closed' : 'exam-cancel-too-late' };
};

/** What was to be done was done with the submission; here it is only made sure of. */
export const confirmCancelled: Effect = async (tx, { locked }) => {
  const { state } = await tx.application.findFirstOrThrow({
    where: { number: textIn(locked.form, 'appointment').toUpperCase(), applicantId: locked.applicantId },
    select: { state: true },
  });
  return state === 'cancelled' ? null : { code: 'already-closed' };
};
