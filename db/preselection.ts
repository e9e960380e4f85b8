// What events of a preselection bring about: its row, its numbers, and the account that hangs on it.
import { textIn } from '../domain/services/parts/rules.ts';
import type { Transaction } from './client.ts';
import type { FollowedDecision, FollowUp } from './follow-up.ts';
import { followCase, openReservation } from './plate-reservations.ts';
import { cancelForWantOfPlate } from './registration-effects.ts';

export const followPreselection: FollowUp = async (tx, decision) => {
  const { id, application, events, form, now } = decision;
  if (application.lifecycle !== 'L-PRESELECT') return null;
  for (const { type } of events) {
    if (type === 'submitted')
      await openReservation(tx, { applicationId: id, application, vin: textIn(form, 'vin'), now });
    if (type === 'number-reserved') await confirmPlateChoice(tx, decision);
    if (type === 'reservation-lapsed') await endNewCarAccount(tx, decision);
  }
  await followCase(tx, id, application);
  return null;
};

/** A new car's owner keeps the account for whose sake a number was to be chosen within a day. */
async function confirmPlateChoice(
  tx: Transaction,
  { application, decideAlso }: FollowedDecision,
): Promise<void> {
  const waiting = await tx.application.findFirst({
    where: { applicantId: application.applicantId, lifecycle: 'L-NEW-CAR', open: true },
    select: { id: true },
  });
  if (waiting === null) return;
  await decideAlso({
    applicationId: waiting.id,
    actor: { id: 'preselection', role: 'system' },
    command: { action: 'confirm-plate' },
  });
}

/** Nobody came to register the vehicle: the account that was made for it goes (registration.md §1). */
async function endNewCarAccount(tx: Transaction, { application, now }: FollowedDecision): Promise<void> {
  const { applicantId } = application;
  const { subtype } = await tx.account.findUniqueOrThrow({ where: { id: applicantId } });
  if (subtype === 'new-car-owner') await cancelForWantOfPlate(tx, applicantId, now);
}
