// The accounts of the demonstration: five applicants with something to apply for, a learner, a hospital, a dealer, and staff of every role.
import type { Database } from '../../db/client.ts';
import { addDays, type LocalDate } from '../../domain/calendar/local-date.ts';
import { licenceEndingIn, licenceOf } from './applicants.ts';
import { insertRows } from './bulk.ts';
import { createChance } from './chance.ts';
import { drawDemoLearner, LEARNER_USER, saveDemoLearner } from './demo-learner.ts';
import { drawDemoUnits, saveDemoUnit, UNIT_USERS } from './demo-unit.ts';
import type { LicencePlan } from './licence-plans.ts';
import { makeLicence } from './licences.ts';
import type { Sex } from './names.ts';
import { createNumbering, type Numbering, PARTITION_OF } from './numbers.ts';
import { DEMO_PASSWORD, DEMO_TOTP_SECRET, demoPasswordHash } from './password.ts';
import { makePerson } from './people.ts';
import { type PlaceZone, placeIn } from './places.ts';
import { accountOf, type Drawing, OFFICE, type Resident, saveResidents } from './register.ts';
import type { AccountRow } from './rows.ts';
import { sealedAccountRow } from './sealed-rows.ts';
import { PRIVATE_CAR, VEHICLE_KINDS, type VehicleKind } from './vehicle-kinds.ts';
import { makeVehicle } from './vehicles.ts';

export interface DemoAccount {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly role: string;
  /** What it is good for. */
  readonly about: string;
  /** The secret of the staff's authenticators, base32. */
  readonly secondFactor?: string;
}

interface DemoApplicant {
  readonly login: string;
  readonly name: string;
  readonly sex: Sex;
  readonly kind: 'ind-online' | 'ind-window';
  readonly zone: PlaceZone;
  readonly about: string;
  readonly vehicles: readonly VehicleKind[];
  readonly licence: (today: LocalDate) => LicencePlan;
}

const examined = (today: LocalDate) => ({ on: addDays(today, -10) });
const vehicleOf = (usage: string, body: string) =>
  VEHICLE_KINDS.find((kind) => kind.usage === usage && kind.body === body) ?? PRIVATE_CAR;

const APPLICANTS: readonly DemoApplicant[] = [
  {
    login: 'liming',
    name: '李明',
    sex: 'M',
    kind: 'ind-window',
    zone: 'city',
    about: '窗口注册;名下三辆车;驾驶证45天后期满,已体检 (plates, inspection mark, licence renewal)',
    vehicles: [PRIVATE_CAR, vehicleOf('F', 'truck'), vehicleOf('A', 'motorcycle')],
    licence: (today) => ({ ...licenceEndingIn(45, today), exam: examined(today) }),
  },
  {
    login: 'wangfang',
    name: '王芳',
    sex: 'F',
    kind: 'ind-window',
    zone: 'province',
    about: '窗口注册;年满60岁持A2,已体检 (overage exchange)',
    vehicles: [PRIVATE_CAR],
    licence: (today) => ({
      ...licenceOf(61, today),
      classes: ['A2'],
      exam: { ...examined(today), classes: ['C1', 'C2'] },
    }),
  },
  {
    login: 'zhaolei',
    name: '赵磊',
    sex: 'M',
    kind: 'ind-online',
    zone: 'city',
    about: '网上注册;换证补牌须先转窗口用户 (refused with window-registration-required)',
    vehicles: [PRIVATE_CAR],
    licence: (today) => licenceEndingIn(900, today),
  },
  {
    login: 'chenjing',
    name: '陈静',
    sex: 'F',
    kind: 'ind-window',
    zone: 'interprovince',
    about: '窗口注册;持B2,驾驶证60天后期满,在外服役 (deferral of renewal and of review)',
    vehicles: [],
    licence: (today) => ({ ...licenceEndingIn(60, today), classes: ['B2'] }),
  },
  {
    login: 'sunlan',
    name: '孙兰',
    sex: 'F',
    kind: 'ind-window',
    zone: 'city',
    about: '窗口注册;年满72岁持C1 (deferral of the body certificate, lost or damaged licence)',
    vehicles: [],
    licence: (today) => licenceOf(72, today),
  },
];

const STAFF = [
  { login: 'clerk1', role: 'clerk', name: '刘红', about: '受理、审核岗 (accepts and reviews)' },
  { login: 'clerk2', role: 'clerk', name: '张伟', about: '受理、审核岗 (accepts and reviews)' },
  { login: 'production1', role: 'production', name: '周强', about: '制证岗 (makes plates and licences)' },
  { login: 'dispatch1', role: 'dispatch', name: '吴敏', about: '邮寄岗 (posts)' },
  { login: 'supervisor1', role: 'supervisor', name: '郑国庆', about: '监督岗 (watches the promises)' },
  { login: 'registrar1', role: 'registrar', name: '冯丽', about: '注册岗 (registers at the window)' },
  { login: 'reviewer1', role: 'reviewer', name: '陈刚', about: '审核岗 (reviews registrations)' },
  { login: 'cashier1', role: 'cashier', name: '褚芳', about: '收费岗:缴款异常、对账 (payments, statements)' },
  { login: 'cashier2', role: 'cashier', name: '卫民', about: '收费岗,复核 (the second person on them)' },
  { login: 'publisher1', role: 'publisher', name: '卫东', about: '发布岗 (publishes)' },
  { login: 'auditor1', role: 'auditor', name: '蒋正', about: '审计岗 (reads the audit trail)' },
  { login: 'admin1', role: 'administrator', name: '沈安', about: '管理员 (accounts, roles, substitutes)' },
] as const;

/** The accounts as they are shown to whoever tries the platform. */
export function listDemoAccounts(): readonly DemoAccount[] {
  const password = DEMO_PASSWORD;
  const users = [...APPLICANTS, LEARNER_USER, ...UNIT_USERS].map(({ login, name, about }) => ({
    ...{ login, password, name, role: 'applicant', about },
  }));
  const staff = STAFF.map(({ login, name, role, about }) => ({
    ...{ login, password, name, role, about, secondFactor: DEMO_TOTP_SECRET },
  }));
  return [...users, ...staff];
}

/** Makes the demo accounts that do not exist yet. Everything in their register is in order as of `today`. */
export async function seedDemoAccounts(
  db: Database,
  { today, passwordHash }: { readonly today: LocalDate; readonly passwordHash?: string },
): Promise<readonly DemoAccount[]> {
  const hash = passwordHash ?? (await demoPasswordHash());
  const accounts = listDemoAccounts();
  const known = await db.account.findMany({
    where: { login: { in: accounts.map(({ login }) => login) } },
    select: { login: true },
  });
  const isNew = ({ login }: { readonly login: string | null }) =>
    !known.some((account) => account.login === login);
  const drawing: Drawing = {
    numbers: createNumbering(PARTITION_OF.demo),
    chance: createChance(PARTITION_OF.demo),
    today,
  };
  // All are drawn, so that each always gets the same numbers.
  const residents = APPLICANTS.map((applicant) => demoResident(applicant, drawing, hash));
  const staff = STAFF.map((member) => staffAccount(member, drawing.numbers, hash));
  const units = drawDemoUnits(drawing.numbers);
  const learner = drawDemoLearner(drawing, hash);
  await db.$transaction(async (tx) => {
    await saveResidents(
      tx,
      residents.filter(({ account }) => account !== null && isNew(account)),
    );
    await insertRows(
      tx,
      'account',
      staff.filter(isNew).map((row) => sealedAccountRow(tx.vault, row)),
    );
    if (learner.account && isNew(learner.account)) await saveDemoLearner(tx, learner, today);
    for (const unit of units)
      await saveDemoUnit(
        tx,
        { ...unit, accounts: unit.accounts.filter(isNew) },
        { today, passwordHash: hash },
      );
  });
  return accounts;
}

function demoResident(
  applicant: DemoApplicant,
  { numbers, chance, today }: Drawing,
  passwordHash: string,
): Resident {
  const { login, kind, name, sex, zone } = applicant;
  const plan = applicant.licence(today);
  const place = placeIn(zone, chance);
  const person = makePerson(
    { birthOn: plan.birthOn, name, sex, place, birthplace: '412801' },
    numbers,
    chance,
    today,
  );
  return {
    person,
    account: accountOf(person, kind, numbers, passwordHash, login),
    vehicles: applicant.vehicles.map((vehicleKind) =>
      makeVehicle(person.id, vehicleKind, { inspectionMonths: 7 }, numbers, chance, today),
    ),
    licence: makeLicence(person, plan, numbers, chance, today),
  };
}

function staffAccount(member: (typeof STAFF)[number], numbers: Numbering, password_hash: string): AccountRow {
  const { login, role, name } = member;
  return {
    id: numbers.uuid('account'),
    login,
    mobile: null,
    totp_secret: DEMO_TOTP_SECRET,
    password_hash,
    kind: 'staff',
    role,
    state: 'active',
    display_name: name,
    office: OFFICE,
    person_id: null,
  };
}
