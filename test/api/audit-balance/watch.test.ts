// The watch itself: what it must find, and what it must not take for a mutation.
import { randomUUID } from 'node:crypto';
import { type Database, openDatabase } from '../../../db/client.ts';
import { addAudit } from '../../harness/audit.ts';
import { type AuditBalance, watchAuditBalance } from '../../harness/audit-balance.ts';
import { createTestDatabase, type TestDatabase } from '../../harness/database.ts';
import { testVault } from '../../harness/vault.ts';

let database: TestDatabase;
let db: Database;
let balance: AuditBalance;
const id = randomUUID();

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.url, vault: testVault, poolSize: 2 });
  const names = { login: 'somebody', displayName: '某人', office: 'zmd-yicheng' };
  await db.account.create({ data: { id, ...names, kind: 'staff', role: 'clerk' } });
  balance = await watchAuditBalance(database.ownerUrl);
});
afterAll(async () => {
  await balance?.close();
  await db?.$disconnect();
  await database?.drop();
});

const rename = (displayName: string) => ({ where: { id }, data: { displayName } });

test('a change without a row is found, with the table it was made in', async () => {
  expect(await balance.during(() => db.account.update(rename('甲')))).toMatchObject({
    ...{ mutations: 1, unaudited: ['account'], repeated: [], acts: [] },
  });
});

test('a row in another transaction does not make up for it', async () => {
  const found = await balance.during(async () => {
    await db.account.update(rename('乙'));
    await addAudit(db, 'account/x');
  });
  expect(found).toMatchObject({ mutations: 1, unaudited: ['account'], acts: ['accept'] });
});

test('a row in the same transaction does; two are one too many', async () => {
  const changing = (rows: number) =>
    balance.during(() =>
      db.$transaction(async (tx) => {
        await tx.account.update(rename(`丙${rows}`));
        for (let row = 0; row < rows; row += 1) await addAudit(tx, 'account/x');
      }),
    );
  expect(await changing(1)).toMatchObject({ mutations: 1, unaudited: [], repeated: [] });
  expect(await changing(2)).toMatchObject({ mutations: 1, unaudited: [], repeated: ['accept, accept'] });
});

test('what is rolled back, written over with the same, or keeps the platform going is no mutation', async () => {
  const found = await balance.during(async () => {
    await db.account.update(rename('丁')).then(() => addAudit(db, 'account/x'));
  });
  expect(found.mutations).toBe(1);
  const nothing = await balance.during(async () => {
    await db.account.update(rename('丁'));
    await db.account.update({ where: { id }, data: { totpStep: 7 } });
    await db.rateLimit.create({ data: { key: 'x', points: 1 } });
    const rolledBack = db.$transaction(async (tx) => {
      await tx.account.update(rename('戊'));
      throw new Error('rolled back');
    });
    await expect(rolledBack).rejects.toThrow('rolled back');
  });
  expect(nothing).toMatchObject({ mutations: 0, unaudited: [], acts: [] });
});
