// Vehicles that are registered nowhere yet: a dealer who applies for a temporary plate, somebody who chooses a number.
import { randomUUID } from 'node:crypto';
import { addDays } from '../../domain/calendar/local-date.ts';
import { vinCheckCharacter } from '../../domain/identity/vin.ts';
import { createApplicantFor } from '../../prisma/seed/applicants.ts';
import { demoPasswordHash } from '../../prisma/seed/password.ts';
import { OFFICE } from '../../prisma/seed/register.ts';
import { type Cast, FIRST_OF_OTHERS } from './player.ts';

/** The same number, the same vehicle; its check character is right. */
export function vinOf(n: number): string {
  const draft = `LSVDM418_E2${String(n).padStart(6, '0')}`;
  return draft.replace('_', vinCheckCharacter(draft.replace('_', '0')));
}

export const castForTemporaryPlate: Cast = async (db, { n, today }) => {
  const login = `dealer-${n}`;
  await newDealer(db, login, n);
  const { accountId } = await createApplicantFor(db, 'plate-replace', { today, n: FIRST_OF_OTHERS + n });
  const { person } = await db.account.findUniqueOrThrow({
    where: { id: accountId },
    include: { person: true },
  });
  const form = {
    ...{
      vin: vinOf(n),
      origin: 'domestic',
      engineNo: `EN${n}`,
      brandModel: '大众汽车牌SVW7168',
      reason: 'bought',
    },
    ...{ buyerName: person?.name, buyerIdNumber: person?.idDocNo, scope: 'local', declaration: true },
    ...{ insurancePolicyNo: `PDZA2015${n}`, insuranceValidTo: addDays(today, 360) },
    ...{ certificateNo: `WAC2020${n}`, invoiceNo: `0410${n}` },
  };
  return {
    login,
    documentKinds: [
      ...['insurance-proof', 'buyer-identity', 'factory-certificate'],
      ...['purchase-proof', 'buyer-authorisation'],
    ],
    submission: async () => ({ form, delivery: { mode: 'print' } }),
  };
};

export const castForPreselection: Cast = async (db, { n, today }) => {
  const { login, accountId } = await createApplicantFor(db, 'plate-replace', {
    ...{ today, n: FIRST_OF_OTHERS + n },
  });
  const { person } = await db.account.findUniqueOrThrow({
    where: { id: accountId },
    include: { person: true },
  });
  const form = { plateCategory: '02', vin: vinOf(n), origin: 'domestic' };
  return {
    login,
    documentKinds: [],
    submission: async () => ({
      form: { ...form, buyerIdNumber: person?.idDocNo, mobile: person?.mobile },
    }),
  };
};

type Database = Parameters<Cast>[0];

/** A car dealer with an operator. */
async function newDealer(db: Database, login: string, n: number): Promise<void> {
  const [unitId, createdAt] = [randomUUID(), new Date()];
  const named = { name: `驻马店市驿站${n}号汽车销售有限公司`, office: OFFICE, createdAt };
  await db.unit.create({
    data: {
      ...{ ...named, id: unitId, kind: 'car-dealer', orgCode: `D${String(n).padStart(7, '0')}0` },
      ...{ options: [3, 6], state: 'active' },
      legalRepresentativeSealed: db.vault.seal(JSON.stringify({ name: '经理' })),
    },
  });
  await db.account.create({
    data: {
      ...{ id: randomUUID(), login, unitId, displayName: '销售经理', office: OFFICE, createdAt },
      ...{ kind: 'unit', role: 'applicant', state: 'active', passwordHash: await demoPasswordHash() },
    },
  });
}
