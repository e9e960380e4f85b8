// Violations of the demo accounts: there once, some to be handled at once, the others each refused for a reason.
import { violationContracts as violations } from '../../api/contract/violations.ts';
import { startApi, type TestApi } from '../../test/harness/api.ts';
import { signedIn } from '../../test/harness/people.ts';
import { seedDemoAccounts } from './demo-accounts.ts';
import { demoRecordNo, seedDemoViolations } from './demo-violations.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  await seedDemoAccounts(api.db, { today: api.clock.today });
});
afterAll(() => api?.stop());

test('they are written once, and show what can be handled and why the rest cannot', async () => {
  expect(await seedDemoViolations(api.db, api.clock.today)).toBe(15);
  expect(await seedDemoViolations(api.db, api.clock.today)).toBe(0);
  const liming = await signedIn(api.url, 'liming');
  const { items } = (await liming.ask(violations.list, { query: { limit: 100 } })).body;
  expect(items).toHaveLength(12);
  const codes: (string | null)[] = [];
  for (let index = 0; index < 12; index += 1) {
    const { body } = await liming.ask(violations.read, { params: { recordNo: demoRecordNo(index) } });
    codes.push('refusal' in body ? (body.refusal?.code ?? null) : 'not-own');
  }
  expect(codes).toEqual([
    ...[null, null, null, null, 'single-12-points', 'fine-over-limit', 'penalty-kind'],
    ...['not-surveillance-record', 'record-not-local', 'disputed', 'handled-elsewhere'],
    'key-vehicle-excluded',
  ]);
  const foreign = await liming.ask(violations.read, { params: { recordNo: demoRecordNo(14) } });
  expect(foreign.problem.code).toBe('not-found');
});
