// The operators of a unit: named by its head, each under a name of their own, and gone at once when they leave.
import { accountContracts as accounts } from '../../api/contract/accounts.ts';
import { apiKeyContracts as apiKeys } from '../../api/contract/api-keys.ts';
import { sessionContracts as sessions } from '../../api/contract/session.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { eventually } from '../harness/eventually.ts';
import { newMobile, newUnit } from '../harness/identities.ts';
import { nobody, type Person, signedIn } from '../harness/people.ts';
import { messagesTo } from '../harness/phones.ts';
import {
  enter,
  firstPasswordTo,
  NEW_PASSWORD,
  openWindow,
  register,
  type WindowStaff,
} from '../harness/window.ts';

let api: TestApi;
let staff: WindowStaff;
let head: Person;
let otherHead: Person;
beforeAll(async () => {
  api = await startApi();
  staff = await openWindow(api);
  head = await headOfUnit();
  otherHead = await headOfUnit();
});
afterAll(() => api?.stop());

async function headOfUnit(): Promise<Person> {
  const unit = newUnit('hospital');
  await register(api, staff, { matter: 'unit-registration', unit });
  return enter(api, unit.mobile);
}

let named = 0;
const newLogin = () => {
  named += 1;
  return `operator.${named}`;
};

const name = (body: object, by = head) =>
  by.ask(accounts.createOperator, {
    body: { login: newLogin(), displayName: '经办人', mobile: newMobile(), ...body },
  });
const remove = (id: string, by = head) => by.ask(accounts.removeOperator, { params: { id } });
const operatorsSeenBy = async (by: Person) => (await by.ask(accounts.listOperators)).body.items;

/** Named, and in with a password of their own. */
async function operator(): Promise<Person & { readonly login: string }> {
  const [mobile, login] = [newMobile(), newLogin()];
  await name({ mobile, login });
  return { ...(await enter(api, mobile)), login };
}

test('several operators, each with a first password to change', async () => {
  for (const login of [newLogin(), newLogin()]) {
    const mobile = newMobile();
    const { id } = (await name({ mobile, login, displayName: '赵经办' })).body;
    const first = await firstPasswordTo(api.db, mobile);
    expect(first.login).toBe(login);
    const [message] = await messagesTo(api.db, mobile);
    expect(message?.template).toBe('operator-activated');
    const person = await signedIn(api.url, login, first.password);
    const early = await person.ask(accounts.listOperators);
    expect(early.problem.code).toBe('password-change-required');
    await person.ask(sessions.changePassword, { body: { current: first.password, next: NEW_PASSWORD } });
    expect((await person.ask(sessions.whoAmI)).body).toMatchObject({
      ...{ id, roleName: 'unit-operator', displayName: '赵经办', mustChangePassword: false },
    });
    // Nobody signs in to a unit by the mobile of one of its operators.
    const body = { login: mobile, password: NEW_PASSWORD };
    expect((await nobody(api.url).call('POST', '/api/v1/session', { body })).status).toBe(401);
  }
  const all = await operatorsSeenBy(head);
  expect(all.filter(({ unitHead }) => unitHead)).toHaveLength(1);
  expect(all.length).toBeGreaterThanOrEqual(3);
});

test('an operator sees the others, and neither names nor removes any', async () => {
  const person = await operator();
  const [first] = await operatorsSeenBy(person);
  expect((await name({}, person)).problem.code).toBe('not-permitted');
  expect((await remove(first?.id ?? '', person)).problem.code).toBe('not-permitted');
});

test.each([
  ['a mobile that is none', { mobile: '110' }, 'mobile-invalid', '/mobile'],
  ['a name of capitals', { login: 'Operator' }, 'invalid-field', '/login'],
  ['a name like a mobile', { login: '13912345678' }, 'invalid-field', '/login'],
  ['what the platform decides', { unitHead: true }, 'unknown-field', '/unitHead'],
  ['a unit', { unitId: '6f9619ff-8b86-4d11-b42d-00c04fc964ff' }, 'unknown-field', '/unitId'],
  ['a password', { password: 'Operator-2015' }, 'unknown-field', '/password'],
])('%s is refused', async (_what, body, code, pointer) => {
  const { problem } = await name(body);
  expect({ code: problem.code, pointer: problem.pointer }).toEqual({ code, pointer });
});

test('a name is given once, also when it is asked for twice at once', async () => {
  const login = newLogin();
  const answers = await Promise.all([name({ login }), name({ login }, otherHead)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  const { code, pointer } = (await name({ login: 'registrar' })).problem;
  expect({ code, pointer }).toEqual({ code: 'login-taken', pointer: '/login' });
});

test('an operator who leaves loses session, keys and the way in', async () => {
  const person = await operator();
  const body = { name: '体检系统', scopes: ['application:read'], operatorId: person.accountId };
  const { id: keyId, key } = (await head.ask(apiKeys.create, { body })).body;
  const withKey = () =>
    fetch(`${api.url}/api/v1/applications`, { headers: { Authorization: `Bearer ${key}` } });
  expect((await withKey()).status).toBe(200);

  const from = Date.now();
  expect((await remove(person.accountId)).status).toBe(204);
  await eventually('the end of the session', async () => (await person.ask(sessions.whoAmI)).status === 401);
  await eventually('the end of the key', async () => (await withKey()).status === 401);
  expect(Date.now() - from).toBeLessThan(5_000);
  const { items } = (await head.ask(apiKeys.list)).body;
  expect(items.find(({ id }) => id === keyId)?.revokedAt).toBe(new Date(api.clock.at).toISOString());
  const signIn = { login: person.login, password: NEW_PASSWORD };
  expect((await nobody(api.url).call('POST', '/api/v1/session', { body: signIn })).status).toBe(401);
  expect((await remove(person.accountId)).problem.code).toBe('account-state-conflict');
  const acts = await api.db.auditEvent.findMany({
    where: { object: `account/${person.accountId}` },
    orderBy: { id: 'asc' },
  });
  expect(acts.map(({ action }) => action)).toEqual(['name-operator', 'change-password', 'remove-operator']);
});

test('no head removes themselves, nor anybody of another unit', async () => {
  expect((await remove(head.accountId)).problem.code).toBe('account-state-conflict');
  const person = await operator();
  expect((await remove(person.accountId, otherHead)).problem.code).toBe('not-found');
  expect((await remove(head.accountId, otherHead)).problem.code).toBe('not-found');
  expect((await operatorsSeenBy(otherHead)).map(({ id }) => id)).not.toContain(person.accountId);
});
