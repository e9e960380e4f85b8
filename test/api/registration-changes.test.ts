// 变更: the seven things that may be changed at the window, each printed, approved, and felt where it matters.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { sessionContracts as sessions } from '../../api/contract/session.ts';
import type { AccountChange } from '../../domain/registration/changes.ts';
import type { IndividualRegistration } from '../../domain/registration/individual.ts';
import type { UnitRegistration } from '../../domain/registration/unit.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { eventually } from '../harness/eventually.ts';
import { newAgent, newIndividual, newMobile, newPaper, newUnit } from '../harness/identities.ts';
import { nobody, type Person, signedIn, submissionBy } from '../harness/people.ts';
import {
  approve,
  enter,
  file,
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

interface Registered<Form> {
  readonly form: Form;
  readonly accountId: string;
  readonly holder: Person;
}

async function windowUser(): Promise<Registered<IndividualRegistration>> {
  const form = newIndividual('local', 'resident-id');
  await onFile(api, form);
  const accountId = await register(api, staff, { matter: 'individual-registration', individual: form });
  return { form, accountId, holder: await enter(api, form.mobile) };
}

async function unitUser(): Promise<Registered<UnitRegistration>> {
  const form = newUnit('hospital');
  const accountId = await register(api, staff, { matter: 'unit-registration', unit: form });
  return { form, accountId, holder: await enter(api, form.mobile) };
}

/** Files a change, prints its form, and has it approved and carried out. Returns what was printed. */
async function changed(accountId: string, change: AccountChange): Promise<string> {
  const { id, state } = await file(staff.registrar, { matter: 'registration-change', accountId, change });
  expect(state).toBe('in-review');
  const text = await print(api, staff.registrar, id);
  await approve(api, staff.reviewer, id);
  return text;
}

/** Revocation is effective in five seconds at most. */
async function isSignedOut(person: Person): Promise<void> {
  const from = Date.now();
  await eventually('the end of a session', async () => (await person.ask(sessions.whoAmI)).status === 401);
  expect(Date.now() - from).toBeLessThan(5_000);
}

const signInStatus = async (login: string, password = NEW_PASSWORD) =>
  (await nobody(api.url).call('POST', '/api/v1/session', { body: { login, password } })).status;

const INDIVIDUAL_FORM = '互联网个人用户注册/变更申请表';
const UNIT_FORM = '互联网单位用户注册/变更申请表';

test('another mobile: every session ends, and one signs in with the new one', async () => {
  const { form, accountId, holder } = await windowUser();
  const mobile = newMobile();
  const text = await changed(accountId, { kind: 'mobile', mobile });
  for (const part of [INDIVIDUAL_FORM, form.name, form.mobile, mobile]) expect(text).toContain(part);
  await isSignedOut(holder);
  expect(await signInStatus(form.mobile)).toBe(401);
  expect((await signedIn(api.url, mobile, NEW_PASSWORD)).accountId).toBe(accountId);
  expect(await messageMobileOf(accountId)).toBe(mobile);
});

const messageMobileOf = async (id: string) =>
  (await api.db.account.findUniqueOrThrow({ where: { id }, include: { person: true } })).person?.mobile;

test('another name: on the account and on file, and nobody is signed out', async () => {
  const { form, accountId, holder } = await windowUser();
  const text = await changed(accountId, { kind: 'name', name: '欧阳新名' });
  for (const part of [INDIVIDUAL_FORM, form.name, '欧阳新名']) expect(text).toContain(part);
  await eventually(
    'the new name',
    async () => (await holder.ask(sessions.whoAmI)).body.displayName === '欧阳新名',
  );
  const { person } = await api.db.account.findUniqueOrThrow({
    where: { id: accountId },
    include: { person: true },
  });
  expect(person?.name).toBe('欧阳新名');
});

test('another number: one signs in by it, and by the old one no more', async () => {
  const { form, accountId, holder } = await windowUser();
  const document = newPaper('resident-id');
  const text = await changed(accountId, { kind: 'id-number', document });
  for (const part of [INDIVIDUAL_FORM, form.document.number, document.number]) expect(text).toContain(part);
  await isSignedOut(holder);
  expect(await signInStatus(form.document.number)).toBe(401);
  expect((await signedIn(api.url, document.number, NEW_PASSWORD)).accountId).toBe(accountId);
  const shown = await api.db.identityDocument.findMany({
    where: { person: { accounts: { some: { id: accountId } } } },
    orderBy: { createdAt: 'asc' },
  });
  expect(shown).toHaveLength(2);
});

test('reduced to an online user: what needs the window is refused again', async () => {
  const form = newIndividual('local', 'resident-id');
  const applicant = await onFile(api, form);
  const accountId = await register(api, staff, { matter: 'individual-registration', individual: form });
  const holder = await enter(api, form.mobile);
  expect(await changed(accountId, { kind: 'reduce-to-online' })).toContain(INDIVIDUAL_FORM);
  await eventually(
    'an online user',
    async () => (await holder.ask(sessions.whoAmI)).body.kind === 'ind-online',
  );
  const submission = await submissionBy(holder, 'plate-replace', applicant);
  const refused = await holder.ask(applications.create, { body: submission });
  expect(refused.problem.code).toBe('window-registration-required');
});

test('other services of a unit', async () => {
  const { form, accountId } = await unitUser();
  const text = await changed(accountId, { kind: 'unit-options', options: [3] });
  for (const part of [UNIT_FORM, form.name, form.orgCode ?? '']) expect(text).toContain(part);
  const { unit } = await api.db.account.findUniqueOrThrow({
    where: { id: accountId },
    include: { unit: true },
  });
  expect(unit?.options).toEqual([3]);
});

test('another agent of a unit', async () => {
  const { form, accountId } = await unitUser();
  const agent = newAgent(form.name);
  const text = await changed(accountId, { kind: 'unit-agent', agent });
  for (const part of [UNIT_FORM, agent.name, agent.document.number]) expect(text).toContain(part);
  const { unit } = await api.db.account.findUniqueOrThrow({
    where: { id: accountId },
    include: { unit: true },
  });
  expect(JSON.parse(api.db.vault.open(unit?.agentSealed ?? ''))).toEqual(agent);
});

test('another legal representative of a unit, who must be named when it registers again', async () => {
  const { form, accountId } = await unitUser();
  const { legalRepresentative } = newUnit('hospital');
  const text = await changed(accountId, { kind: 'unit-legal-representative', legalRepresentative });
  for (const part of [UNIT_FORM, form.name, legalRepresentative.name]) expect(text).toContain(part);
  const { unit } = await api.db.account.findUniqueOrThrow({
    where: { id: accountId },
    include: { unit: true },
  });
  expect(JSON.parse(api.db.vault.open(unit?.legalRepresentativeSealed ?? ''))).toEqual(legalRepresentative);
});

test('another mobile of a unit’s head: the name to sign in with stays', async () => {
  const { accountId, holder } = await unitUser();
  const mobile = newMobile();
  expect(await changed(accountId, { kind: 'mobile', mobile })).toContain(UNIT_FORM);
  await isSignedOut(holder);
  const { login, mobile: now } = await api.db.account.findUniqueOrThrow({ where: { id: accountId } });
  expect(now).toBe(mobile);
  expect(await signInStatus(login ?? '')).toBe(200);
});

test('each change leaves its trail, and nothing of what was changed in it', async () => {
  const { accountId } = await windowUser();
  const mobile = newMobile();
  await changed(accountId, { kind: 'mobile', mobile });
  const [row] = await api.db.application.findMany({
    where: { applicantId: accountId, service: 'registration-change' },
  });
  const acts = await api.db.auditEvent.findMany({
    where: { object: `application/${row?.id}` },
    orderBy: { id: 'asc' },
  });
  expect(acts.map(({ actorRole, action }) => `${actorRole} ${action}`)).toEqual([
    ...['registrar submit', 'registrar print', 'reviewer approve', 'system record-register'],
  ]);
  expect(
    JSON.stringify(acts, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain(mobile);
});
