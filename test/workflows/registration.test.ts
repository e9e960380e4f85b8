// Registrations in virtual time: the working day of the review, and the day in which a new car's owner chooses a plate.
import { addMinutes } from '../../domain/calendar/local-date.ts';
import { anybody } from '../../sandbox/person.ts';
import { eventually } from '../harness/eventually.ts';
import { newMobile, newUnit } from '../harness/identities.ts';
import { registerOnline } from '../harness/online.ts';
import { signedIn } from '../harness/people.ts';
import { openStage, plus, type Stage, type StagedCase } from '../harness/stage.ts';
import { problemOf } from '../harness/told.ts';
import { firstPasswordTo } from '../harness/window.ts';
import { dueOf, filed, newCarOwner, visitor } from './registration-paths.ts';

const APPROVE = { action: 'approve' } as const;
const DAY_MINUTES = 24 * 60;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.stop());

const accountOf = async (on: StagedCase) => {
  const { applicantId } = await on.application();
  return stage.db.account.findUniqueOrThrow({ where: { id: applicantId }, include: { unit: true } });
};
const messagesOf = async ({ id }: StagedCase) => {
  const rows = await stage.db.message.findMany({ where: { applicationId: id }, orderBy: { seq: 'asc' } });
  return rows.map(({ template }) => template);
};

describe('the working day of the review', () => {
  test('reviewed in time: kept, and the worker makes the account', async () => {
    const form = visitor();
    const on = await filed(stage, form);
    expect(await accountOf(on)).toMatchObject({ state: 'pending', passwordHash: null });
    const dueAt = await dueOf(on, 'acceptance');
    if (!dueAt) throw new Error('no clock');
    await stage.sleepUntil(plus(dueAt, -1_500));
    await stage.does(on, APPROVE);
    const { clocks, state } = await on.application();
    expect({ state, outcome: clocks.acceptance?.outcome }).toEqual({ state: 'done', outcome: 'kept' });
    expect(await on.rungs()).toEqual(['acceptance/1/half', 'acceptance/1/at-risk']);
    expect((await accountOf(on)).state).toBe('active');
    const { login, password } = await firstPasswordTo(stage.db, form.individual.mobile);
    expect((await signedIn(stage.url, login, password)).accountId).toBe((await accountOf(on)).id);
    expect(await messagesOf(on)).toEqual(['registration-filed', 'done']);
  });

  test('late: the breach is recorded once, and it may still be decided', async () => {
    const on = await filed(stage);
    const dueAt = await dueOf(on, 'acceptance');
    await stage.passes(on, dueAt);
    const ladder = ['acceptance/1/half', 'acceptance/1/at-risk', 'acceptance/1/breach'];
    expect(await on.rungs()).toEqual(ladder);
    await stage.passes(on, dueAt && addMinutes(dueAt, 60));
    await stage.does(on, APPROVE);
    expect(await on.rungs()).toEqual(ladder);
    const { clocks, state } = await on.application();
    expect({ state, outcome: clocks.acceptance?.outcome }).toEqual({ state: 'done', outcome: 'breached' });
    expect((await accountOf(on)).state).toBe('active');
  });

  test('a unit: account and unit are active together, or rejected together', async () => {
    const validTo = null;
    const unit = () => {
      const form = newUnit('hospital');
      const { name, document } = form.legalRepresentative;
      return { ...form, legalRepresentative: { name, document: { ...document, validTo } } };
    };
    const good = await filed(stage, { matter: 'unit-registration', unit: unit() });
    await stage.does(good, APPROVE);
    expect(await accountOf(good)).toMatchObject({ state: 'active', unit: { state: 'active' } });
    const bad = await filed(stage, { matter: 'unit-registration', unit: unit() });
    await stage.does(bad, { action: 'decline', reason: 'org-code-invalid', note: '' });
    expect(await accountOf(bad)).toMatchObject({ state: 'rejected', unit: { state: 'rejected' } });
    expect(await messagesOf(bad)).toEqual(['registration-filed', 'registration-declined']);
  });

  test('carried out twice, it happens once', async () => {
    const form = visitor();
    const on = await filed(stage, form);
    await stage.does(on, APPROVE);
    const before = (await accountOf(on)).passwordHash;
    expect((await on.tries({ action: 'record-register', produces: false })).refusal?.code).toBe(
      'application-closed',
    );
    expect((await accountOf(on)).passwordHash).toBe(before);
    const { applicantId } = await on.application();
    const sent = await stage.db.message.count({
      where: { accountId: applicantId, template: 'account-activated' },
    });
    expect(sent).toBe(1);
  });
});

describe('the day of a new car’s owner', () => {
  const statusOf = async (person: Awaited<ReturnType<typeof signedIn>>) =>
    (await person.call('GET', '/api/v1/session')).status;

  test('no plate in 24 hours: the account is cancelled at that moment, and every session of it', async () => {
    const { on, claim, accountId } = await newCarOwner(stage);
    const dueAt = await dueOf(on, 'plate-choice');
    if (!dueAt) throw new Error('no clock');
    const { submittedAt } = await on.application();
    expect(dueAt).toBe(submittedAt && addMinutes(submittedAt, DAY_MINUTES));
    const person = await signedIn(stage.url, claim.mobile, claim.password);

    await stage.sleepUntil(plus(dueAt, -1_500));
    await stage.settled(on);
    expect((await accountOf(on)).state).toBe('active');
    expect(await statusOf(person)).toBe(200);

    await stage.passes(on, dueAt);
    const account = await accountOf(on);
    expect(account).toMatchObject({ state: 'cancelled', stateReason: 'no-plate-chosen' });
    const lateMs = (account.closedAt?.getTime() ?? 0) - Date.parse(dueAt);
    expect(lateMs).toBeGreaterThan(0);
    expect(lateMs).toBeLessThanOrEqual(5_000);
    expect(await on.state()).toBe('plate-not-chosen');
    expect(await on.rungs()).toEqual(['half', 'at-risk', 'lapse'].map((rung) => `plate-choice/1/${rung}`));
    expect(await messagesOf(on)).toEqual([
      ...['plate-choice-open', 'plate-choice-reminder', 'plate-choice-reminder', 'account-lapsed'],
    ]);
    const from = Date.now();
    await eventually('the end of the session', async () => (await statusOf(person)) === 401);
    expect(Date.now() - from).toBeLessThan(5_000);
    const again = await anybody(stage.url).call('POST', '/api/v1/session', {
      body: { login: claim.mobile, password: claim.password },
    });
    expect(again.status).toBe(401);

    // The same identity never again with the same mobile, but with another.
    const barred = problemOf(await registerOnline(stage, claim));
    expect([barred.code, barred.pointer]).toEqual(['mobile-barred', '/mobile']);
    const anew = await newCarOwner(stage, { ...claim, mobile: newMobile() });
    expect(anew.accountId).not.toBe(accountId);
    await stage.does(anew.on, { action: 'confirm-plate' });
  });

  test('a plate in time keeps the account', async () => {
    const { on, claim } = await newCarOwner(stage);
    const dueAt = await dueOf(on, 'plate-choice');
    if (!dueAt) throw new Error('no clock');
    await stage.sleepUntil(plus(dueAt, -1_500));
    await stage.does(on, { action: 'confirm-plate' });
    await stage.sleepUntil(addMinutes(dueAt, DAY_MINUTES));
    expect((await accountOf(on)).state).toBe('active');
    expect((await on.application()).clocks['plate-choice']?.outcome).toBe('kept');
    expect(problemOf(await registerOnline(stage, claim)).code).toBe('already-registered');
  });

  test('a plate too late finds the account gone', async () => {
    const { on } = await newCarOwner(stage);
    await stage.passes(on, await dueOf(on, 'plate-choice'));
    expect(
      (await on.tries({ action: 'confirm-plate' }, { actor: { id: 'system', role: 'system' } })).refusal
        ?.code,
    ).toBe('application-closed');
    expect((await accountOf(on)).state).toBe('cancelled');
  });
});
