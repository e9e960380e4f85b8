// The unit of the demonstration: a hospital with its head and an operator, as an approved registration leaves them.
import type { Transaction } from '../../db/client.ts';
import { instantAt, type LocalDate } from '../../domain/calendar/local-date.ts';
import type { Numbering } from './numbers.ts';
import { OFFICE } from './register.ts';

const HOSPITAL = { name: '驻马店市驿站医院', orgCode: '71526726X', division: '411702' } as const;

export const UNIT_USERS = [
  {
    login: 'hospital1',
    name: '何院长',
    unitHead: true,
    about: '医院管理员:经办人、系统密钥 (head of a hospital: operators, keys)',
  },
  { login: 'hospital2', name: '许医生', unitHead: false, about: '医院经办人 (operator of the hospital)' },
] as const;

export interface DemoUnit {
  readonly id: string;
  readonly accounts: readonly ((typeof UNIT_USERS)[number] & {
    readonly id: string;
    readonly mobile: string;
  })[];
}

/** The unit with its numbers, drawn in their order. */
export function drawDemoUnit(numbers: Numbering): DemoUnit {
  return {
    id: numbers.uuid('unit'),
    accounts: UNIT_USERS.map((user) => ({ ...user, id: numbers.uuid('account'), mobile: numbers.mobile() })),
  };
}

/** Writes the unit and those of its accounts that are not there yet. */
export async function saveDemoUnit(
  tx: Transaction,
  { id, accounts }: DemoUnit,
  { today, passwordHash }: { readonly today: LocalDate; readonly passwordHash: string },
): Promise<void> {
  const { seal, index } = tx.vault;
  const createdAt = instantAt(today, 0);
  const legalRepresentative = JSON.stringify({ name: accounts[0]?.name });
  await tx.unit.upsert({
    where: { id },
    update: {},
    create: {
      ...{ ...HOSPITAL, id, kind: 'hospital', options: [3, 6], state: 'active', office: OFFICE, createdAt },
      legalRepresentativeSealed: seal(legalRepresentative),
    },
  });
  await approve(tx, id, today);
  await tx.account.createMany({
    data: accounts.map(({ mobile, name, login, unitHead, ...account }) => ({
      ...{ id: account.id, login, unitHead, unitId: id, displayName: name, passwordHash, createdAt },
      ...{ kind: 'unit', role: 'applicant', state: 'active', office: OFFICE },
      ...{ mobileSealed: seal(mobile), mobileIndex: index('mobile', mobile) },
    })),
    skipDuplicates: true,
  });
}

/** On the list of hospitals that may examine drivers, and named for C5. */
async function approve(tx: Transaction, unitId: string, today: LocalDate): Promise<void> {
  if ((await tx.examiningHospital.count({ where: { unitId } })) > 0) return;
  await tx.examiningHospital.create({ data: { unitId, examinesC5: true, listedOn: new Date(today) } });
}
