// Drivers with a car of their own and records of it, and the way to handle one.
import { randomUUID } from 'node:crypto';
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { phoneCodeContracts } from '../../api/contract/phone-codes.ts';
import type { Database } from '../../db/client.ts';
import { addDays, type LocalDate } from '../../domain/calendar/local-date.ts';
import { type RecordOf, saveRecords } from '../../prisma/seed/violations.ts';
import type { TestApi } from './api.ts';
import { type Asking, applicantFor, type TestApplicant } from './people.ts';
import { codeTo } from './phones.ts';

export interface Car {
  readonly id: string;
  readonly plateCategory: string;
  readonly plateNumber: string;
}

type Now = Pick<TestApi['clock'], 'at' | 'today'>;

export interface Driver extends TestApplicant {
  readonly personId: string;
  readonly licenceId: string;
  readonly mobile: string;
  readonly car: Car;
}

/** What may be different of a car. */
export interface CarCondition {
  readonly plateCategory?: string;
  readonly size?: string;
  readonly body?: string;
  readonly usage?: string;
  readonly statuses?: string[];
}

let cars = 0;

/** A private car that is in order, or not as it is said. */
export async function newCar(db: Database, ownerId: string, more: CarCondition = {}): Promise<Car> {
  cars += 1;
  const serial = String(cars).padStart(4, '0');
  const { id, plateCategory, plateNumber } = await db.vehicle.create({
    data: {
      ...{ id: randomUUID(), vin: `LSVTEST000000${serial}`, engineNo: `T${serial}`, ownerId },
      ...{ plateCategory: '02', plateNumber: `豫QZ${serial}`, size: 'small', body: 'sedan', usage: 'A' },
      ...{ brandModel: '大众牌SVW7167', seats: 5, statuses: ['A'] },
      manufacturedOn: new Date('2012-03-01'),
      firstRegisteredOn: new Date('2012-05-08'),
      inspectionValidTo: new Date('2016-05-31'),
      insuranceValidTo: new Date('2016-05-07'),
      ...more,
    },
  });
  return { id, plateCategory, plateNumber };
}

/** Somebody with a C1 licence without points, known to be complete as of now, and a car. */
export async function newDriver(api: Pick<TestApi, 'url' | 'db'> & { readonly clock: Now }): Promise<Driver> {
  const { db, clock } = api;
  const self = await applicantFor(api, 'licence-renewal', { today: clock.today });
  const { personId, mobile } = await db.account.findUniqueOrThrow({ where: { id: self.accountId } });
  const { licenceId } = self.applicant;
  if (personId === null || licenceId === null || mobile === null)
    throw new Error('a driver has all of these');
  await db.pointEntry.deleteMany({ where: { licenceId } });
  await db.licence.update({ where: { id: licenceId }, data: { pointsAsOf: clock.at } });
  return { ...self, personId, licenceId, mobile, car: await newCar(db, personId) };
}

let records = 0;

/** A record of a car of three weeks ago, or of whatever is said; its number. */
export async function newRecord(
  { db, clock }: Pick<TestApi, 'db'> & { readonly clock: Now },
  car: Car | (Omit<Car, 'id'> & { readonly id: null }),
  more: Partial<RecordOf> = {},
): Promise<string> {
  records += 1;
  const recordNo = `411702151${String(records).padStart(7, '0')}`;
  const occurredOn = addDays(clock.today, -21);
  await saveRecords(db, [{ recordNo, kind: 'marking', vehicle: car, occurredOn, ...more }]);
  return recordNo;
}

/** Many records like one, without pictures; their numbers. */
export async function moreLike(db: Database, recordNo: string, count: number): Promise<readonly string[]> {
  const record = await db.surveillanceRecord.findUniqueOrThrow({ where: { recordNo } });
  const numbers = Array.from({ length: count }, (_, n) => `${recordNo}-${n + 1}`);
  await db.surveillanceRecord.createMany({ data: numbers.map((each) => ({ ...record, recordNo: each })) });
  return numbers;
}

/** Points recorded a while ago, their fine paid. */
export async function givePoints(
  db: Database,
  licenceId: string,
  points: number,
  recordedOn: LocalDate,
): Promise<void> {
  const on = new Date(recordedOn);
  await db.pointEntry.create({
    data: { licenceId, points, occurredOn: on, recordedOn: on, finePaidOn: on },
  });
}

/** Both declarations, signed with a code that was sent to the own mobile. */
export async function handlingForm(
  db: Database,
  by: Pick<Driver, 'ask' | 'mobile'>,
  recordNo: string,
  more: object = {},
) {
  await by.ask(phoneCodeContracts.sendForDeclaration);
  const answers = { undisputed: 'yes', ownDriving: 'yes', recentlyPenalised: 'no' };
  return { recordNo, ...answers, code: await codeTo(db, by.mobile), ...more };
}

/** Hands a form in. */
export async function handOn(by: Pick<TestApplicant, 'ask'>, form: object, more: Asking = {}) {
  return by.ask(applications.create, { body: { service: 'violation-handling', form }, ...more });
}

/** Handles a record as it should be handled. */
export async function handle(db: Database, by: Pick<Driver, 'ask' | 'mobile'>, recordNo: string) {
  return handOn(by, await handlingForm(db, by, recordNo));
}
