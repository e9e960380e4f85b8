// What somebody is told whose violation was handled.
import type { Instant } from '../../domain/calendar/local-date.ts';
import { dayText, yuanText } from '../../domain/violations/texts.ts';
import { dateOf } from '../calendar.ts';
import type { Transaction } from '../client.ts';
import { saveDirectMessage } from '../messages.ts';

/** Tells the applicant of a decision: its number, what is to be paid and until when. */
export async function tellHandled(tx: Transaction, decisionNo: string, now: Instant): Promise<void> {
  const { applicationId, fineFen, points, payDueOn } = await tx.penaltyDecision.findUniqueOrThrow({
    where: { decisionNo },
  });
  if (applicationId === null) return;
  const { applicant } = await tx.application.findUniqueOrThrow({
    where: { id: applicationId },
    select: { applicant: { select: { id: true, mobile: true, person: { select: { mobile: true } } } } },
  });
  const to = applicant.person?.mobile ?? applicant.mobile;
  if (to === null) return;
  await saveDirectMessage(tx, {
    ...{ to, accountId: applicant.id, createdAt: now },
    template: fineFen === 0 ? 'violation-warned' : 'violation-handled',
    slots: {
      decision: decisionNo,
      points: String(points),
      fine: yuanText(fineFen),
      due: dayText(dateOf(payDueOn)),
    },
  });
}

/** Tells the holder of the licence that a decision no longer stands; of no licence here, nobody is known. */
export async function tellWithdrawn(tx: Transaction, decisionNo: string, now: Instant): Promise<void> {
  const { licence } = await tx.penaltyDecision.findUniqueOrThrow({
    where: { decisionNo },
    select: { licence: { select: { holder: { select: { mobile: true } } } } },
  });
  const to = licence?.holder.mobile ?? null;
  if (to === null) return;
  const slots = { decision: decisionNo };
  await saveDirectMessage(tx, { to, template: 'decision-withdrawn', slots, createdAt: now });
}
