// Everything the platform holds about somebody, gathered for themselves (个人信息保护法 第四十五条).
import type { LocalDate } from '../domain/calendar/local-date.ts';
import type { Form } from '../domain/services/define.ts';
import { maskForm } from '../domain/services/form-masking.ts';
import { findService } from '../domain/services/index.ts';
import { listOwnExams } from './body-exams.ts';
import { listBookings } from './bookings.ts';
import { dateOf } from './calendar.ts';
import type { Transaction } from './client.ts';
import { listOwnContacts, listOwnEmployments } from './contacts.ts';
import { listOwnLearning, listOwnPlaces } from './own-learning.ts';
import type { PostalAddress } from './postal-address.ts';
import { listHeldDecisions, listHeldRecords } from './violations/held-of-somebody.ts';

/** The newest; who has filed more is a unit's operator, whose cases are about others. */
const MOST_APPLICATIONS = 1_000;

const dateOr = (on: Date | null): LocalDate | null => (on === null ? null : dateOf(on));

/** An account with its person, vehicles, licence, applications, documents and bookings. */
export async function getOwnData(tx: Transaction, accountId: string) {
  const row = await tx.account.findUniqueOrThrow({
    where: { id: accountId },
    include: {
      unit: { select: { name: true } },
      person: {
        include: {
          vehicles: { orderBy: { plateNumber: 'asc' } },
          licence: { include: { classes: { where: { cancelledOn: null }, orderBy: { cls: 'asc' } } } },
          identityDocuments: { orderBy: { createdAt: 'asc' } },
        },
      },
    },
  });
  const { id, login, kind, subtype, state, displayName, mobile, office, unit, createdAt, person } = row;
  const account = { id, login, kind, subtype, state, displayName, mobile, office, createdAt };
  return {
    account: { ...account, unitName: unit?.name ?? null },
    person: person && personOf(tx, person),
    contacts: person ? await listOwnContacts(tx, person.id) : [],
    employments: person ? await listOwnEmployments(tx, person.id) : [],
    vehicles: (person?.vehicles ?? []).map(vehicleOf),
    licence: person?.licence ? licenceOf(person.licence) : null,
    bodyExams: person ? await listOwnExams(tx, person.id) : [],
    applications: await listOwnApplications(tx, accountId, kind),
    documents: await tx.document.findMany({
      where: { ownerId: accountId },
      orderBy: { createdAt: 'desc' },
      select: { id: true, kind: true, mediaType: true, sizeBytes: true, sha256: true, createdAt: true },
    }),
    bookings: await listOwnBookings(tx, accountId),
    learning: person ? await listOwnLearning(tx, person.id) : [],
    appointments: await listOwnPlaces(tx, accountId),
    violations: person ? await listHeldRecords(tx, person.id) : [],
    penaltyDecisions: person ? await listHeldDecisions(tx, person.id) : [],
  };
}

interface PersonRow {
  readonly name: string;
  readonly idDocKind: string;
  readonly idDocNo: string;
  readonly residentCategory: string;
  readonly birthOn: Date;
  readonly sex: string;
  readonly mobile: string | null;
  readonly landline: string | null;
  readonly email: string | null;
  readonly division: string | null;
  readonly address: string | null;
  readonly postcode: string | null;
  readonly identityDocuments: readonly {
    readonly kind: string;
    readonly numberSealed: string;
    readonly validTo: Date | null;
  }[];
}

function personOf({ vault }: Transaction, row: PersonRow) {
  const { name, idDocKind, idDocNo, residentCategory, sex, mobile, landline, email } = row;
  const { division, address, postcode, birthOn, identityDocuments } = row;
  return {
    ...{
      name,
      idDocKind,
      idDocNo,
      residentCategory,
      sex,
      mobile,
      landline,
      email,
      division,
      address,
      postcode,
    },
    birthOn: dateOf(birthOn),
    identityDocuments: identityDocuments.map(({ kind, numberSealed, validTo }) => ({
      ...{ kind, number: vault.open(numberSealed), validTo: dateOr(validTo) },
    })),
  };
}

interface VehicleRow {
  readonly vin: string;
  readonly engineNo: string;
  readonly plateCategory: string;
  readonly plateNumber: string;
  readonly brandModel: string;
  readonly firstRegisteredOn: Date;
  readonly inspectionValidTo: Date;
  readonly statuses: readonly string[];
}

function vehicleOf({
  vin,
  engineNo,
  plateCategory,
  plateNumber,
  brandModel,
  statuses,
  ...dates
}: VehicleRow) {
  return {
    ...{ vin, engineNo, plateCategory, plateNumber, brandModel, statuses },
    firstRegisteredOn: dateOf(dates.firstRegisteredOn),
    inspectionValidTo: dateOf(dates.inspectionValidTo),
  };
}

interface LicenceRow {
  readonly licenceNo: string;
  readonly fileNo: string;
  readonly firstIssuedOn: Date;
  readonly validFrom: Date;
  readonly validTo: Date | null;
  readonly statuses: readonly string[];
  readonly classes: readonly { readonly cls: string }[];
}

function licenceOf({ licenceNo, fileNo, statuses, classes, ...dates }: LicenceRow) {
  return {
    ...{ licenceNo, fileNo, statuses },
    classes: classes.map(({ cls }) => cls),
    firstIssuedOn: dateOf(dates.firstIssuedOn),
    validFrom: dateOf(dates.validFrom),
    validTo: dateOr(dates.validTo),
  };
}

export interface OwnApplication {
  readonly number: string;
  readonly service: string;
  readonly state: string;
  readonly submittedAt: Date | null;
  readonly closedAt: Date | null;
  readonly erasedAt: Date | null;
  readonly form: Form;
  readonly address: PostalAddress | null;
  /** Who was named to collect in one's place. */
  readonly pickupProxy: {
    readonly name: string;
    readonly idDocKind: string;
    readonly idDocNo: string;
  } | null;
}

/**
 * The registration of a unit holds papers of its 法定代表人 and agent, and its cases are about those whom it examined or sold to:
 * what they hold is theirs, not the operator's who asks.
 */
async function listOwnApplications(
  tx: Transaction,
  applicantId: string,
  accountKind: string,
): Promise<readonly OwnApplication[]> {
  const rows = await tx.application.findMany({
    where: { applicantId, ...(accountKind === 'unit' ? { lifecycle: { not: 'L-REGISTER' } } : {}) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MOST_APPLICATIONS,
    include: { pickupProxy: true },
  });
  return rows.map(
    ({ number, service, state, submittedAt, closedAt, erasedAt, form, address, pickupProxy }) => ({
      ...{ number, service, state, submittedAt, closedAt, erasedAt, address },
      form: accountKind === 'unit' ? maskForm(findService(service)?.inputs ?? [], form) : form,
      pickupProxy: pickupProxy && proxyOf(tx, pickupProxy),
    }),
  );
}

function proxyOf(
  { vault }: Transaction,
  row: { readonly nameSealed: string; readonly idDocKind: string; readonly idDocNoSealed: string },
) {
  const { nameSealed, idDocKind, idDocNoSealed } = row;
  return { name: vault.open(nameSealed), idDocKind, idDocNo: vault.open(idDocNoSealed) };
}

async function listOwnBookings(tx: Transaction, accountId: string) {
  const bookings = await listBookings(tx, { accountId });
  return bookings.map(({ on, half, code, state }) => ({ on, half, code, state }));
}
