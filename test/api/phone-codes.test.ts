// Codes to phones: who is sent one and how often, and what they open.
import { applicationContracts } from '../../api/contract/applications.ts';
import { phoneCodeContracts } from '../../api/contract/phone-codes.ts';
import { sessionContracts } from '../../api/contract/session.ts';
import { LIMITS } from '../../api/limits/numbers.ts';
import { findAccountByIdentifier } from '../../db/accounts.ts';
import type { PhoneCodePurpose } from '../../db/phone-codes.ts';
import { DEMO_PASSWORD } from '../../prisma/seed/password.ts';
import { listenOn, startApi, type TestApi } from '../harness/api.ts';
import { applicantFor, nobody, openDesk, type Person, type TestApplicant } from '../harness/people.ts';
import { codesTo, codeTo, messagesTo } from '../harness/phones.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

interface WithMobile extends TestApplicant {
  readonly mobile: string;
}

async function newApplicant(): Promise<WithMobile> {
  const self = await applicantFor(api, 'licence-renewal', { today: api.clock.today });
  const { mobile } = await api.db.account.findUniqueOrThrow({ where: { id: self.accountId } });
  if (mobile === null) throw new Error('applicants have mobiles');
  return { ...self, mobile };
}

let last = 13_903_960_000;
function newMobile(): string {
  last += 1;
  return String(last);
}

type Sent = Exclude<PhoneCodePurpose, 'old-mobile' | 'new-mobile'>;
const askFor = (mobile: string, purpose: Sent, by: Person = nobody(api.url)) =>
  by.ask(phoneCodeContracts.send, { body: { mobile, purpose } });

/** Asked in turns, both meet the machine as busy as it is. */
function expectAlike(times: {
  readonly known: readonly number[];
  readonly stranger: readonly number[];
}): void {
  const [known, stranger] = [medianOf(times.known), medianOf(times.stranger)];
  expect(stranger).toBeGreaterThan(known / 2);
  expect(known).toBeGreaterThan(stranger / 2);
}

const medianOf = (values: readonly number[]) =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

describe('sending', () => {
  test('says how long the code is good, and when it may be asked for again', async () => {
    const mobile = newMobile();
    const sent = await askFor(mobile, 'register');
    expect([sent.status, sent.body]).toEqual([202, { expiresInSeconds: 300, resendInSeconds: 60 }]);
    expect(await codesTo(api.db, mobile)).toHaveLength(1);
  });

  test('a mobile in any of its spellings is one; what is none is refused', async () => {
    const mobile = newMobile();
    await askFor(`+86 ${mobile.slice(0, 3)}-${mobile.slice(3)}`, 'register');
    expect(await codesTo(api.db, mobile)).toHaveLength(1);
    for (const text of ['12345678901', '1380396123', 'liming', '410102199001011234'])
      expect((await askFor(text, 'register')).problem.code).toBe('mobile-invalid');
  });

  test('whether a mobile has an account cannot be told by answer or time', async () => {
    const { mobile } = await newApplicant();
    const stranger = newMobile();
    const times = { known: [] as number[], stranger: [] as number[] };
    for (let round = 0; round < 25; round += 1) {
      const answers = [];
      for (const [who, to] of [
        ['known', mobile],
        ['stranger', stranger],
      ] as const) {
        const began = performance.now();
        const { status, body, headers } = await askFor(to, 'sign-in');
        times[who].push(performance.now() - began);
        answers.push([status, body, [...headers.keys()]]);
      }
      expect(answers[0]).toEqual(answers[1]);
    }
    expectAlike(times);
    expect(await codesTo(api.db, stranger)).toHaveLength(0);
  });

  test('what is guessed at a mobile without an account is refused as at one that has one, and takes as long', async () => {
    const { mobile } = await newApplicant();
    const stranger = newMobile();
    await askFor(mobile, 'sign-in');
    await askFor(stranger, 'sign-in');
    const wrong = (await codeTo(api.db, mobile)) === '000000' ? '000001' : '000000';
    const times = { known: [] as number[], stranger: [] as number[] };
    for (let round = 0; round < 25; round += 1) {
      for (const [who, login] of [
        ['known', mobile],
        ['stranger', stranger],
      ] as const) {
        const began = performance.now();
        const answer = await nobody(api.url).ask(sessionContracts.signIn, { body: { login, code: wrong } });
        times[who].push(performance.now() - began);
        expect(answer.problem.code).toBe('sign-in-failed');
      }
    }
    expectAlike(times);
  });

  test('one a minute and ten a day to a phone, whatever for and whoever asks; the refusal says how long', async () => {
    const strict = await listenOn(api.databaseUrl, { limitFactor: 1, publicUrl: 'https://yizhan.example' });
    const mobile = newMobile();
    const ask = (source: string, purpose: Sent) =>
      nobody(strict.url).ask(phoneCodeContracts.send, {
        body: { mobile, purpose },
        headers: { 'X-Forwarded-For': source, Origin: 'https://yizhan.example' },
      });
    expect((await ask('198.51.100.1', 'register')).status).toBe(202);
    const soon = await ask('198.51.100.2', 'reset-password');
    expect(soon.problem.code).toBe('too-many-requests');
    const waits = Number(soon.headers.get('retry-after'));
    expect(waits).toBeGreaterThan(50);
    expect(waits).toBeLessThanOrEqual(60);
    for (let sent = 1; sent < LIMITS['phone-code-day'].count; sent += 1) {
      await minutePasses();
      expect((await ask('198.51.100.3', 'register')).status).toBe(202);
    }
    await minutePasses();
    const full = await ask('198.51.100.4', 'register');
    expect(full.problem.code).toBe('too-many-requests');
    expect(Number(full.headers.get('retry-after'))).toBeGreaterThan(23 * 3_600);
    await strict.stop();
  });

  test('one source has codes sent thirty times a day; what it asks for beyond takes nothing from the phone', async () => {
    const strict = await listenOn(api.databaseUrl, { limitFactor: 1, publicUrl: 'https://yizhan.example' });
    const ask = async (mobile: string) => {
      const headers = { 'X-Forwarded-For': '198.51.100.9', Origin: 'https://yizhan.example' };
      const body = { mobile, purpose: 'register' };
      return (await nobody(strict.url).ask(phoneCodeContracts.send, { body, headers })).status;
    };
    for (let n = 0; n < LIMITS['phone-code-source'].count; n += 1) expect(await ask(newMobile())).toBe(202);
    const mobile = newMobile();
    expect(await ask(mobile)).toBe(429);
    const key = `phone-code-day:${api.db.vault.index('rate-limit', `phone-code-day\0${mobile}`)}`;
    expect(await api.db.rateLimit.findUnique({ where: { key } })).toBeNull();
    await strict.stop();
  });

  /** As if a minute had passed for what is counted by the minute. */
  const minutePasses = () =>
    api.db.rateLimit.updateMany({
      where: { key: { startsWith: 'phone-code-minute:' } },
      data: { expire: 0 },
    });
});

describe('signing in', () => {
  test('with mobile and code, once; the staff never', async () => {
    const { mobile, accountId } = await newApplicant();
    await askFor(mobile, 'sign-in');
    const code = await codeTo(api.db, mobile);
    const person = nobody(api.url);
    const entered = await person.ask(sessionContracts.signIn, { body: { login: mobile, code } });
    expect(entered.body).toMatchObject({ state: 'signed-in', id: accountId });
    expect((await person.ask(applicationContracts.list)).status).toBe(200);
    const again = await nobody(api.url).ask(sessionContracts.signIn, { body: { login: mobile, code } });
    expect(again.problem.code).toBe('sign-in-failed');

    const desk = await openDesk(api);
    const { clerk } = { clerk: desk.clerk.accountId };
    const phone = newMobile();
    const { vault } = api.db;
    await api.db.account.update({
      where: { id: clerk },
      data: { mobileSealed: vault.seal(phone), mobileIndex: vault.index('mobile', phone) },
    });
    await askFor(phone, 'sign-in');
    await askFor(phone, 'reset-password');
    expect(await codesTo(api.db, phone)).toHaveLength(0);
  });

  test('a code for another purpose opens nothing', async () => {
    const { mobile } = await newApplicant();
    await askFor(mobile, 'register');
    const code = await codeTo(api.db, mobile);
    const tried = await nobody(api.url).ask(sessionContracts.signIn, { body: { login: mobile, code } });
    expect(tried.problem.code).toBe('sign-in-failed');
  });
});

describe('a forgotten password', () => {
  test('is set anew with a code, and every session ends', async () => {
    const { mobile, accountId, ...self } = await newApplicant();
    await askFor(mobile, 'reset-password');
    const code = await codeTo(api.db, mobile);
    const reset = (next: string, shown: string) =>
      nobody(api.url).ask(sessionContracts.resetPassword, { body: { login: mobile, code: shown, next } });
    const wrong = code === '000000' ? '000001' : '000000';
    expect((await reset('Anew-2015', wrong)).problem.code).toBe('password-reset-failed');
    expect((await reset('Anew-2015', code)).status).toBe(204);
    expect((await reset('Again-2015', code)).problem.code).toBe('password-reset-failed');
    expect((await self.ask(sessionContracts.whoAmI)).status).toBe(401);
    const enter = (password: string) =>
      nobody(api.url).ask(sessionContracts.signIn, { body: { login: mobile, password } });
    expect((await enter(DEMO_PASSWORD)).status).toBe(401);
    expect((await enter('Anew-2015')).body).toMatchObject({ id: accountId });
  });
});

describe('another mobile', () => {
  const change = (by: Person, mobile: string, codeToOld: string, codeToNew: string) =>
    by.ask(phoneCodeContracts.changeMobile, { body: { mobile, codeToOld, codeToNew } });

  test('takes a code to the old one and one to the new; the old one is told, other sessions end', async () => {
    const self = await newApplicant();
    const elsewhere = nobody(api.url);
    const next = newMobile();
    await elsewhere.ask(sessionContracts.signIn, { body: { login: self.mobile, password: DEMO_PASSWORD } });
    expect((await self.ask(phoneCodeContracts.sendForMobile, { body: { mobile: next } })).status).toBe(202);
    const [codeToOld, codeToNew] = [await codeTo(api.db, self.mobile), await codeTo(api.db, next)];
    expect((await change(self, next, codeToOld, codeToNew)).status).toBe(204);

    expect((await self.ask(sessionContracts.whoAmI)).status).toBe(200);
    expect((await elsewhere.ask(sessionContracts.whoAmI)).status).toBe(401);
    const account = await api.db.account.findUniqueOrThrow({
      where: { id: self.accountId },
      include: { person: true },
    });
    expect([account.mobile, account.person?.mobile]).toEqual([next, next]);
    expect(await findAccountByIdentifier(api.db, self.mobile)).toBeUndefined();
    expect((await findAccountByIdentifier(api.db, next))?.id).toBe(self.accountId);
    const told = (await messagesTo(api.db, self.mobile)).at(-1);
    expect([told?.template, told?.slots.mobile]).toEqual([
      'mobile-changed',
      `${next.slice(0, 3)}****${next.slice(7)}`,
    ]);
    const [noted] = await api.db.auditEvent.findMany({ where: { action: 'change-mobile', refusal: null } });
    expect(noted).toMatchObject({ actorId: self.accountId, object: `account/${self.accountId}` });
    expect(noted?.beforeDigest).not.toBe(noted?.afterDigest);
    expect((await change(self, next, codeToOld, codeToNew)).problem.code).toBe('mobile-unchanged');
  });

  test('is refused without both codes, and to whoever is no individual', async () => {
    const self = await newApplicant();
    const next = newMobile();
    await self.ask(phoneCodeContracts.sendForMobile, { body: { mobile: next } });
    const [toOld, toNew] = [await codeTo(api.db, self.mobile), await codeTo(api.db, next)];
    const wrong = ['000000', '000001', '000002'].find((code) => code !== toOld && code !== toNew) ?? '';
    expect((await change(self, next, wrong, toNew)).problem).toMatchObject({ pointer: '/codeToOld' });
    expect((await change(self, next, toOld, wrong)).problem).toMatchObject({ pointer: '/codeToNew' });
    expect((await change(self, newMobile(), toOld, toNew)).problem.code).toBe('phone-code-wrong');
    expect((await change(self, self.mobile, toOld, toNew)).problem.code).toBe('mobile-unchanged');
    expect((await change(self, 'liming', toOld, toNew)).problem.code).toBe('mobile-invalid');
    const { mobile } = await api.db.account.findUniqueOrThrow({ where: { id: self.accountId } });
    expect(mobile).toBe(self.mobile);
    expect((await change(self, next, toOld, toNew)).status).toBe(204);
    expect((await change(nobody(api.url), next, toOld, toNew)).status).toBe(401);
  });
});
