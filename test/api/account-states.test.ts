// 停用、恢复、注销: by the staff with a reason, or by the holder; what it ends, and what it leaves possible.
import { accountContracts as accounts } from '../../api/contract/accounts.ts';
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { sessionContracts as sessions } from '../../api/contract/session.ts';
import { ACCOUNT_REASONS } from '../../domain/registration/account-life.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { eventually } from '../harness/eventually.ts';
import { newIndividual, newMobile, newUnit } from '../harness/identities.ts';
import { applicantFor, nobody, type Person, signedIn } from '../harness/people.ts';
import { problemOf } from '../harness/told.ts';
import { enter, NEW_PASSWORD, openWindow, register, type WindowStaff } from '../harness/window.ts';

let api: TestApi;
let staff: WindowStaff;
beforeAll(async () => {
  api = await startApi();
  staff = await openWindow(api);
});
afterAll(() => api?.stop());

type Action = 'suspend' | 'reinstate' | 'cancel';
const REASON = { suspend: 'fraud', reinstate: 'cause-gone', cancel: 'own-wish' } as const;

const move = (id: string, action: Action, by = staff.registrar, reason: string = REASON[action]) =>
  by.ask(accounts.changeState, { params: { id }, body: { action, reason } });

async function user(category: 'hk' | 'macau' = 'hk') {
  const form = newIndividual(category, category === 'hk' ? 'hk-id' : 'macau-id');
  const accountId = await register(api, staff, { matter: 'individual-registration', individual: form });
  return { form, accountId, holder: await enter(api, form.mobile) };
}

async function unit() {
  const form = newUnit('hospital');
  const accountId = await register(api, staff, { matter: 'unit-registration', unit: form });
  const head = await enter(api, form.mobile);
  const mobile = newMobile();
  const body = { login: `op.${form.orgCode?.toLowerCase()}`, displayName: '经办人', mobile };
  const { id: operatorId } = (await head.ask(accounts.createOperator, { body })).body;
  return { form, accountId, head, operatorId, operator: await enter(api, mobile) };
}

/** Revocation is effective in five seconds at most. */
async function isSignedOut(...people: readonly Person[]): Promise<void> {
  const from = Date.now();
  for (const person of people)
    await eventually('the end of a session', async () => (await person.ask(sessions.whoAmI)).status === 401);
  expect(Date.now() - from).toBeLessThan(5_000);
}

async function signInCode(login: string): Promise<string | undefined> {
  const body = { login, password: NEW_PASSWORD };
  const answer = await nobody(api.url).call('POST', '/api/v1/session', { body });
  return answer.status === 200 ? undefined : problemOf(answer).code;
}

describe('found by the staff', () => {
  test('by number, mobile or code, masked; by nothing nothing', async () => {
    const { form, accountId } = await user();
    const { form: hospital, accountId: headId } = await unit();
    const find = async (body: object, by = staff.registrar) =>
      (await by.ask(accounts.search, { body })).body.items;
    for (const body of [{ idDocNo: form.document.number.toLowerCase() }, { mobile: `+86 ${form.mobile}` }])
      expect(await find(body)).toMatchObject([
        { id: accountId, kind: 'ind-window', state: 'active', name: '欧***' },
      ]);
    const found = await find({ orgCode: hospital.orgCode });
    expect(found.find(({ id }) => id === headId)).toMatchObject({ kind: 'unit', unitName: hospital.name });
    const told = await staff.registrar.ask(accounts.search, { body: { mobile: form.mobile } });
    for (const secret of [form.name, form.document.number, form.mobile])
      expect(told.text).not.toContain(secret);
    expect(await find({})).toEqual([]);
    expect(await find({ mobile: form.mobile }, staff.outsideRegistrar)).toEqual([]);
    expect(await find({ mobile: form.mobile }, staff.administrator)).toHaveLength(1);
  });
});

describe('an individual', () => {
  test('is suspended, reinstated and cancelled', async () => {
    const { form, accountId, holder } = await user();
    expect((await move(accountId, 'suspend')).body.state).toBe('suspended');
    await isSignedOut(holder);
    expect(await signInCode(form.mobile)).toBe('account-not-active');
    expect((await move(accountId, 'reinstate')).body.state).toBe('active');
    expect((await holder.ask(sessions.whoAmI)).status).toBe(401);
    const back = await signedIn(api.url, form.mobile, NEW_PASSWORD);
    expect((await move(accountId, 'cancel', staff.administrator)).body.state).toBe('cancelled');
    await isSignedOut(back);
    // A cancelled account is none: the same answer as to a wrong password.
    expect(await signInCode(form.mobile)).toBe('sign-in-failed');
    const { stateReason, closedAt } = await api.db.account.findUniqueOrThrow({ where: { id: accountId } });
    expect({ stateReason, closedAt }).toEqual({ stateReason: 'own-wish', closedAt: new Date(api.clock.at) });

    const anew = await register(api, staff, { matter: 'individual-registration', individual: form });
    expect(anew).not.toBe(accountId);
    const acts = await api.db.auditEvent.findMany({
      where: { object: `account/${accountId}` },
      orderBy: { id: 'asc' },
    });
    expect(acts.map(({ action, actorRole, reason }) => [action, actorRole, reason]).slice(-3)).toEqual([
      ['suspend-account', 'registrar', 'fraud'],
      ['reinstate-account', 'registrar', 'cause-gone'],
      ['cancel-account', 'administrator', 'own-wish'],
    ]);
  });

  test('goes only where its state allows', async () => {
    const { accountId } = await user('macau');
    for (const [state, refused] of [
      ['pending', ['suspend', 'reinstate', 'cancel']],
      ['active', ['reinstate']],
      ['suspended', ['suspend']],
      ['cancelled', ['suspend', 'reinstate', 'cancel']],
      ['rejected', ['suspend', 'reinstate', 'cancel']],
    ] as const) {
      await api.db.account.update({ where: { id: accountId }, data: { state } });
      for (const action of refused)
        expect((await move(accountId, action)).problem.code).toBe('account-state-conflict');
    }
  });

  test.each(
    (['suspend', 'reinstate', 'cancel'] as const).map(
      (action) =>
        [
          action,
          [
            ...Object.entries(ACCOUNT_REASONS).flatMap(([reason, { of }]) =>
              of.some((each) => each === action) ? [] : [reason],
            ),
            ...['no-plate-chosen', 'because'],
          ],
        ] as const,
    ),
  )('%s takes only its own reasons', async (action, wrong) => {
    const { accountId } = await user();
    for (const reason of wrong) {
      const { code, pointer } = (await move(accountId, action, staff.registrar, reason)).problem;
      expect({ reason, code, pointer }).toEqual({ reason, code: 'reason-unknown', pointer: '/reason' });
    }
  });

  test('of another office, and of the staff, is nobody to the registrar', async () => {
    const { accountId } = await user();
    expect((await move(accountId, 'suspend', staff.outsideRegistrar)).problem.code).toBe('not-found');
    expect((await move(staff.reviewer.accountId, 'suspend')).problem.code).toBe('not-found');
    expect((await move(staff.reviewer.accountId, 'cancel', staff.administrator)).problem.code).toBe(
      'not-found',
    );
    expect((await move(accountId, 'suspend', staff.reviewer)).problem.code).toBe('not-permitted');
  });
});

describe('a unit goes the way of its head', () => {
  test('suspended and reinstated with all its operators', async () => {
    const { accountId, head, operator, operatorId } = await unit();
    await move(accountId, 'suspend');
    await isSignedOut(head, operator);
    const { login } = await api.db.account.findUniqueOrThrow({ where: { id: operatorId } });
    expect(await signInCode(login ?? '')).toBe('account-not-active');
    await move(accountId, 'reinstate');
    expect(await signInCode(login ?? '')).toBeUndefined();
  });

  test('cancelled with all its operators, and free to register again', async () => {
    const { form, accountId, head, operator, operatorId } = await unit();
    await move(accountId, 'cancel', staff.registrar, 'unit-closed');
    await isSignedOut(head, operator);
    const gone = await api.db.account.findUniqueOrThrow({
      where: { id: operatorId },
      include: { unit: true },
    });
    expect({ state: gone.state, unit: gone.unit?.state }).toEqual({ state: 'cancelled', unit: 'cancelled' });
    const anew = await register(api, staff, { matter: 'unit-registration', unit: form });
    const { login } = await api.db.account.findUniqueOrThrow({ where: { id: anew } });
    expect(login).toBe(`u${form.orgCode?.toLowerCase()}-2`);
  });

  test('not that of an operator', async () => {
    const { head, operator, operatorId } = await unit();
    await move(operatorId, 'suspend');
    await isSignedOut(operator);
    expect((await head.ask(sessions.whoAmI)).status).toBe(200);
  });
});

describe('given up by its holder', () => {
  const giveUp = (by: Person, password = NEW_PASSWORD) => by.ask(accounts.cancelOwn, { body: { password } });

  test('with the password, and not while something is under way', async () => {
    const applicant = await applicantFor(api, 'plate-replace', { today: api.clock.today });
    const { id, version } = (await applicant.ask(applications.create, { body: await applicant.submission() }))
      .body;
    expect((await giveUp(applicant, 'Yizhan-2015')).problem.code).toBe('applications-open');
    const wrong = (await giveUp(applicant, 'not the password')).problem;
    expect([wrong.code, wrong.pointer]).toEqual(['current-password-wrong', '/password']);
    await applicant.ask(applications.withdraw, { params: { id }, version });
    expect((await giveUp(applicant, 'Yizhan-2015')).body.state).toBe('cancelled');
    await isSignedOut(applicant);
    const object = `account/${applicant.accountId}`;
    const acts = await api.db.auditEvent.findMany({
      where: { object, action: 'cancel-account' },
      orderBy: { id: 'asc' },
    });
    expect(acts.map(({ refusal }) => refusal)).toEqual(['current-password-wrong', null]);
  });

  test('a person: a new registration is a new account', async () => {
    const { form, accountId, holder } = await user();
    await giveUp(holder);
    await isSignedOut(holder);
    expect(await register(api, staff, { matter: 'individual-registration', individual: form })).not.toBe(
      accountId,
    );
  });

  test('a unit by its head; an operator only themselves', async () => {
    const { head, operator, accountId } = await unit();
    await giveUp(operator);
    await isSignedOut(operator);
    expect((await head.ask(sessions.whoAmI)).status).toBe(200);
    await giveUp(head);
    await isSignedOut(head);
    const { unit: left } = await api.db.account.findUniqueOrThrow({
      where: { id: accountId },
      include: { unit: true },
    });
    expect(left?.state).toBe('cancelled');
  });

  test('not by the staff', async () => {
    expect((await giveUp(staff.reviewer, 'Yizhan-2015')).problem.code).toBe('not-permitted');
  });
});
