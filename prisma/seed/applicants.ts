// Applicants made to measure: each may apply for exactly one service, at once and without refusal.
import type { Database } from '../../db/client.ts';
import type { PostalAddress } from '../../db/postal-address.ts';
import type { SubjectKey } from '../../db/subjects/subject.ts';
import type { Delivery } from '../../domain/application/events.ts';
import { addDays, addYears, type LocalDate } from '../../domain/calendar/local-date.ts';
import { findDeliveryZone } from '../../domain/delivery-zones.ts';
import type { Form } from '../../domain/services/define.ts';
import { getService } from '../../domain/services/index.ts';
import { AGE_FOR, APPLICANT_SERVICES, type ApplicantService } from './applicant-services.ts';
import { type Chance, createChance } from './chance.ts';
import { fillForm, uploadsOf } from './forms.ts';
import type { LicencePlan } from './licence-plans.ts';
import { makeLicence } from './licences.ts';
import { createNumbering, PARTITION_OF } from './numbers.ts';
import { demoPasswordHash } from './password.ts';
import { makePerson } from './people.ts';
import { type PlaceZone, placeIn } from './places.ts';
import { rareName } from './rare-names.ts';
import { accountOf, type Resident, saveResidents } from './register.ts';
import { PRIVATE_CAR } from './vehicle-kinds.ts';
import { makeVehicle } from './vehicles.ts';

/** How many applicants a service may have. */
const MOST = 100_000;
/** Each service has a division of its own from here on. */
const FIRST_DIVISION = 411_720;
/** Numbers of one sex a division gives out on a day. */
const A_DAY = 50;

export interface ApplicantRequest {
  readonly service: ApplicantService;
  readonly today: LocalDate;
  /** Where the address lies; `city` when left out. */
  readonly zone?: PlaceZone;
  /** Which one; the same number makes the same applicant. */
  readonly n: number;
  readonly passwordHash?: string;
}

export interface Applicant {
  readonly accountId: string;
  readonly login: string;
  readonly subject: SubjectKey;
  readonly vehicleId: string | null;
  readonly licenceId: string | null;
  readonly form: Form;
  /** Kinds of documents to upload before submission. */
  readonly documentKinds: readonly string[];
  readonly address: PostalAddress;
  /** By post to that address; null for services that deliver nothing, pickup where no post goes. */
  readonly delivery: Delivery | null;
}

/** Makes one applicant for a service. */
export async function createApplicantFor(
  db: Database,
  service: ApplicantService,
  wanted: Omit<ApplicantRequest, 'service'>,
): Promise<Applicant> {
  const [applicant] = await createApplicants(db, [{ ...wanted, service }]);
  if (!applicant) throw new Error('no applicant was made');
  return applicant;
}

/** Makes many applicants at once, in the order asked for. */
export async function createApplicants(
  db: Database,
  requests: readonly ApplicantRequest[],
): Promise<readonly Applicant[]> {
  const passwordHash = await demoPasswordHash();
  const made = requests.map((request) => makeApplicant({ passwordHash, ...request }));
  const residents = made.map(({ resident }) => resident);
  await db.$transaction((tx) => saveResidents(tx, residents));
  return made.map(({ applicant }) => applicant);
}

/** The same applicant without a database. */
export function makeApplicant(request: ApplicantRequest & { readonly passwordHash: string }): {
  resident: Resident;
  applicant: Applicant;
} {
  const { service, today, zone = 'city', n, passwordHash } = request;
  if (n < 0 || n >= MOST) throw new Error(`applicant ${n} of ${service}`);
  const serviceIndex = APPLICANT_SERVICES.indexOf(service);
  const chance = createChance(serviceIndex * MOST + n);
  const numbers = createNumbering(PARTITION_OF.applicants, serviceIndex * MOST + n);
  const plan = licencePlan(service, today, chance);
  // Each service has a division of its own, and days of birth enough for all its applicants.
  const birthOn = addDays(addYears(today, -AGE_FOR[service]), -30 - Math.floor(n / A_DAY));
  const birthplace = String(FIRST_DIVISION + serviceIndex);
  const place = placeIn(zone, chance);
  for (let skipped = 0; skipped < n % A_DAY; skipped += 1) numbers.resident(birthplace, birthOn, 'M');
  const name = rareName(serviceIndex * MOST + n);
  const person = makePerson({ birthOn, birthplace, name, place, sex: 'M' }, numbers, chance, today);
  const account = accountOf(person, 'ind-window', numbers, passwordHash);
  const licence = plan && makeLicence(person, plan, numbers, chance, today);
  const vehicles = plan
    ? []
    : [makeVehicle(person.id, PRIVATE_CAR, { inspectionMonths: 7 }, numbers, chance, today)];
  const vehicle = vehicles[0]?.vehicle;
  const subject: SubjectKey = vehicle
    ? { plateCategory: vehicle.plate_category, plateNumber: vehicle.plate_number }
    : { licenceNo: person.id_doc_no };
  const address: PostalAddress = {
    recipient: person.name,
    mobile: person.mobile ?? '',
    division: place.division,
    address: person.address ?? '',
    postcode: place.postcode,
  };
  return {
    resident: { person, account, vehicles, licence },
    applicant: {
      accountId: account.id,
      login: person.mobile ?? person.id_doc_no,
      subject,
      vehicleId: vehicle?.id ?? null,
      licenceId: licence?.licence.id ?? null,
      form: fillForm(service, { today, licence }),
      documentKinds: uploadsOf(getService(service)),
      address,
      delivery: getService(service).steps.includes('deliver') ? deliveryTo(place.division) : null,
    },
  };
}

/** By post where post goes. */
export function deliveryTo(division: string): Delivery {
  const zone = findDeliveryZone(division);
  return zone === undefined || zone === 'undeliverable' ? { mode: 'pickup' } : { mode: 'post', zone };
}

/** The licence that makes its holder eligible; null for services of a vehicle. */
function licencePlan(service: ApplicantService, today: LocalDate, chance: Chance): LicencePlan | null {
  const exam = { on: addDays(today, -10) };
  switch (service) {
    case 'plate-reissue':
    case 'plate-replace':
    case 'inspection-mark-reissue':
    case 'vehicle-licence-reissue':
    case 'vehicle-licence-replace':
      return null;
    case 'licence-renewal':
      return { ...licenceEndingIn(45, today), exam };
    case 'licence-overage-exchange':
      return {
        ...licenceOf(AGE_FOR[service], today),
        classes: ['A2'],
        exam: { ...exam, classes: ['C1', 'C2'] },
      };
    case 'licence-lost-reissue':
    case 'licence-damaged-replace':
      return licenceEndingIn(chance.int(700, 1_500), today);
    case 'renewal-deferral':
      return licenceEndingIn(30, today);
    case 'review-deferral':
      return { ...licenceEndingIn(700, today), classes: ['B2'] };
    case 'body-certificate-deferral':
      return { ...licenceOf(AGE_FOR[service], today), classes: ['C1'] };
  }
}

/** A C1 licence of six years with so many days left. */
export function licenceEndingIn(days: number, today: LocalDate): LicencePlan {
  const firstIssuedOn = addYears(addDays(today, days), -6);
  return { birthOn: addYears(firstIssuedOn, -26), classes: ['C1'], firstIssuedOn, validity: '6y' };
}

/** A licence of ten years, in its third, of a holder so many years old. */
export function licenceOf(age: number, today: LocalDate): LicencePlan {
  const firstIssuedOn = addYears(addDays(today, -100), -8);
  return { birthOn: addDays(addYears(today, -age), -30), classes: ['C1'], firstIssuedOn, validity: '10y' };
}
