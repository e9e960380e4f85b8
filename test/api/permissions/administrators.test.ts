// Administrators give roles and take them; they do not change themselves, decide nothing and read nobody's data.
import { accountContracts as accounts } from '../../../api/contract/accounts.ts';
import { applicationContracts as applications } from '../../../api/contract/applications.ts';
import { decisionContracts as decisions } from '../../../api/contract/decisions.ts';
import { oidcContracts as oidc } from '../../../api/contract/oidc.ts';
import { privacyContracts as privacy } from '../../../api/contract/privacy.ts';
import { publicContracts } from '../../../api/contract/public.ts';
import { sessionContracts as sessions } from '../../../api/contract/session.ts';
import { DEMO_PASSWORD } from '../../../prisma/seed/password.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import { eventually } from '../../harness/eventually.ts';
import {
  applicantFor,
  employ,
  nobody,
  type Person,
  signedIn,
  type TestApplicant,
  upload,
} from '../../harness/people.ts';
import { differing, digestTables } from '../../harness/rows.ts';

let api: TestApi;
let administrator: Person;
let second: Person;
let applicant: TestApplicant;
let case_: { readonly id: string; readonly version: number; readonly documentId: string };

beforeAll(async () => {
  api = await startApi({ patienceMs: 60_000 });
  await employ(api, [
    { login: 'administrator', role: 'administrator' },
    { login: 'second', role: 'administrator' },
    { login: 'clerk', role: 'clerk' },
    { login: 'worker', role: 'dispatch' },
  ]);
  administrator = await signedIn(api.url, 'administrator');
  second = await signedIn(api.url, 'second');
  applicant = await applicantFor(api, 'plate-reissue', { today: api.clock.today });
  const body = await applicant.submission();
  const { id, version } = (await applicant.ask(applications.create, { body })).body;
  case_ = { id, version, documentId: await upload(applicant, 'photo') };
});
afterAll(() => api?.stop());

const change = (by: Person, id: string, body: object) =>
  by.ask(accounts.changeStaff, { params: { id }, body });

async function accountOf(login: string) {
  return api.db.account.findUniqueOrThrow({ where: { login } });
}

test.each([{ role: 'supervisor' }, { state: 'suspended' }, { resetTotp: true }, { resetPassword: true }])(
  'nobody changes themselves: %j',
  async (body) => {
    const before = await digestTables(api.db);
    expect((await change(administrator, administrator.accountId, body)).problem.code).toBe('four-eyes');
    const link = { params: { id: administrator.accountId }, body: { subject: 'me' } };
    expect((await administrator.ask(oidc.link, link)).problem.code).toBe('four-eyes');
    const after = await digestTables(api.db);
    expect(differing(before, after)).toEqual(['audit_event', 'idempotency_key']);
    const rows = await api.db.auditEvent.findMany({
      where: { actorId: administrator.accountId, refusal: 'four-eyes' },
    });
    expect(new Set(rows.map(({ action }) => action))).toEqual(new Set(['changeStaff', 'linkStaffIdentity']));
  },
);

test('no account of the staff is changed by the ways in which users’ are', async () => {
  const { id } = await accountOf('clerk');
  const suspend = { params: { id }, body: { action: 'suspend', reason: 'fraud' } };
  expect((await administrator.ask(accounts.changeState, suspend)).problem.code).toBe('not-found');
  const own = { params: { id: administrator.accountId }, body: { action: 'suspend', reason: 'fraud' } };
  expect((await administrator.ask(accounts.changeState, own)).problem.code).toBe('not-found');
  expect((await accountOf('clerk')).state).toBe('active');
});

test('they decide nothing, and neither see nor disclose an application', async () => {
  const { id, version, documentId } = case_;
  const asked = [
    await administrator.ask(applications.read, { params: { id } }),
    await administrator.ask(applications.list),
    await administrator.ask(decisions.decide, { params: { id }, version, body: { action: 'accept' } }),
    await administrator.ask(publicContracts.download, { params: { id: documentId } }),
    await administrator.ask(privacy.discloseApplication, { params: { id }, body: { reason: 'decide' } }),
    await administrator.ask(privacy.discloseAccount, {
      ...{ params: { id: applicant.accountId }, body: { reason: 'contact' } },
    }),
  ];
  expect(asked.map(({ problem }) => problem.code)).toEqual(asked.map(() => 'not-permitted'));
});

test('whom they find they see masked', async () => {
  const { login: mobile, applicant: own } = {
    login: applicant.applicant.login,
    applicant: applicant.applicant,
  };
  const told = await administrator.ask(accounts.search, { body: { mobile } });
  expect(told.body.items).toHaveLength(1);
  const person = await api.db.person.findFirstOrThrow({
    where: { accounts: { some: { id: own.accountId } } },
  });
  for (const personal of [mobile, person.idDocNo, person.name, person.address ?? mobile])
    expect(told.text).not.toContain(personal);
});

test('a role that is changed ends the sessions at once; the next one has the new role and nothing of the old', async () => {
  const worker = await signedIn(api.url, 'worker');
  const from = performance.now();
  expect((await change(administrator, worker.accountId, { role: 'reviewer' })).status).toBe(200);
  await eventually('the end of the session', async () => {
    const told = await worker.ask(sessions.whoAmI);
    return told.status === 401;
  });
  expect(performance.now() - from).toBeLessThan(5_000);

  const again = await signedIn(api.url, 'worker');
  const { roleName, rules } = (await again.ask(sessions.whoAmI)).body;
  expect(roleName).toBe('reviewer');
  expect(rules.filter(({ subject }) => subject === 'Task').map(({ conditions }) => conditions?.role)).toEqual(
    ['reviewer'],
  );
});

test('a member who is suspended is out at once, and does not come in again', async () => {
  const clerk = await signedIn(api.url, 'clerk');
  expect((await change(second, clerk.accountId, { state: 'suspended' })).status).toBe(200);
  await eventually('the end of the session', async () => (await clerk.ask(sessions.whoAmI)).status === 401);
  const body = { login: 'clerk', password: DEMO_PASSWORD };
  expect((await nobody(api.url).ask(sessions.signIn, { body })).problem.code).toBe('account-not-active');
});

test('it takes another administrator to change one', async () => {
  const { sessionEpoch } = await accountOf('second');
  expect((await change(administrator, second.accountId, { role: 'publisher' })).status).toBe(200);
  await eventually('the end of the session', async () => (await second.ask(sessions.whoAmI)).status === 401);
  expect(await accountOf('second')).toMatchObject({ role: 'publisher', sessionEpoch: sessionEpoch + 1 });
  const trail = await api.db.auditEvent.findMany({ where: { object: `account/${second.accountId}` } });
  expect(trail.map(({ action, actorId, refusal }) => [action, actorId, refusal])).toContainEqual([
    'change-staff',
    administrator.accountId,
    null,
  ]);
});
