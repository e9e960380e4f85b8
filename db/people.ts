// People of the register: found by what they are known by, written where somebody has looked at their documents.
import { randomUUID } from 'node:crypto';
import type { LocalDate } from '../domain/calendar/local-date.ts';
import {
  type IdDocKind,
  normaliseIdDocNo,
  type ResidentCategory,
} from '../domain/identity/identity-document.ts';
import { isLocalPlate, LOCAL_ISSUING_OFFICE } from '../domain/register/local.ts';
import type { Transaction } from './client.ts';

/** 临时居民身份证 carries the number of the card it stands in for: the same person. */
const SAME_NUMBER: Readonly<Partial<Record<IdDocKind, IdDocKind>>> = {
  'temporary-resident-id': 'resident-id',
};

/** Why an account went that was to choose a plate within its day. */
export const NO_PLATE_CHOSEN = 'no-plate-chosen';

export interface Identity {
  readonly kind: IdDocKind;
  readonly number: string;
}

/** Identity as people are stored and found by it. */
export function storedIdentity({ kind, number }: Identity) {
  return { idDocKind: SAME_NUMBER[kind] ?? kind, idDocNo: normaliseIdDocNo(kind, number) };
}

/** Nobody else registers the same identity until this transaction ends. */
export async function lockIdentity(tx: Transaction, identity: Identity): Promise<void> {
  const { idDocKind, idDocNo } = storedIdentity(identity);
  const key = `${idDocKind} ${tx.vault.index('id-number', idDocNo)}`;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
}

const KNOWN = {
  vehicles: { select: { plateNumber: true } },
  licence: { select: { issuingOffice: true } },
  learning: { where: { state: 'accepted' }, select: { no: true } },
  accounts: { select: { id: true, kind: true, state: true, stateReason: true, mobileIndex: true } },
} as const;

/** A person with what they own and the accounts they hold; undefined when the register knows nobody of that identity. */
export async function findPersonByIdentity(tx: Transaction, identity: Identity) {
  const { idDocKind, idDocNo } = storedIdentity(identity);
  const row = await tx.person.findUnique({
    where: { idDocKind_idDocNoIndex: { idDocKind, idDocNoIndex: tx.vault.index('id-number', idDocNo) } },
    include: KNOWN,
  });
  if (!row) return undefined;
  const individual = row.accounts.filter(({ kind }) => kind === 'ind-online' || kind === 'ind-window');
  const ownsAnything = row.vehicles.length > 0 || row.licence !== null;
  const openLicenceApplication = row.learning.length > 0;
  return {
    id: row.id,
    name: row.name,
    mobile: row.mobile,
    deceased: row.deceased,
    ownsLocalVehicle: row.vehicles.some(({ plateNumber }) => isLocalPlate(plateNumber)),
    holdsLocalLicence: row.licence?.issuingOffice === LOCAL_ISSUING_OFFICE,
    ownsAnything,
    openLicenceApplication,
    /** Written down with a registration that nobody has approved: what a document says at a window counts more. */
    isUnproven: row.contactSince === null && !ownsAnything && !openLicenceApplication,
    accounts: individual,
    livingAccount: individual.find(({ state }) => state !== 'cancelled' && state !== 'rejected') ?? null,
  };
}

export type KnownPerson = NonNullable<Awaited<ReturnType<typeof findPersonByIdentity>>>;

export interface NewPerson {
  readonly name: string;
  readonly identity: Identity;
  readonly category: ResidentCategory;
  readonly birthOn: LocalDate;
  readonly sex: 'M' | 'F';
  readonly residenceDivision: string;
}

/** Adds a person; contact comes with the approval. */
export async function savePerson(tx: Transaction, person: NewPerson): Promise<string> {
  const id = randomUUID();
  await tx.person.create({ data: { id, ...personColumns(person), ...sealedIdentity(tx, person.identity) } });
  return id;
}

/** Puts right what was written down of a person before anybody saw their documents. */
export async function correctPerson(tx: Transaction, id: string, person: NewPerson): Promise<void> {
  await tx.person.update({ where: { id }, data: personColumns(person) });
}

const personColumns = ({ name, sex, residenceDivision, category, birthOn }: NewPerson) => ({
  ...{ name, sex, residenceDivision, residentCategory: category },
  birthOn: new Date(birthOn),
});

/** Kind and number of a document as their columns have them. */
export function sealedIdentity({ vault }: Transaction, identity: Identity) {
  const { idDocKind, idDocNo } = storedIdentity(identity);
  return {
    idDocKind,
    idDocNoSealed: vault.seal(idDocNo),
    idDocNoIndex: vault.index('id-number', idDocNo),
  };
}

export interface Contact {
  readonly mobile: string;
  readonly landline: string | null;
  readonly email: string | null;
  readonly division: string;
  readonly address: string;
  readonly postcode: string;
}

/** The contact as its columns have it. */
export function sealedContact({ vault }: Transaction, { mobile, landline, email, ...place }: Contact) {
  const sealedOr = (text: string | null) => (text === null ? null : vault.seal(text));
  return {
    mobileSealed: vault.seal(mobile),
    mobileIndex: vault.index('mobile', mobile),
    landlineSealed: sealedOr(landline),
    emailSealed: sealedOr(email),
    addressSealed: vault.seal(place.address),
    division: place.division,
    postcode: place.postcode,
  };
}

/** A mobile as an account has it: to sign in with, and to be told things at. */
export function sealedMobile({ vault }: Transaction, mobile: string) {
  return { mobileSealed: vault.seal(mobile), mobileIndex: vault.index('mobile', mobile) };
}
