// 个人用户网上注册: by a code to the mobile on file; whoever does not agree with the register learns nothing of it.

import { accountContracts as accounts } from '../../api/contract/accounts.ts';
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { registrationContracts as registrations } from '../../api/contract/registrations.ts';
import { sessionContracts as sessions } from '../../api/contract/session.ts';
import { addMinutes } from '../../domain/calendar/local-date.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { newMobile, newNumber } from '../harness/identities.ts';
import { type Claim, codeFor, learnerOnFile, ownerOnFile, stranger } from '../harness/online.ts';
import { nobody, signedIn } from '../harness/people.ts';
import { changedRows, countRows } from '../harness/rows.ts';
import { problemOf } from '../harness/told.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

const ask = (body: object, url = api.url) =>
  nobody(url).call('POST', '/api/v1/registrations/online', { body });

/** Registers somebody by the code to the mobile that is claimed. */
async function register(claim: Claim) {
  const code = await codeFor(api, claim.mobile);
  return nobody(api.url).ask(registrations.registerOnline, { body: { ...claim, code } });
}

describe('an account at once', () => {
  const WHO: Readonly<Record<string, () => Promise<Claim>>> = {
    'an owner': () => ownerOnFile(api),
    'a driver': () => ownerOnFile(api, 'licence-renewal'),
    'a learner': () => learnerOnFile(api, true),
    'a learner who left no mobile': () => learnerOnFile(api, false),
  };

  test.each(Object.keys(WHO))('%s', async (who) => {
    const claim = await (WHO[who]?.() ?? ownerOnFile(api));
    const { status, body } = await register(claim);
    expect({ status, ...body }).toEqual({ status: 201, id: body.id, state: 'active', chooseBy: null });
    for (const login of [claim.mobile, claim.identity.number]) {
      const person = await signedIn(api.url, login, claim.password);
      expect((await person.ask(sessions.whoAmI)).body).toMatchObject({
        ...{ id: body.id, kind: 'ind-online', roleName: 'online-user', mustChangePassword: false },
      });
    }
    const acts = await api.db.auditEvent.findMany({ where: { object: `account/${body.id}` } });
    expect(acts.map(({ action, refusal }) => [action, refusal])).toEqual([['register-online', null]]);
  });

  test('a new car’s owner, for a day', async () => {
    const claim = stranger();
    const { body } = await register(claim);
    expect(body.chooseBy).toBe(addMinutes(api.clock.at, 24 * 60));
    const person = await signedIn(api.url, claim.mobile, claim.password);
    const [opened] = (await person.ask(applications.list)).body.items;
    expect(opened).toMatchObject({ service: 'new-car-registration', state: 'awaiting-plate' });
    const seen = (await person.ask(applications.read, { params: { id: opened?.id ?? '' } })).body;
    expect(seen).toMatchObject({ serviceName: '新车车主网上注册', allowedActions: [], form: {} });
    expect(seen.clocks).toMatchObject([{ kind: 'plate-choice', dueAt: body.chooseBy, status: 'running' }]);
    const sent = await api.db.message.findMany({ where: { applicationId: opened?.id ?? '' } });
    expect(sent.map(({ template }) => template)).toEqual(['plate-choice-open']);
    // The day is no application under way: the account may be given up before.
    const given = await person.ask(accounts.cancelOwn, { body: { password: claim.password } });
    expect(given.body.state).toBe('cancelled');
  });
});

describe('nothing is learnt of what is on file', () => {
  test('one answer to everything that does not agree', async () => {
    const owner = await ownerOnFile(api);
    const mobile = newMobile();
    const registered = await ownerOnFile(api);
    await register(registered);
    const newcomer = stranger();
    await register(newcomer);
    const dead = await ownerOnFile(api);
    const { id } = await api.db.person.findFirstOrThrow({
      where: { idDocNoIndex: api.db.vault.index('id-number', dead.identity.number) },
    });
    await api.db.person.update({ where: { id }, data: { deceased: true } });
    const claims: readonly Claim[] = [
      { ...owner, identity: { kind: 'resident-id', number: newNumber('resident-id') } },
      { ...owner, name: '欧阳别人' },
      { ...owner, mobile },
      { ...owner, subtype: 'learner' },
      { ...owner, subtype: 'new-car-owner' },
      { ...owner, subtype: 'new-car-owner', mobile },
      { ...registered, mobile },
      { ...newcomer, mobile },
      { ...newcomer, subtype: 'owner-or-driver' },
      dead,
    ];
    const answers = [];
    for (const claim of claims) {
      const { text, status } = await ask({ ...claim, code: await codeFor(api, claim.mobile) });
      answers.push({ status, text: text.replace(/"requestId":"[^"]+"/, '') });
    }
    const [first] = answers;
    expect(first?.text).toContain('register-mismatch');
    for (const answer of answers) expect(answer).toEqual(first);
  });

  test('who has an account is told so, by the mobile of it alone', async () => {
    for (const claim of [await ownerOnFile(api), stranger()]) {
      await register(claim);
      expect((await register(claim)).problem.code).toBe('already-registered');
    }
  });
});

describe('refused, and nothing stored but the trail', () => {
  const WRONG: Readonly<Record<string, readonly [object, string, string | undefined]>> = {
    'a wrong code': [{ code: '000000' }, 'phone-code-wrong', '/code'],
    'a mobile that is none': [{ mobile: '110' }, 'mobile-invalid', '/mobile'],
    'a short password': [{ password: 'Abc123' }, 'password-weak', '/password'],
    'a password of one kind': [{ password: 'abcdefgh' }, 'password-weak', '/password'],
    'a wrong check digit': [
      { identity: { kind: 'resident-id', number: '412801199003071235' } },
      ...(['id-number-invalid', '/identity/number'] as const),
    ],
    'a new car’s owner with a passport': [
      { subtype: 'new-car-owner', identity: { kind: 'foreign-passport', number: 'X1234567' } },
      ...(['window-only-document', '/identity/kind'] as const),
    ],
  };

  test.each(Object.entries(WRONG))('%s', async (_what, [change, code, pointer]) => {
    const claim = await ownerOnFile(api);
    const right = await codeFor(api, claim.mobile);
    const before = await countRows(api.db);
    const problem = problemOf(await ask({ ...claim, code: right, ...change }));
    expect({ code: problem.code, pointer: problem.pointer }).toEqual({ code, pointer });
    expect(changedRows(before, await countRows(api.db))).toEqual({ audit_event: 1 });
  });

  const FIELDS = [
    'id',
    'state',
    'kind',
    'role',
    'office',
    'personId',
    'unitId',
    'unitHead',
    'chooseBy',
    'login',
  ];
  const UNREADABLE: readonly (readonly [string, object, string, string])[] = [
    ['terms not agreed to', { agreesToTerms: false }, 'invalid-field', '/agreesToTerms'],
    ['terms not mentioned', { agreesToTerms: undefined }, 'field-required', '/agreesToTerms'],
    ['a subtype unknown', { subtype: 'passenger' }, 'invalid-field', '/subtype'],
    ...FIELDS.map((name) => [name, { [name]: 'x' }, 'unknown-field', `/${name}`] as const),
  ];

  test.each(UNREADABLE)('%s', async (_what, change, code, pointer) => {
    const before = await countRows(api.db);
    const problem = problemOf(await ask({ ...stranger(), code: '123456', ...change }));
    expect({ code: problem.code, pointer: problem.pointer }).toEqual({ code, pointer });
    expect(changedRows(before, await countRows(api.db))).toEqual({});
  });

  test('a code that was sent for something else, or to somebody else', async () => {
    const claim = await ownerOnFile(api);
    await nobody(api.url).call('POST', '/api/v1/phone-codes', {
      body: { mobile: claim.mobile, purpose: 'sign-in' },
    });
    const others = await codeFor(api, newMobile());
    expect(problemOf(await ask({ ...claim, code: others })).code).toBe('phone-code-wrong');
  });

  test('the right code after five wrong ones', async () => {
    const claim = await ownerOnFile(api);
    const code = await codeFor(api, claim.mobile);
    const wrong = code === '111111' ? '222222' : '111111';
    for (let tried = 0; tried < 5; tried += 1) await ask({ ...claim, code: wrong });
    expect(problemOf(await ask({ ...claim, code })).code).toBe('phone-code-wrong');
  });
});

describe('at once', () => {
  test.each([
    ['an owner', () => ownerOnFile(api)],
    ['a new car’s owner', async () => stranger()],
  ] as const)('%s who sends it eight times gets one account', async (_who, of) => {
    const claim = await of();
    const code = await codeFor(api, claim.mobile);
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask({ ...claim, code })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const codes = new Set(
      answers.filter(({ status }) => status !== 201).map((answer) => problemOf(answer).code),
    );
    expect([...codes].every((each) => each === 'already-registered' || each === 'phone-code-wrong')).toBe(
      true,
    );
    const { length } = await api.db.account.findMany({
      where: { mobileIndex: api.db.vault.index('mobile', claim.mobile) },
    });
    expect(length).toBe(1);
  });
});

test('one source tries twenty an hour, whoever they are for; a success is not counted', async () => {
  const strict = await startApi({ limitFactor: 1 });
  try {
    const owner = await ownerOnFile(strict);
    const code = await codeFor(strict, owner.mobile);
    expect((await ask({ ...owner, code }, strict.url)).status).toBe(201);
    const guess = () => ask({ ...stranger(), code: '123456' }, strict.url);
    for (let tried = 0; tried < 20; tried += 1)
      expect(problemOf(await guess()).code).toBe('phone-code-wrong');
    const answer = await guess();
    expect(problemOf(answer).code).toBe('too-many-requests');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(3_000);
    const [last] = await strict.db.auditEvent.findMany({ orderBy: { id: 'desc' }, take: 1 });
    expect(last).toMatchObject({ action: 'register-online', refusal: 'too-many-requests' });
  } finally {
    await strict.stop();
  }
});
