// The accounts of the demonstration: one for every role there is, and each of them signs in.
import { sessionContracts as sessions } from '../../api/contract/session.ts';
import { ROLES } from '../../domain/permissions/role.ts';
import { startApi, type TestApi } from '../../test/harness/api.ts';
import { signedIn } from '../../test/harness/people.ts';
import { listDemoAccounts, seedDemoAccounts } from './demo-accounts.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  await seedDemoAccounts(api.db, { today: api.clock.today });
});
afterAll(() => api?.stop());

test('every role is there to be tried', async () => {
  const roles = new Set<string>();
  for (const { login, password, name } of listDemoAccounts()) {
    const person = await signedIn(api.url, login, password);
    const { roleName, displayName, mustChangePassword } = (await person.ask(sessions.whoAmI)).body;
    expect({ displayName, mustChangePassword }).toEqual({ displayName: name, mustChangePassword: false });
    roles.add(roleName);
  }
  expect([...roles].sort()).toEqual(Object.keys(ROLES).sort());
});

test('seeded again, nothing is added; what is missing comes back', async () => {
  const logins = async () =>
    (await api.db.account.findMany({ select: { id: true, login: true }, orderBy: { login: 'asc' } })).map(
      ({ id, login }) => `${login} ${id}`,
    );
  const before = await logins();
  await seedDemoAccounts(api.db, { today: api.clock.today });
  expect(await logins()).toEqual(before);
  await api.db.account.deleteMany({ where: { login: { in: ['hospital2', 'auditor1'] } } });
  await seedDemoAccounts(api.db, { today: api.clock.today });
  expect(await logins()).toEqual(before);
});
