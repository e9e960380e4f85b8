// What must still be true when a registration is approved: a working day may lie between the window and the review.
import type { ApplicationEvent } from '../domain/application/events.ts';
import type { Refusal } from '../domain/refusals.ts';
import type { AccountChange } from '../domain/registration/changes.ts';
import type { RegistrationForm } from '../domain/registration/form.ts';
import type { Transaction } from './client.ts';
import { stored } from './json.ts';
import type { LockedCase } from './locked-case.ts';
import { findPersonByIdentity, lockIdentity } from './people.ts';

/** Why an approval can be carried out no more, or null; of other decisions always null. */
export async function approvalRefusal(
  tx: Transaction,
  { applicantId, form, lifecycle }: Pick<LockedCase, 'applicantId' | 'form' | 'lifecycle'>,
  events: readonly ApplicationEvent[],
): Promise<Refusal | null> {
  if (lifecycle !== 'L-REGISTER' || !events.some(({ type }) => type === 'approved')) return null;
  const registration = stored<RegistrationForm>(form);
  switch (registration.matter) {
    // Nobody else can have taken the identity or the code: a pending account holds it.
    case 'individual-registration':
    case 'unit-registration':
      return null;
    case 'registration-upgrade':
      return checkUpgradable(tx, applicantId);
    case 'registration-change':
      return checkChangeable(tx, applicantId, registration.change);
  }
}

async function checkUpgradable(tx: Transaction, accountId: string): Promise<Refusal | null> {
  const { kind, state } = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
  return kind === 'ind-online' && state === 'active' ? null : { code: 'upgrade-not-needed' };
}

async function checkChangeable(
  tx: Transaction,
  accountId: string,
  change: AccountChange,
): Promise<Refusal | null> {
  const { state, personId } = await tx.account.findUniqueOrThrow({ where: { id: accountId } });
  if (state !== 'active') return { code: 'account-not-active' };
  if (change.kind !== 'id-number') return null;
  await lockIdentity(tx, change.document);
  const known = await findPersonByIdentity(tx, change.document);
  return known && known.id !== personId ? { code: 'register-mismatch' } : null;
}
