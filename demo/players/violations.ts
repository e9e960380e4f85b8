// Drivers: one with a record of the own car and the code that signs what is declared about it, one with fines to pay.
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/client.ts';
import { savePenaltyDecision } from '../../db/violations/decisions.ts';
import { addDays, instantAt } from '../../domain/calendar/local-date.ts';
import { createApplicantFor } from '../../prisma/seed/applicants.ts';
import { saveRecords } from '../../prisma/seed/violations.ts';
import { codeSentTo } from './contacts.ts';
import { type Cast, type Casting, FIRST_OF_OTHERS } from './player.ts';

const DECLARED = { undisputed: 'yes', ownDriving: 'yes', recentlyPenalised: 'no' } as const;

export const castForViolation: Cast = async (db, casting) => {
  const { n, today } = casting;
  const { login, address, holderId } = await newDriver(db, casting);
  const recordNo = `41170290${String(n).padStart(8, '0')}`;
  const vehicle = await newCar(db, holderId, casting);
  await saveRecords(db, [{ recordNo, kind: 'marking', vehicle, occurredOn: addDays(today, -21) }]);
  return {
    login,
    documentKinds: [],
    submission: async ({ person }) => {
      await person.call('POST', '/api/v1/account/declaration-codes');
      return { form: { recordNo, ...DECLARED, code: await codeSentTo(db, address.mobile) } };
    },
  };
};

/** Days since the decisions: the one may still be paid as it is, the other has grown. */
const DECIDED_BEFORE = [3, 25] as const;

export const castForFines: Cast = async (db, casting) => {
  const { n, today } = casting;
  const { login, licenceId, holderId } = await newDriver(db, casting);
  const vehicle = await newCar(db, holderId, casting);
  const decisionNos: string[] = [];
  for (const days of DECIDED_BEFORE) {
    const recordNo = `4117029${days % 10}${String(n).padStart(8, '0')}`;
    const decidedAt = instantAt(addDays(today, -days), '10:00');
    await saveRecords(db, [{ recordNo, kind: 'parking', vehicle, occurredOn: addDays(today, -days - 21) }]);
    const saved = await db.$transaction((tx) =>
      savePenaltyDecision(tx, { recordNo, licenceId, applicationId: null, channel: 'window', decidedAt }),
    );
    if ('code' in saved) throw new Error(`no decision was made: ${saved.code}`);
    decisionNos.push(saved.decisionNo);
  }
  return { login, documentKinds: [], submission: async () => ({ form: { decisionNos } }) };
};

async function newDriver(db: Database, { n, today }: Casting) {
  const request = { today, n: FIRST_OF_OTHERS + n };
  const { login, address, licenceId } = await createApplicantFor(db, 'licence-renewal', request);
  const { id, holderId } = await db.licence.update({
    where: { id: licenceId ?? '' },
    data: { pointsAsOf: instantAt(today, '00:00') },
  });
  return { login, address, licenceId: id, holderId };
}

async function newCar(db: Database, ownerId: string, { n, today }: Casting) {
  const serial = String(n).padStart(4, '0');
  return db.vehicle.create({
    data: {
      ...{ id: randomUUID(), vin: `LSVDEMO000000${serial}`, engineNo: `D${serial}`, ownerId },
      ...{ plateCategory: '02', plateNumber: `豫QY${serial}`, size: 'small', body: 'sedan', usage: 'A' },
      ...{ brandModel: '大众牌SVW7167', seats: 5, statuses: ['A'] },
      manufacturedOn: new Date(addDays(today, -1_200)),
      firstRegisteredOn: new Date(addDays(today, -1_100)),
      inspectionValidTo: new Date(addDays(today, 200)),
      insuranceValidTo: new Date(addDays(today, 200)),
    },
  });
}
