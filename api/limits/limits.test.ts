// Limits hold for every copy of the API and over restarts, and keep nobody's name.
import type pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/harness/database.ts';
import { testVault } from '../../test/harness/vault.ts';
import { databaseLimits, type Limits, openLimitPool } from './limits.ts';
import { LIMITS } from './numbers.ts';

let database: TestDatabase;
let pools: pg.Pool[];
let limits: Limits;
let copy: Limits;
beforeAll(async () => {
  database = await createTestDatabase();
  pools = [1, 2].map(() => openLimitPool(database.url));
  [limits, copy] = pools.map((pool) => databaseLimits({ pool, vault: testVault, factor: 1 })) as [
    Limits,
    Limits,
  ];
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

const PAIR = LIMITS['sign-in-pair'];
const lockedSeconds = PAIR.lockedMinutes * 60;

async function takeAll(by: Limits, key: string): Promise<void> {
  for (let n = 0; n < PAIR.count; n += 1) expect(await by.take('sign-in-pair', key)).toBeNull();
}

const sql = async (text: string) => (await pools[0]?.query(text))?.rows ?? [];

test('the sixth failure in half an hour is refused, with the time to wait', async () => {
  await takeAll(limits, 'sixth');
  const refusal = await limits.take('sign-in-pair', 'sixth');
  expect(refusal?.code).toBe('too-many-requests');
  expect(refusal?.retryAfterSeconds).toBe(lockedSeconds);
  expect(await limits.take('sign-in-pair', 'another')).toBeNull();
  expect(await limits.take('sign-in-source', 'sixth')).toBeNull();
});

test('copies of the API count together, and one that starts later knows what was counted', async () => {
  for (const by of [limits, copy, limits, copy, limits])
    expect(await by.take('sign-in-pair', 'shared')).toBeNull();
  expect(await copy.take('sign-in-pair', 'shared')).not.toBeNull();
  const pool = openLimitPool(database.url);
  const restarted = databaseLimits({ pool, vault: testVault, factor: 1 });
  expect(await restarted.take('sign-in-pair', 'shared')).not.toBeNull();
  await pool.end();
});

test('of many at once no more get through than may', async () => {
  const all = await Promise.all(
    Array.from({ length: 40 }, (_, n) => (n % 2 ? limits : copy).take('sign-in-pair', 'at once')),
  );
  expect(all.filter((refusal) => refusal === null)).toHaveLength(PAIR.count);
});

test('whoever was locked out has the whole lock to wait, and then a whole count again', async () => {
  await takeAll(limits, 'lock');
  // Four of the thirty counted minutes are left.
  await sql(`UPDATE rate_limit SET expire = expire - ${26 * 60_000} WHERE key = '${keyOf('lock')}'`);
  expect((await limits.take('sign-in-pair', 'lock'))?.retryAfterSeconds).toBe(lockedSeconds);
  // More guesses do not prolong it.
  await sql(`UPDATE rate_limit SET expire = expire - ${20 * 60_000} WHERE key = '${keyOf('lock')}'`);
  expect((await limits.take('sign-in-pair', 'lock'))?.retryAfterSeconds).toBeLessThanOrEqual(10 * 60);
  await sql(`UPDATE rate_limit SET expire = expire - ${10 * 60_000} WHERE key = '${keyOf('lock')}'`);
  await takeAll(limits, 'lock');
  expect(await limits.take('sign-in-pair', 'lock')).not.toBeNull();
});

test('what is given back is not counted, and a reset begins anew', async () => {
  await takeAll(limits, 'given');
  await limits.giveBack('sign-in-pair', 'given');
  expect(await limits.take('sign-in-pair', 'given')).toBeNull();
  expect(await limits.take('sign-in-pair', 'given')).not.toBeNull();
  await limits.reset('sign-in-pair', 'given');
  await takeAll(copy, 'given');
});

test('nothing personal is kept: keys are the name of the limit and an index', async () => {
  await limits.take('phone-code-day', '13803961234');
  const rows: readonly { readonly key: string }[] = await sql('SELECT key FROM rate_limit');
  expect(rows.length).toBeGreaterThan(3);
  for (const { key } of rows) expect(key).toMatch(/^[a-z-]+:[\w-]{43}$/);
});

test('where the database is away nothing is let through', async () => {
  const pool = openLimitPool('postgresql://127.0.0.1:1/none');
  const away = databaseLimits({ pool, vault: testVault, factor: 1 });
  await expect(away.take('sign-in-pair', 'anybody')).rejects.toThrow(/ECONNREFUSED/);
  await pool.end();
});

const keyOf = (key: string) => `sign-in-pair:${testVault.index('rate-limit', `sign-in-pair\0${key}`)}`;
