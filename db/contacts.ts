// How people can be reached, with what was before: the person has what holds, a row of the history each span it held for.
import type { Instant } from '../domain/calendar/local-date.ts';
import { dateOf } from './calendar.ts';
import type { Transaction } from './client.ts';
import { type sealedContact, sealedMobile } from './people.ts';

type SealedContact = ReturnType<typeof sealedContact>;

interface Occasion {
  readonly at: Instant;
  readonly applicationId: string | null;
}

/** Replaces a person's contact, or the part of it that changes. Returns the id of the row that holds from now on. */
export async function saveContact(
  tx: Transaction,
  personId: string,
  change: Partial<SealedContact>,
  { at, applicationId }: Occasion,
): Promise<string> {
  const before = await presentContact(tx, personId);
  await closePresent(tx, personId, before, at);
  const { contactSince: _, ...present } = before;
  const held = { ...present, ...change };
  await tx.person.update({ where: { id: personId }, data: { ...held, contactSince: at } });
  const { id } = await tx.contactRecord.create({ data: { ...held, personId, applicationId, since: at } });
  return id;
}

/** Another mobile for an account, and for the person on file whom it belongs to. */
export async function changeMobile(
  tx: Transaction,
  accountId: string,
  mobile: string,
  occasion: Occasion,
): Promise<void> {
  const sealed = sealedMobile(tx, mobile);
  const { personId } = await tx.account.update({ where: { id: accountId }, data: sealed });
  if (personId !== null) await saveContact(tx, personId, sealed, occasion);
}

const CONTACT = {
  mobileSealed: true,
  mobileIndex: true,
  landlineSealed: true,
  emailSealed: true,
  addressSealed: true,
  division: true,
  postcode: true,
  contactSince: true,
} as const;

async function presentContact(tx: Transaction, personId: string) {
  const { mobileSealed, mobileIndex, landlineSealed, emailSealed, addressSealed, division, ...rest } =
    await tx.person.findUniqueOrThrow({ where: { id: personId }, select: CONTACT });
  const { postcode, contactSince } = rest;
  return {
    ...{ mobileSealed, mobileIndex, landlineSealed, emailSealed },
    ...{ addressSealed, division, postcode, contactSince },
  };
}

/** What held until now; a contact from before there was a history gets its row here. */
async function closePresent(
  tx: Transaction,
  personId: string,
  { contactSince, ...held }: Awaited<ReturnType<typeof presentContact>>,
  at: Instant,
): Promise<void> {
  const { count } = await tx.contactRecord.updateMany({
    where: { personId, until: null },
    data: { until: at },
  });
  if (count > 0 || contactSince === null) return;
  await tx.contactRecord.create({ data: { ...held, personId, since: contactSince, until: at } });
}

/** How a person can be and could be reached, the latest first. */
export async function listOwnContacts(tx: Transaction, personId: string) {
  const opened = (sealed: string | null) => (sealed === null ? null : tx.vault.open(sealed));
  const rows = await tx.contactRecord.findMany({ where: { personId }, orderBy: { since: 'desc' } });
  return rows.map(({ since, until, division, postcode, ...sealed }) => ({
    ...{ since, until, division, postcode },
    mobile: opened(sealed.mobileSealed),
    landline: opened(sealed.landlineSealed),
    email: opened(sealed.emailSealed),
    address: opened(sealed.addressSealed),
  }));
}

/** 从业单位 of a driver, the latest first. */
export async function listOwnEmployments(tx: Transaction, personId: string) {
  const rows = await tx.employment.findMany({
    where: { licence: { holderId: personId } },
    orderBy: { from: 'desc' },
  });
  return rows.map(({ from, until, employerSealed }) => ({
    employer: tx.vault.open(employerSealed),
    from: dateOf(from),
    until: until && dateOf(until),
  }));
}
