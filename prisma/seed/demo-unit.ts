// The units of the demonstration, as approved registrations leave them: a hospital with its head and an operator, and a car dealer.
import type { Transaction } from '../../db/client.ts';
import { instantAt, type LocalDate } from '../../domain/calendar/local-date.ts';
import type { Numbering } from './numbers.ts';
import { OFFICE } from './register.ts';

interface UnitUser {
  readonly login: string;
  readonly name: string;
  readonly unitHead: boolean;
  readonly about: string;
}

interface Unit {
  readonly kind: 'hospital' | 'car-dealer';
  readonly name: string;
  readonly orgCode: string;
  readonly users: readonly UnitUser[];
}

const DIVISION = '411702';

/** Who examines drivers in the demonstration. */
export const HOSPITAL_OPERATOR = 'hospital2';

const UNITS: readonly Unit[] = [
  {
    kind: 'hospital',
    name: '驻马店市驿站医院',
    orgCode: '71526726X',
    users: [
      {
        login: 'hospital1',
        name: '何院长',
        unitHead: true,
        about: '医院管理员:经办人、系统密钥 (head of a hospital: operators, keys)',
      },
      {
        login: HOSPITAL_OPERATOR,
        name: '许医生',
        unitHead: false,
        about: '医院经办人:体检、提交身体条件证明 (operator of the hospital: examinations, certificates)',
      },
    ],
  },
  {
    kind: 'car-dealer',
    name: '驻马店市驿站汽车销售有限公司',
    orgCode: '192203821',
    users: [
      {
        login: 'dealer1',
        name: '钱经理',
        unitHead: true,
        about: '4S店:申领机动车临时号牌,须先由管理员开放 (dealer: temporary plates, once they are opened)',
      },
    ],
  },
];

export const UNIT_USERS: readonly UnitUser[] = UNITS.flatMap(({ users }) => users);

export interface DemoUnit extends Omit<Unit, 'users'> {
  readonly id: string;
  readonly accounts: readonly (UnitUser & { readonly id: string; readonly mobile: string })[];
}

/** The units with their numbers, drawn in their order. */
export function drawDemoUnits(numbers: Numbering): readonly DemoUnit[] {
  return UNITS.map(({ users, ...unit }) => ({
    ...unit,
    id: numbers.uuid('unit'),
    accounts: users.map((user) => ({ ...user, id: numbers.uuid('account'), mobile: numbers.mobile() })),
  }));
}

/** Writes a unit and those of its accounts that are not there yet. */
export async function saveDemoUnit(
  tx: Transaction,
  { id, kind, name, orgCode, accounts }: DemoUnit,
  { today, passwordHash }: { readonly today: LocalDate; readonly passwordHash: string },
): Promise<void> {
  const { seal, index } = tx.vault;
  const createdAt = instantAt(today, 0);
  const legalRepresentative = JSON.stringify({ name: accounts[0]?.name });
  await tx.unit.upsert({
    where: { id },
    update: {},
    create: {
      ...{ id, kind, name, orgCode, division: DIVISION, options: [3, 6], state: 'active' },
      ...{ office: OFFICE, createdAt },
      legalRepresentativeSealed: seal(legalRepresentative),
    },
  });
  if (kind === 'hospital') await approve(tx, id, today);
  await tx.account.createMany({
    data: accounts.map(({ mobile, name: displayName, login, unitHead, id: accountId }) => ({
      ...{ id: accountId, login, unitHead, unitId: id, displayName, passwordHash, createdAt },
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
