// A second pair of eyes on every registration: who may decide, what they see, and what a refused one leaves behind.
import { accountContracts as accounts } from '../../api/contract/accounts.ts';
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { decisionContracts as decisions } from '../../api/contract/decisions.ts';
import { taskContracts as tasks } from '../../api/contract/tasks.ts';
import { addMinutes } from '../../domain/calendar/local-date.ts';
import { REGISTRATION_MATTERS } from '../../domain/registration/matters.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { eventually } from '../harness/eventually.ts';
import { newAgent, newIndividual, newMobile, newUnit } from '../harness/identities.ts';
import { nobody, type Person, PNG } from '../harness/people.ts';
import {
  approve,
  decide,
  enter,
  file,
  onFile,
  openWindow,
  register,
  type WindowStaff,
} from '../harness/window.ts';

let api: TestApi;
let staff: WindowStaff;
beforeAll(async () => {
  api = await startApi();
  staff = await openWindow(api);
});
afterAll(() => api?.stop());

const PNG_TYPE = { 'Content-Type': 'image/png' } as const;
const DECLINE = { action: 'decline', reason: 'documents-illegible', note: '' } as const;

const fileIndividual = async (more: object = {}, by = staff.registrar) => {
  const individual = newIndividual('hk', 'hk-id', more);
  return { individual, ...(await file(by, { matter: 'individual-registration', individual })) };
};

const accountOf = async (id: string) =>
  (
    await api.db.application.findUniqueOrThrow({
      where: { id },
      include: { applicant: { include: { unit: true } } },
    })
  ).applicant;

/** Decides without taking the task first. */
async function tries(by: Person, id: string, decision: object, version = 3) {
  return by.ask(decisions.decide, { params: { id }, version, body: decision });
}

describe('four eyes', () => {
  /** Somebody stands in for a colleague, for an hour. */
  const standsIn = (substituteId: string, absentId: string) =>
    staff.administrator.ask(accounts.substitute, {
      body: {
        ...{ absentId, substituteId, reason: '学习' },
        ...{ from: api.clock.at, until: addMinutes(api.clock.at, 60) },
      },
    });

  test('whoever may only register, or only administer, decides nothing', async () => {
    const { id } = await fileIndividual();
    for (const by of [staff.registrar, staff.administrator])
      for (const decision of [{ action: 'approve' }, DECLINE])
        expect((await tries(by, id, decision)).problem.code).toBe('not-permitted');
  });

  test('a reviewer of another office finds nothing', async () => {
    const { id } = await fileIndividual();
    expect((await staff.outsideReviewer.ask(applications.read, { params: { id } })).problem.code).toBe(
      'not-found',
    );
    expect((await tries(staff.outsideReviewer, id, { action: 'approve' })).problem.code).toBe('not-found');
  });

  test('a registrar who stands in for the reviewer decides on what others took down, never on their own', async () => {
    const { id: own } = await fileIndividual();
    const { id: others } = await fileIndividual({}, staff.otherRegistrar);
    await standsIn(staff.registrar.accountId, staff.reviewer.accountId);
    const { registrar } = staff;
    // Who somebody stands in for is found out within a second.
    await eventually('the stand-in', async () => (await registrar.ask(tasks.list)).status === 200);
    expect((await decide(registrar, own, { action: 'approve' })).problem.code).toBe('four-eyes');
    expect((await tries(registrar, own, DECLINE)).problem.code).toBe('four-eyes');
    expect((await accountOf(own)).state).toBe('pending');
    expect((await decide(registrar, others, { action: 'approve' })).body.state).toBe('approved');
    const [row] = await api.db.auditEvent.findMany({
      where: { object: `application/${others}`, action: 'approve' },
    });
    expect(row).toMatchObject({
      actorId: registrar.accountId,
      forId: staff.reviewer.accountId,
      actorRole: 'reviewer',
    });
  });

  test('a reviewer who stands in for a registrar is one pair of eyes', async () => {
    await standsIn(staff.reviewer.accountId, staff.otherRegistrar.accountId);
    const scan = async () =>
      (await staff.reviewer.call('POST', '/api/v1/documents/photo', { body: PNG, headers: PNG_TYPE }))
        .status === 201;
    await eventually('the stand-in', scan);
    const { id } = await fileIndividual({}, staff.reviewer);
    expect((await decide(staff.reviewer, id, { action: 'approve' })).problem.code).toBe('four-eyes');
    expect((await accountOf(id)).state).toBe('pending');
  });

  test('an administrator does not give themselves the reviewer’s work', async () => {
    const refused = await standsIn(staff.administrator.accountId, staff.reviewer.accountId);
    expect(refused.problem.code).toBe('four-eyes');
  });
});

describe('what is seen of a registration', () => {
  test('the reviewer finds its task, due within the working day; the registrar has no queue', async () => {
    const { id, acceptBy } = await fileIndividual();
    const { items } = (
      await staff.reviewer.ask(tasks.list, { query: { kind: 'review-registration', limit: 100 } })
    ).body;
    expect(items.find(({ applicationId }) => applicationId === id)).toMatchObject({
      ...{
        kind: 'review-registration',
        service: 'individual-registration',
        dueAt: acceptBy,
        assigneeId: null,
      },
    });
    expect((await staff.otherRegistrar.ask(tasks.list)).problem.code).toBe('not-permitted');
  });

  test('staff of the office see it masked', async () => {
    const form = newUnit('hospital');
    const unit = { ...form, agent: newAgent(form.name) };
    const filings = [
      await fileIndividual({ address: '河南省驻马店市驿城区解放路100号' }),
      await file(staff.registrar, { matter: 'unit-registration', unit }),
    ];
    for (const { id } of filings)
      for (const by of [staff.reviewer, staff.registrar]) {
        const { text } = await by.ask(applications.read, { params: { id } });
        const { agent, legalRepresentative } = unit;
        const secrets = [agent.name, agent.document.number, agent.mobile, legalRepresentative.name];
        for (const secret of [...secrets, unit.mobile, '解放路', '文明路'])
          expect(text).not.toContain(secret);
      }
    const [first, second] = filings;
    const seen = await staff.reviewer.ask(applications.read, { params: { id: first?.id ?? '' } });
    expect(seen.body.form).toMatchObject({ category: 'hk', name: '欧***', documentKind: 'hk-id' });
    expect(seen.body.allowedActions).toEqual(['approve', 'decline']);
    expect(seen.body.documents.map(({ kind }) => kind)).toEqual(['identity-document']);
    expect(seen.body.serviceName).toBe('个人用户窗口注册');
    const unitSeen = await staff.reviewer.ask(applications.read, { params: { id: second?.id ?? '' } });
    expect(unitSeen.body.form).toMatchObject({ name: unit.name, unitKind: 'hospital', options: ['3', '6'] });
  });

  test('its holder sees that there was one, and can do nothing to it', async () => {
    const { id, individual } = await fileIndividual();
    await approve(api, staff.reviewer, id);
    const holder = await enter(api, individual.mobile);
    const { items } = (await holder.ask(applications.list)).body;
    expect(items.map((item) => [item.id, item.service, item.state])).toEqual([
      [id, 'individual-registration', 'done'],
    ]);
    const { body, text } = await holder.ask(applications.read, { params: { id } });
    expect(body).toMatchObject({ form: {}, documents: [], allowedActions: [], state: 'done', task: null });
    expect(text).not.toContain(individual.document.number);
    const { version } = body;
    const withdrawal = await holder.ask(applications.withdraw, { params: { id }, version });
    expect(withdrawal.problem.code).toBe('application-closed');
    const submission = { subject: {}, form: {}, documents: [], delivery: null };
    for (const [method, path] of [
      ['PUT', ''],
      ['POST', '/submission'],
    ] as const) {
      const answer = await holder.call(method, `/api/v1/applications/${id}${path}`, {
        version,
        body: submission,
      });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
  });

  test('nobody tracks it by its number', async () => {
    const { number } = await fileIndividual();
    const answer = await nobody(api.url).call('POST', '/api/v1/tracking', {
      body: { number, secret: 'AAAAAAAAAAAA' },
    });
    expect(answer.status).toBe(404);
  });
});

describe('a refused registration', () => {
  const REASONS = (['individual-registration', 'unit-registration'] as const).flatMap((matter) =>
    REGISTRATION_MATTERS[matter].clerkReasons.map((reason) => [matter, reason] as const),
  );

  test.each(REASONS)('%s: %s', async (matter, reason) => {
    const unit = newUnit('school');
    const { id } =
      matter === 'unit-registration' ? await file(staff.registrar, { matter, unit }) : await fileIndividual();
    const told = await decide(staff.reviewer, id, { action: 'decline', reason, note: '' });
    expect(told.body.state).toBe('not-accepted');
    const account = await accountOf(id);
    expect(account).toMatchObject({ state: 'rejected', passwordHash: null });
    expect(account.closedAt).toEqual(new Date(api.clock.at));
    expect(account.unit?.state).toBe(matter === 'unit-registration' ? 'rejected' : undefined);
    const { ending } = (await staff.reviewer.ask(applications.read, { params: { id } })).body;
    expect(ending?.reasonName.zh).toMatch(/^[^{}]*\p{Script=Han}[^{}]*$/u);
    const sent = await api.db.message.findMany({ where: { applicationId: id }, orderBy: { seq: 'asc' } });
    expect(sent.map(({ template }) => template)).toEqual(['registration-filed', 'registration-declined']);
  });

  test('gives no reason that is not listed', async () => {
    const { id } = await fileIndividual();
    const answer = await decide(staff.reviewer, id, { action: 'decline', reason: 'plates-lost', note: '' });
    expect([answer.problem.code, answer.problem.pointer]).toEqual(['reason-unknown', '/reason']);
  });

  test('leaves the person free to register again, under the name that the document says', async () => {
    const { id, individual } = await fileIndividual({ name: '欧阳误写' });
    await decide(staff.reviewer, id, { action: 'decline', reason: 'identity-mismatch', note: '' });
    const right = { ...individual, name: '欧阳正写' };
    const accountId = await register(api, staff, { matter: 'individual-registration', individual: right });
    expect(accountId).not.toBe((await accountOf(id)).id);
    const { person } = await api.db.account.findUniqueOrThrow({
      where: { id: accountId },
      include: { person: true },
    });
    expect(person?.name).toBe('欧阳正写');
    await enter(api, individual.mobile);
  });

  test('leaves the unit free to register again, its name to sign in with included', async () => {
    const unit = newUnit('other-unit');
    const { id } = await file(staff.registrar, { matter: 'unit-registration', unit });
    await decide(staff.reviewer, id, { action: 'decline', reason: 'unit-name-mismatch', note: '' });
    const again = {
      ...unit,
      name: `${unit.name}分公司`,
      legalRepresentative: newUnit('school').legalRepresentative,
    };
    const accountId = await register(api, staff, { matter: 'unit-registration', unit: again });
    const { login } = await api.db.account.findUniqueOrThrow({ where: { id: accountId } });
    expect(login).toBe(`u${unit.orgCode?.toLowerCase()}`);
  });
});

describe('between window and review', () => {
  const change = (accountId: string) =>
    file(staff.registrar, {
      ...{ matter: 'registration-change', accountId },
      change: { kind: 'mobile', mobile: newMobile() },
    });

  test('the account is suspended: its change cannot be approved, and may be declined', async () => {
    const individual = newIndividual('macau', 'macau-id');
    const accountId = await register(api, staff, { matter: 'individual-registration', individual });
    const { id } = await change(accountId);
    const body = { action: 'suspend', reason: 'fraud' };
    await staff.registrar.ask(accounts.changeState, { params: { id: accountId }, body });
    expect((await decide(staff.reviewer, id, { action: 'approve' })).problem.code).toBe('account-not-active');
    expect((await decide(staff.reviewer, id, { ...DECLINE, reason: 'status-changed' })).body.state).toBe(
      'not-accepted',
    );
    // A declined change takes nothing away.
    expect((await accountOf(id)).state).toBe('suspended');
  });

  test('somebody else registers with the number: the change to it cannot be approved', async () => {
    const individual = newIndividual('taiwan', 'taiwan-permit');
    const accountId = await register(api, staff, { matter: 'individual-registration', individual });
    const other = newIndividual('taiwan', 'taiwan-permit');
    const { document } = other;
    const { id } = await file(staff.registrar, {
      ...{ matter: 'registration-change', accountId, change: { kind: 'id-number', document } },
    });
    await register(api, staff, { matter: 'individual-registration', individual: other });
    expect((await decide(staff.reviewer, id, { action: 'approve' })).problem.code).toBe('register-mismatch');
  });

  test('the person moves to a window user by another case: nothing is upgraded twice', async () => {
    const individual = newIndividual('local', 'resident-id');
    await onFile(api, individual);
    const accountId = await register(api, staff, { matter: 'individual-registration', individual });
    await api.db.account.update({ where: { id: accountId }, data: { kind: 'ind-online' } });
    const { id } = await file(staff.registrar, { matter: 'registration-upgrade', accountId, individual });
    await api.db.account.update({ where: { id: accountId }, data: { kind: 'ind-window' } });
    expect((await decide(staff.reviewer, id, { action: 'approve' })).problem.code).toBe('upgrade-not-needed');
  });
});
