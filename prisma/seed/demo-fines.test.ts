// Fines of the demo accounts: there once, and paid for in one order with what one of them has grown by.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { paymentContracts as payments } from '../../api/contract/payments.ts';
import { violationContracts as violations } from '../../api/contract/violations.ts';
import { startApi, type TestApi } from '../../test/harness/api.ts';
import { signedIn } from '../../test/harness/people.ts';
import { seedDemoAccounts } from './demo-accounts.ts';
import { seedDemoFines } from './demo-fines.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  await seedDemoAccounts(api.db, { today: api.clock.today });
});
afterAll(() => api?.stop());

test('they are written once, and can be ordered at once', async () => {
  expect(await seedDemoFines(api.db, api.clock.today)).toBe(3);
  expect(await seedDemoFines(api.db, api.clock.today)).toBe(0);
  const expected = { liming: [0, 3_000], zhaolei: [0] } as const;
  for (const [login, lateFees] of Object.entries(expected)) {
    const by = await signedIn(api.url, login);
    const { items } = (await by.ask(violations.decisions)).body;
    const decisionNos = items.map(({ decisionNo }) => decisionNo);
    const body = { service: 'fine-payment', form: { decisionNos } };
    const { id: applicationId } = (await by.ask(applications.create, { body })).body;
    const [order] = (await by.ask(payments.list, { query: { applicationId } })).body.items;
    expect(order?.lines.map(({ lateFeeFen }) => lateFeeFen).sort()).toEqual(lateFees);
    expect(order?.amountFen).toBe(lateFees.reduce<number>((sum, fen) => sum + 10_000 + fen, 0));
  }
});
