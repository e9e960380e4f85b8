// Hospitals and those they examine: units on the list or not, people whom the register knows or does not, and forms of their examinations.
import { randomUUID } from 'node:crypto';
import { apiKeyContracts as apiKeys } from '../../api/contract/api-keys.ts';
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { batchContracts } from '../../api/contract/batch.ts';
import type { RouteContract } from '../../api/contract/define.ts';
import { publicContracts } from '../../api/contract/public.ts';
import type { Database } from '../../db/client.ts';
import { addDays, addYears, type LocalDate } from '../../domain/calendar/local-date.ts';
import { KEY_SCOPE_NAMES, type KeyScope } from '../../domain/permissions/key-scopes.ts';
import type { Form } from '../../domain/services/define.ts';
import { SAMPLE_FORMS } from '../../domain/services/testing/sample-forms.ts';
import { createChance } from '../../prisma/seed/chance.ts';
import type { LicencePlan } from '../../prisma/seed/licence-plans.ts';
import { makeLicence } from '../../prisma/seed/licences.ts';
import { createNumbering } from '../../prisma/seed/numbers.ts';
import { makePerson } from '../../prisma/seed/people.ts';
import { accountOf, saveResidents } from '../../prisma/seed/register.ts';
import { anybody } from '../../sandbox/person.ts';
import { type Platform, startPlatform } from '../../sandbox/platform.ts';
import { connectTemporal } from '../../worker/compose.ts';
import { type TestClock, testClock } from './clock.ts';
import { createTestDatabase } from './database.ts';
import { eventually } from './eventually.ts';
import { newNumber } from './identities.ts';
import { testDataConverter, testPayloadCodec } from './payloads.ts';
import { type Asking, addressOf, type Person, PNG, signedIn } from './people.ts';
import { workflowBundle } from './stage.ts';
import { type Told, toldBy } from './told.ts';
import { makeOperator, makeUnit } from './units.ts';
import { testVault } from './vault.ts';

export interface HospitalPlatform extends Pick<Platform, 'url' | 'db'> {
  readonly clock: TestClock;
  stop(): Promise<void>;
}

/** The platform with its worker, at a time that tests choose. */
export async function openHospitalPlatform({
  clock = testClock(),
  // Tests share two cores; what is done at once is waited for.
  atOnceMs = 15_000,
} = {}): Promise<HospitalPlatform> {
  const address = process.env.TEMPORAL_ADDRESS;
  if (address === undefined) throw new Error('This test needs Temporal: run it with `npm test -- <path>`.');
  const [database, temporal] = await Promise.all([
    createTestDatabase(),
    connectTemporal(address, 'default', testDataConverter),
  ]);
  const platform = await startPlatform({
    ...{ databaseUrl: database.url, vault: testVault, payloadCodec: testPayloadCodec, temporal },
    ...{ taskQueue: `test-${randomUUID()}`, workflowBundle: workflowBundle(), now: clock.now },
    ...{ atOnceMs, patienceMs: 20_000 },
  });
  const opened = { url: platform.url, db: platform.db, clock };
  await warmUp(opened);
  return {
    ...opened,
    stop: async () => {
      await platform.stop();
      await temporal.close();
      await database.drop();
    },
  };
}

/** The first case waits until the worker has found its way. */
async function warmUp(opened: Pick<HospitalPlatform, 'url' | 'db' | 'clock'>): Promise<void> {
  const { operator } = await openHospital(opened);
  const { id } = (await examine(operator, examForm(null, { idDocNo: newNumber('resident-id') }))).body;
  await eventually('the first examination', async () => {
    return (await operator.ask(applications.read, { params: { id } })).body.state === 'done';
  });
}

export interface TestHospital {
  readonly unitId: string;
  readonly head: Person;
  readonly operator: Person;
}

export interface Listing {
  readonly listed?: boolean;
  readonly examinesC5?: boolean;
  /** Days from today. */
  readonly listedIn?: number;
  readonly removedIn?: number;
}

let made = 0;
const next = () => {
  made += 1;
  return made;
};

/** A hospital with its people, on the list of those that may examine unless said otherwise. */
export async function openHospital(
  { url, db, clock }: Pick<HospitalPlatform, 'url' | 'db' | 'clock'>,
  { listed = true, examinesC5 = false, listedIn = 0, removedIn }: Listing = {},
): Promise<TestHospital> {
  const unitId = await makeUnit({ db, clock }, 'hospital');
  if (listed) {
    const removedOn = removedIn === undefined ? null : new Date(addDays(clock.today, removedIn));
    const listedOn = new Date(addDays(clock.today, listedIn));
    await db.examiningHospital.create({ data: { unitId, examinesC5, listedOn, removedOn } });
  }
  const n = next();
  await makeOperator({ db }, { unitId, login: `head.${n}`, unitHead: true });
  await makeOperator({ db }, { unitId, login: `doctor.${n}` });
  const [head, operator] = [await signedIn(url, `head.${n}`), await signedIn(url, `doctor.${n}`)];
  return { unitId, head, operator };
}

/** A hospital's own system: it shows its key and has no cookie. */
export interface System {
  ask<C extends RouteContract>(contract: C, asking?: Asking): Promise<Told<C>>;
}

/** A key of the hospital in the name of its operator. */
export async function systemOf(
  { url }: Pick<HospitalPlatform, 'url'>,
  { head, operator }: TestHospital,
  scopes: readonly KeyScope[] = KEY_SCOPE_NAMES,
): Promise<System> {
  const body = { name: '体检系统', scopes, operatorId: operator.accountId };
  const { key } = (await head.ask(apiKeys.create, { body })).body;
  const verbs = { get: 'GET', post: 'POST', put: 'PUT', delete: 'DELETE' } as const;
  return {
    ask: async (contract, { params = {}, query = {}, ...call } = {}) => {
      const headers = { ...call.headers, Authorization: `Bearer ${key}` };
      const address = addressOf(contract, params, query);
      return toldBy(contract, await anybody(url).call(verbs[contract.method], address, { ...call, headers }));
    },
  };
}

export interface Driver {
  readonly personId: string;
  readonly licenceId: string;
  readonly accountId: string;
  readonly name: string;
  readonly mobile: string;
  readonly idDocNo: string;
  readonly birthOn: LocalDate;
}

/** First issued so that its eighth cycle ended a hundred days ago: the certificate of a holder who is old enough is overdue. */
const LICENCE_DAYS = 100;

/** Somebody with a licence, 66 years old unless the plan says otherwise. */
export async function makeDriver(
  { db, clock: { today } }: Pick<HospitalPlatform, 'db' | 'clock'>,
  plan: Partial<LicencePlan> = {},
): Promise<Driver> {
  const n = next();
  const numbers = createNumbering(6, 5_000 + n);
  const chance = createChance(5_000 + n);
  const firstIssuedOn = addYears(addDays(today, -LICENCE_DAYS), -8);
  const usual: LicencePlan = {
    ...{ birthOn: addDays(addYears(today, -66), -n), classes: ['C1'], firstIssuedOn, validity: '10y' },
    ...plan,
  };
  const name = `司机${'甲乙丙丁戊己庚辛壬癸'.charAt(n % 10)}${n}`;
  const identity = { birthOn: usual.birthOn, birthplace: '411702', name, sex: 'M' } as const;
  const person = makePerson(identity, numbers, chance, today);
  const licence = makeLicence(person, { ...usual, birthOn: person.birth_on }, numbers, chance, today);
  const account = accountOf(person, 'ind-window', numbers, 'none');
  await saveResidents(db, [{ person, account, vehicles: [], licence }]);
  return {
    ...{ personId: person.id, licenceId: licence.licence.id, accountId: account.id, name },
    ...{ mobile: person.mobile ?? '', idDocNo: person.id_doc_no, birthOn: person.birth_on },
  };
}

/** The form of an examination with nothing found; of somebody nobody knows unless a driver is named. */
export function examForm(of: Pick<Driver, 'name' | 'idDocNo' | 'birthOn'> | null, more: Form = {}): Form {
  const known: Form =
    of === null ? {} : { name: of.name, idDocNo: of.idDocNo, sex: 'M', birthOn: of.birthOn };
  return { ...SAMPLE_FORMS['hospital-physical-exam'], ...known, ...more };
}

/** Uploads what an examination or a certificate is handed in with. */
export async function attach(by: System, kind: string): Promise<string> {
  const headers = { 'Content-Type': 'image/png' };
  return (await by.ask(publicContracts.upload, { params: { kind }, body: PNG, headers })).body.id;
}

/** Hands in an examination. */
export async function examine(by: System, form: Form, key?: string) {
  const documents = [await attach(by, 'examinee-photo')];
  const body = { service: 'hospital-physical-exam', form, documents };
  return by.ask(applications.create, { body, ...(key === undefined ? {} : { key }) });
}

/** Hands in a certificate. */
export async function submitCertificate(by: System, certNo: string) {
  const documents = [await attach(by, 'signed-certificate')];
  const body = { service: 'hospital-body-certificate', form: { certNo }, documents };
  return by.ask(applications.create, { body });
}

/** Examines and answers the certificate. @throws when it was refused */
export async function certified(by: System, form: Form) {
  const { certificate, ...receipt } = (await examine(by, form)).body;
  if (!certificate) throw new Error(`the examination is ${receipt.state}`);
  return { ...receipt, certificate };
}

export interface BatchItem {
  readonly key: string;
  readonly service: string;
  readonly form: Form;
  readonly documents: readonly string[];
}

/** Sends a batch. */
export function sendBatch(by: System, items: readonly object[], key?: string) {
  return by.ask(batchContracts.create, { body: { items }, ...(key === undefined ? {} : { key }) });
}

/** Every row that a person, their licence and their certificates have in the register. */
export async function registerOf(db: Database, { personId, licenceId }: Driver) {
  const [person, licence, classes, exams, submissions, downgrades, deferrals] = await Promise.all([
    db.$queryRaw`SELECT * FROM person WHERE id = ${personId}::uuid`,
    db.$queryRaw`SELECT * FROM licence WHERE id = ${licenceId}::uuid`,
    db.$queryRaw`SELECT * FROM class_holding WHERE licence_id = ${licenceId}::uuid ORDER BY cls`,
    db.bodyExam.findMany({ where: { personId }, orderBy: { certNo: 'asc' } }),
    db.bodyCertSubmission.findMany({ where: { licenceId }, orderBy: { certNo: 'asc' } }),
    db.downgradeCase.findMany({ where: { licenceId } }),
    db.deferral.findMany({ where: { licenceId } }),
  ]);
  return { person, licence, classes, exams, submissions, downgrades, deferrals };
}
