// A register: what belongs together collected, and written table by table.
import type { Database, Transaction } from '../../db/client.ts';
import type { LocalDate } from '../../domain/calendar/local-date.ts';
import { addDays, addYears } from '../../domain/calendar/local-date.ts';
import { LOCAL_OFFICE } from '../../domain/register/local.ts';
import { insertRows } from './bulk.ts';
import type { Chance } from './chance.ts';
import { LICENCE_CASES } from './licence-cases.ts';
import { makeLicence } from './licences.ts';
import type { Numbering } from './numbers.ts';
import { makePerson } from './people.ts';
import type { AccountRow, LicenceBundle, PersonRow, VehicleBundle } from './rows.ts';
import { sealedAccountRow, sealedLicenceRow, sealedPersonRow } from './sealed-rows.ts';
import { drawVehicle } from './vehicles.ts';

/** A person with what the register holds of them. */
export interface Resident {
  readonly person: PersonRow;
  readonly account: AccountRow | null;
  readonly vehicles: readonly VehicleBundle[];
  readonly licence: LicenceBundle | null;
}

export interface Drawing {
  readonly numbers: Numbering;
  readonly chance: Chance;
  readonly today: LocalDate;
}

const VEHICLES_OWNED = [
  { weight: 34, count: 0 },
  { weight: 54, count: 1 },
  { weight: 9, count: 2 },
  { weight: 3, count: 3 },
] as const;

const ACCOUNT_KINDS = [
  { weight: 45, kind: null },
  { weight: 20, kind: 'ind-online' },
  { weight: 35, kind: 'ind-window' },
] as const;

const LICENCE_SHARE = 0.72;

export function drawResident(drawing: Drawing, passwordHash: string): Resident {
  const { numbers, chance, today } = drawing;
  const plan = chance.happens(LICENCE_SHARE) ? chance.weighted(LICENCE_CASES).plan(chance, today) : null;
  const birthOn = plan?.birthOn ?? addDays(addYears(today, -chance.int(18, 85)), -chance.int(1, 360));
  const person = makePerson({ birthOn }, numbers, chance, today);
  const { kind } = chance.weighted<{ weight: number; kind: 'ind-online' | 'ind-window' | null }>(
    ACCOUNT_KINDS,
  );
  const { count } = chance.weighted<{ weight: number; count: number }>(VEHICLES_OWNED);
  return {
    person,
    account: kind === null ? null : accountOf(person, kind, numbers, passwordHash),
    vehicles: Array.from({ length: count }, () => drawVehicle(person.id, numbers, chance, today)),
    licence: plan && makeLicence(person, plan, numbers, chance, today),
  };
}

/** People sign in with their mobile or identity number, or with a name of their own. */
export function accountOf(
  person: PersonRow,
  kind: 'ind-online' | 'ind-window',
  numbers: Numbering,
  password_hash: string,
  login: string | null = null,
): AccountRow {
  return {
    id: numbers.uuid('account'),
    login,
    mobile: person.mobile,
    totp_secret: null,
    password_hash,
    kind,
    role: 'applicant',
    state: 'active',
    display_name: person.name,
    office: OFFICE,
    person_id: person.id,
  };
}

/** 驻马店市公安局交通警察支队车辆管理所. */
export const OFFICE = LOCAL_OFFICE;

/** Writes residents in the order in which their rows refer to each other. */
export async function saveResidents(
  db: Database | Transaction,
  residents: readonly Resident[],
): Promise<void> {
  const licences = residents.flatMap(({ licence }) => (licence ? [licence] : []));
  const vehicles = residents.flatMap((resident) => resident.vehicles);
  await insertRows(
    db,
    'person',
    residents.map(({ person }) => sealedPersonRow(db.vault, person)),
  );
  await insertRows(
    db,
    'account',
    residents.flatMap(({ account }) => (account ? [sealedAccountRow(db.vault, account)] : [])),
  );
  await insertRows(
    db,
    'vehicle',
    vehicles.map(({ vehicle }) => vehicle),
  );
  await insertRows(
    db,
    'licence',
    licences.map(({ licence }) => sealedLicenceRow(db.vault, licence)),
  );
  await insertRows(
    db,
    'class_holding',
    licences.flatMap(({ classes }) => classes),
  );
  await insertRows(
    db,
    'point_entry',
    licences.flatMap(({ points }) => points),
  );
  await insertRows(
    db,
    'cycle_reset',
    licences.flatMap(({ cycleResets }) => cycleResets),
  );
  await insertRows(
    db,
    'review',
    licences.flatMap(({ reviews }) => reviews),
  );
  await insertRows(
    db,
    'body_exam',
    licences.flatMap(({ bodyExams }) => bodyExams),
  );
  await insertRows(
    db,
    'body_cert_submission',
    licences.flatMap(({ submissions }) => submissions),
  );
  await insertRows(
    db,
    'deferral',
    licences.flatMap(({ deferrals }) => deferrals),
  );
  await insertRows(
    db,
    'accident',
    licences.flatMap(({ accidents }) => accidents),
  );
  await insertRows(
    db,
    'downgrade_case',
    licences.flatMap(({ downgrades }) => downgrades),
  );
  await insertRows(
    db,
    'certificate',
    [...vehicles, ...licences].flatMap(({ certificates }) => certificates),
  );
}
