// Codes to phones: the same when sent again, good once, for five minutes and for five tries, and never in clear.
import { localDateOf, toInstant } from '../domain/calendar/local-date.ts';
import { createApplicantFor } from '../prisma/seed/applicants.ts';
import { createTestDatabase, type TestDatabase } from '../test/harness/database.ts';
import { codesTo, codeTo, messagesTo } from '../test/harness/phones.ts';
import { testVault } from '../test/harness/vault.ts';
import { type Database, openDatabase } from './client.ts';
import { saveMessageState } from './messages.ts';
import { type PhoneCodePurpose, phoneCodes } from './phone-codes.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.url, vault: testVault, poolSize: 10 });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

let atMs = Date.now();
const codes = () => phoneCodes({ db, clockMs: () => atMs });

let last = 13_803_960_000;
function newMobile(): string {
  last += 1;
  return String(last);
}

const send = (mobile: string, purpose: PhoneCodePurpose = 'register') =>
  db.$transaction((tx) => codes().send(tx, { mobile, purpose, createdAt: toInstant(atMs) }));

const use = (mobile: string, code: string, purpose: PhoneCodePurpose = 'register') =>
  db.$transaction((tx) => codes().use(tx, { mobile, purpose, code }));

const passes = async (mobile: string, code: string, purpose: PhoneCodePurpose = 'register') =>
  (await codes().check({ mobile, purpose, code })) === null;

/** A code that is none of those. */
const otherThan = (code: string) => (code === '000000' ? '000001' : '000000');

test('six digits, good for the phone and the purpose they were sent for and for no other', async () => {
  const mobile = newMobile();
  await send(mobile);
  const code = await codeTo(db, mobile);
  expect(code).toMatch(/^\d{6}$/);
  expect(await passes(mobile, code)).toBe(true);
  expect(await passes(`+86 ${mobile.slice(0, 3)} ${mobile.slice(3)}`, code)).toBe(true);
  expect(await passes(mobile, code, 'reset-password')).toBe(false);
  expect(await passes(newMobile(), code)).toBe(false);
  expect(await codes().check({ mobile, purpose: 'register', code: otherThan(code) })).toEqual({
    code: 'phone-code-wrong',
    pointer: '/code',
  });
});

test('good once', async () => {
  const mobile = newMobile();
  await send(mobile);
  const code = await codeTo(db, mobile);
  const used = await Promise.all(Array.from({ length: 8 }, () => use(mobile, code)));
  expect(used.filter(Boolean)).toHaveLength(1);
  expect(await passes(mobile, code)).toBe(false);
});

test('what uses it up may still fail: then it is good again', async () => {
  const mobile = newMobile();
  await send(mobile);
  const code = await codeTo(db, mobile);
  const failing = db.$transaction(async (tx) => {
    expect(await codes().use(tx, { mobile, purpose: 'register', code })).toBe(true);
    throw new Error('rolled back');
  });
  await expect(failing).rejects.toThrow('rolled back');
  expect(await use(mobile, code)).toBe(true);
});

test('good for five minutes', async () => {
  const mobile = newMobile();
  await send(mobile);
  const code = await codeTo(db, mobile);
  atMs += 5 * 60_000 - 1;
  expect(await passes(mobile, code)).toBe(true);
  atMs += 1;
  expect(await passes(mobile, code)).toBe(false);
  expect(await use(mobile, code)).toBe(false);
});

test('sent again it is the same code, good for five minutes from then; never for ten', async () => {
  const mobile = newMobile();
  await send(mobile);
  atMs += 4 * 60_000;
  await send(mobile);
  const [first, second] = await codesTo(db, mobile);
  expect(second).toBe(first);
  atMs += 4 * 60_000;
  expect(await passes(mobile, first ?? '')).toBe(true);
  await send(mobile);
  const third = await codeTo(db, mobile);
  expect(await passes(mobile, third)).toBe(true);
  if (third !== first) expect(await passes(mobile, first ?? '')).toBe(false);
  const row = await rowOf(mobile);
  expect(row.sentAt.getTime()).toBe(atMs);
});

test('a used code is not sent again', async () => {
  const mobile = newMobile();
  await send(mobile);
  const code = await codeTo(db, mobile);
  await use(mobile, code);
  await send(mobile);
  expect((await rowOf(mobile)).usedAt).toBeNull();
  expect(await use(mobile, await codeTo(db, mobile))).toBe(true);
});

test('five wrong tries end it, however many come at once; sent again it is a new one', async () => {
  const mobile = newMobile();
  await send(mobile);
  const code = await codeTo(db, mobile);
  const wrong = Array.from({ length: 20 }, (_, n) => String(n).padStart(6, '0')).filter(
    (each) => each !== code,
  );
  const tried = await Promise.all(wrong.map((each) => passes(mobile, each)));
  expect(tried.filter(Boolean)).toHaveLength(0);
  expect(await passes(mobile, code)).toBe(false);
  expect(await use(mobile, code)).toBe(false);
  await send(mobile);
  expect((await rowOf(mobile)).tries).toBe(0);
  expect(await use(mobile, await codeTo(db, mobile))).toBe(true);
});

test('no guess after the fifth is right, wherever among twenty at once the right one is', async () => {
  for (let round = 0; round < 10; round += 1) {
    const mobile = newMobile();
    await send(mobile);
    const code = await codeTo(db, mobile);
    const guesses = Array.from({ length: 20 }, (_, n) => (n === round * 2 ? code : otherThan(code)));
    const tried = await Promise.all(guesses.map((each) => passes(mobile, each)));
    const { tries } = await rowOf(mobile);
    // Nineteen were wrong. The right one was let through only before five of them were.
    expect(tries).toBe(tried.some(Boolean) ? 19 : 20);
    expect(await passes(mobile, code)).toBe(false);
  }
});

test('sending again gives no further tries at the same code', async () => {
  const mobile = newMobile();
  await send(mobile);
  const code = await codeTo(db, mobile);
  for (let n = 0; n < 4; n += 1) await passes(mobile, otherThan(code));
  await send(mobile);
  expect(await codeTo(db, mobile)).toBe(code);
  expect(await passes(mobile, otherThan(code))).toBe(false);
  expect(await passes(mobile, code)).toBe(false);
});

test('a phone without an account gets no code to sign in with, and takes the same way as one that has', async () => {
  const { accountId } = await createApplicantFor(db, 'licence-renewal', {
    today: localDateOf(toInstant(atMs)),
    n: 1,
  });
  const { mobile: known } = await db.account.findUniqueOrThrow({ where: { id: accountId } });
  if (known === null) throw new Error('applicants have mobiles');
  const stranger = newMobile();
  for (const purpose of ['sign-in', 'reset-password'] as const) {
    await send(known, purpose);
    await send(stranger, purpose);
  }
  expect(await codesTo(db, known)).toHaveLength(2);
  expect(await codesTo(db, stranger)).toHaveLength(0);
  const withheld = await db.message.findMany({ where: { state: 'withheld' } });
  expect(withheld.map(({ toSealed, slotsSealed }) => [toSealed, slotsSealed])).toEqual([
    [null, null],
    [null, null],
  ]);
  // Both have a row that is tried, so that neither the answer nor its time tells them apart.
  const rows = await Promise.all([known, stranger].map((mobile) => rowOf(mobile, 'sign-in')));
  await Promise.all([known, stranger].map((mobile) => passes(mobile, '000000', 'sign-in')));
  expect(rows.map(({ usedAt, tries }) => [usedAt, tries])).toEqual([
    [null, 0],
    [null, 0],
  ]);
});

test('a guess at a phone that was sent nothing is counted like any other', async () => {
  const mobile = newMobile();
  expect(await passes(mobile, '000000')).toBe(false);
  expect(await passes(mobile, '')).toBe(false);
  expect((await rowOf(mobile)).tries).toBe(2);
  await send(mobile);
  expect((await rowOf(mobile)).tries).toBe(0);
  expect(await passes(mobile, await codeTo(db, mobile))).toBe(true);
});

test('neither phone nor code lies in clear, and what is sent leaves nothing behind', async () => {
  const mobile = newMobile();
  await send(mobile);
  const code = await codeTo(db, mobile);
  const rows = JSON.stringify([await db.phoneCode.findMany(), await db.message.findMany()]);
  expect(rows).not.toContain(mobile);
  expect(rows).not.toContain(`"${code}"`);
  const [message] = await messagesTo(db, mobile);
  await saveMessageState(db, message?.id ?? '', 'sent', new Date());
  const sent = await db.message.findUniqueOrThrow({ where: { id: message?.id ?? '' } });
  expect([sent.state, sent.toSealed, sent.slotsSealed]).toEqual(['sent', null, null]);
});

function rowOf(mobile: string, purpose: PhoneCodePurpose = 'register') {
  const mobileIndex = testVault.index('mobile', mobile);
  return db.phoneCode.findUniqueOrThrow({ where: { mobileIndex_purpose: { mobileIndex, purpose } } });
}
