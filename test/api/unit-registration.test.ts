// 单位用户窗口注册 end to end: units of every kind with every choice of services, by their head and by an agent.
import { accountContracts as accounts } from '../../api/contract/accounts.ts';
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { sessionContracts as sessions } from '../../api/contract/session.ts';
import { UNIT_KINDS, type UnitKind, type UnitOption } from '../../domain/registration/unit-kinds.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { newAgent, newIndividual, newUnit, usccOf } from '../harness/identities.ts';
import { signedIn, submissionBy } from '../harness/people.ts';
import {
  approve,
  enter,
  file,
  firstPasswordTo,
  NEW_PASSWORD,
  onFile,
  openWindow,
  print,
  register,
  type WindowStaff,
} from '../harness/window.ts';

let api: TestApi;
let staff: WindowStaff;
beforeAll(async () => {
  api = await startApi();
  staff = await openWindow(api);
});
afterAll(() => api?.stop());

const MATTER = { matter: 'unit-registration' } as const;
const isKind = (text: string): text is UnitKind => text in UNIT_KINDS;
const KINDS = Object.keys(UNIT_KINDS).filter(isKind);

/** Every choice of one option or more. */
function choicesOf(options: readonly UnitOption[]): readonly (readonly UnitOption[])[] {
  const [first, ...others] = options;
  if (first === undefined) return [];
  const without = choicesOf(others);
  return [[first], ...without.map((choice) => [first, ...choice]), ...without];
}

const unitOf = (accountId: string) =>
  api.db.account.findUniqueOrThrow({ where: { id: accountId }, include: { unit: true } });

describe.each(KINDS)('%s', (unitKind) => {
  const choices = choicesOf(UNIT_KINDS[unitKind].options);

  test.each(choices.flatMap((options) => [false, true].map((byAgent) => ({ options, byAgent }))))(
    'with options $options, by an agent: $byAgent',
    async ({ options, byAgent }) => {
      const form = newUnit(unitKind, { options });
      const unit = byAgent ? { ...form, agent: newAgent(form.name) } : form;
      const account = await unitOf(await register(api, staff, { ...MATTER, unit }));
      expect(account).toMatchObject({ kind: 'unit', role: 'applicant', state: 'active', unitHead: true });
      expect(account.displayName).toBe(unit.agent?.name ?? unit.legalRepresentative.name);
      expect(account.unit).toMatchObject({ name: unit.name, kind: unitKind, orgCode: unit.orgCode });
      expect(account.unit).toMatchObject({ options: [...options], state: 'active' });
    },
  );

  test.each([false, true])('prints its form and lets its head in, by an agent: %s', async (byAgent) => {
    const form = newUnit(unitKind);
    const unit = byAgent ? { ...form, agent: newAgent(form.name) } : form;
    const { id, number } = await file(staff.registrar, { ...MATTER, unit });
    const text = await print(api, staff.registrar, id);
    const { document, name } = unit.agent ?? unit.legalRepresentative;
    const shown = [number, unit.name, unit.orgCode ?? '', name, document.number, UNIT_KINDS[unitKind].zh];
    for (const part of ['互联网单位用户注册/变更申请表', ...shown]) expect(text).toContain(part);

    const accountId = await approve(api, staff.reviewer, id);
    const first = await firstPasswordTo(api.db, unit.mobile);
    expect(first.login).toBe(`u${unit.orgCode?.toLowerCase()}`);
    const head = await signedIn(api.url, first.login, first.password);
    expect((await head.ask(applications.list)).problem.code).toBe('password-change-required');
    await head.ask(sessions.changePassword, { body: { current: first.password, next: NEW_PASSWORD } });
    const { id: whose, kind, roleName } = (await head.ask(sessions.whoAmI)).body;
    expect({ whose, kind, roleName }).toEqual({ whose: accountId, kind: 'unit', roleName: 'unit-head' });
    const operators = (await head.ask(accounts.listOperators)).body.items;
    expect(operators.map((each) => [each.id, each.unitHead])).toEqual([[accountId, true]]);
  });
});

test('a business licence stands for the code certificate: its code is inside', async () => {
  const form = newUnit('hospital');
  const uscc = usccOf(form.orgCode ?? '');
  const account = await unitOf(
    await register(api, staff, { ...MATTER, unit: { ...form, orgCode: null, uscc } }),
  );
  expect(account.unit).toMatchObject({ uscc, orgCode: form.orgCode });
});

test('what was taken down of a unit’s people lies sealed', async () => {
  const form = newUnit('car-dealer');
  const unit = { ...form, agent: newAgent(form.name) };
  const account = await unitOf(await register(api, staff, { ...MATTER, unit }));
  const lying = JSON.stringify(await api.db.unit.findMany({ where: { id: account.unitId ?? '' } }));
  const { agent, legalRepresentative, telephone, address } = unit;
  for (const secret of [agent.document.number, agent.mobile, legalRepresentative.document.number])
    expect(lying).not.toContain(secret);
  for (const secret of [telephone, address, legalRepresentative.name]) expect(lying).not.toContain(secret);
});

test('a unit applies for nothing that is not for its kind', async () => {
  const form = newUnit('school');
  await register(api, staff, { ...MATTER, unit: form });
  const head = await enter(api, form.mobile);
  const body = await submissionBy(
    head,
    'plate-replace',
    await onFile(api, newIndividual('local', 'resident-id')),
  );
  expect((await head.ask(applications.create, { body })).problem.code).toBe('unit-kind-not-allowed');
});
