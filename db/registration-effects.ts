// What an approved registration brings about, and what a refused one leaves: in the transaction of the decision itself.
import type { ApplicationEvent } from '../domain/application/events.ts';
import type { Instant } from '../domain/calendar/local-date.ts';
import type { AccountChange } from '../domain/registration/changes.ts';
import type { RegistrationForm } from '../domain/registration/form.ts';
import type { IdentityPaper } from '../domain/registration/identity-paper.ts';
import type { IndividualRegistration } from '../domain/registration/individual.ts';
import type { Transaction } from './client.ts';
import { changeMobile, saveContact } from './contacts.ts';
import { sendFirstPassword } from './first-password.ts';
import { stored } from './json.ts';
import type { LockedCase } from './locked-case.ts';
import { hashPassword, newFirstPassword } from './passwords.ts';
import { NO_PLATE_CHOSEN, sealedContact, sealedIdentity, sealedMobile } from './people.ts';
import { endAllSessions } from './sessions.ts';
import { changeUnit } from './units.ts';

/** Carries out an approved registration. */
export async function applyRegistration(tx: Transaction, locked: LockedCase, now: Instant): Promise<void> {
  const form = stored<RegistrationForm>(locked.form);
  switch (form.matter) {
    case 'individual-registration':
      await writeIndividual(tx, locked, form.individual, now);
      return activate(tx, locked.applicantId, now);
    case 'unit-registration':
      await tx.unit.updateMany({
        where: { accounts: { some: { id: locked.applicantId } }, state: 'pending' },
        data: { state: 'active' },
      });
      return activate(tx, locked.applicantId, now);
    case 'registration-upgrade':
      await writeIndividual(tx, locked, form.individual, now);
      // The same account with everything bound to it; what was refused before may be asked for again.
      await tx.account.update({ where: { id: locked.applicantId }, data: { kind: 'ind-window' } });
      return;
    case 'registration-change':
      return changeAccount(tx, locked, form.change, now);
  }
}

/** The account opens with a first password, sent to the mobile that was taken down (HLP 2.2). */
async function activate(tx: Transaction, accountId: string, now: Instant): Promise<void> {
  const password = newFirstPassword();
  const { mobile, login } = await tx.account.update({
    where: { id: accountId },
    data: { state: 'active', passwordHash: await hashPassword(password), mustChangePassword: true },
  });
  if (mobile === null) return;
  await sendFirstPassword(tx, { accountId, mobile, login, password, at: now });
}

/** Contact and document of a person as they were shown at the window. */
async function writeIndividual(
  tx: Transaction,
  locked: LockedCase,
  form: IndividualRegistration,
  now: Instant,
): Promise<void> {
  const { personId } = await tx.account.update({
    where: { id: locked.applicantId },
    data: { ...sealedMobile(tx, form.mobile), subtype: 'owner-or-driver' },
  });
  if (personId === null) throw new Error(`account ${locked.applicantId} is nobody's`);
  await tx.person.update({
    where: { id: personId },
    data: { residentCategory: form.category },
  });
  await saveContact(tx, personId, sealedContact(tx, form), { at: now, applicationId: locked.id });
  await saveShownDocument(
    tx,
    { personId, applicationId: locked.id, nationality: form.nationality },
    form.document,
    now,
  );
}

/** The document by which somebody identified at the window. */
async function saveShownDocument(
  tx: Transaction,
  shownBy: { readonly personId: string; readonly applicationId: string; readonly nationality: string | null },
  { kind, number, issuedOn, validTo }: IdentityPaper,
  createdAt: Instant,
): Promise<void> {
  await tx.identityDocument.create({
    data: {
      ...{ ...shownBy, kind, createdAt },
      numberSealed: tx.vault.seal(number),
      issuedOn: new Date(issuedOn),
      validTo: validTo === null ? null : new Date(validTo),
    },
  });
}

/** 变更: what a person came to the window for; sessions end where the way in has changed. */
async function changeAccount(
  tx: Transaction,
  { id: applicationId, applicantId: accountId }: LockedCase,
  change: AccountChange,
  now: Instant,
): Promise<void> {
  switch (change.kind) {
    case 'mobile':
      await changeMobile(tx, accountId, change.mobile, { at: now, applicationId });
      await endAllSessions(tx, accountId);
      return;
    case 'name':
      await tx.account.update({
        where: { id: accountId },
        data: { displayName: change.name, person: { update: { name: change.name } } },
      });
      return;
    case 'id-number': {
      const { personId } = await tx.account.update({
        where: { id: accountId },
        data: { person: { update: sealedIdentity(tx, change.document) } },
      });
      if (personId === null) throw new Error(`account ${accountId} is nobody's`);
      await saveShownDocument(tx, { personId, applicationId, nationality: null }, change.document, now);
      await endAllSessions(tx, accountId);
      return;
    }
    case 'reduce-to-online':
      await tx.account.update({ where: { id: accountId }, data: { kind: 'ind-online' } });
      return;
    case 'unit-options':
    case 'unit-agent':
    case 'unit-legal-representative':
      return changeUnit(tx, accountId, change);
  }
}

/** What else ends with a registration: a refused one leaves no account, a plate not chosen in time takes it away. */
export async function concludeRegistration(
  tx: Transaction,
  { applicantId, service }: Pick<LockedCase, 'applicantId' | 'service'>,
  events: readonly ApplicationEvent[],
): Promise<void> {
  const makesAccount = service === 'individual-registration' || service === 'unit-registration';
  for (const { type, at } of events) {
    if (type === 'plate-choice-lapsed') await cancelForWantOfPlate(tx, applicantId, at);
    if (type === 'not-accepted' && makesAccount) await rejectAccount(tx, applicantId, at);
  }
}

/** 逾期未选号, or a number that nobody registered with (registration.md §1). */
export async function cancelForWantOfPlate(tx: Transaction, id: string, closedAt: Instant): Promise<void> {
  await tx.account.updateMany({
    where: { id, state: { in: ['active', 'suspended'] } },
    data: {
      ...{ state: 'cancelled', stateReason: NO_PLATE_CHOSEN, closedAt },
      sessionEpoch: { increment: 1 },
    },
  });
}

/** Nobody ever signed in to it: its name to sign in with is free again. */
async function rejectAccount(tx: Transaction, id: string, closedAt: Instant): Promise<void> {
  await tx.account.updateMany({
    where: { id, state: 'pending' },
    data: { state: 'rejected', stateReason: 'registration-refused', login: null, closedAt },
  });
  await tx.unit.updateMany({
    where: { accounts: { some: { id } }, state: 'pending' },
    data: { state: 'rejected' },
  });
}
