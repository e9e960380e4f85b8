// Mutations = audit rows, for people: how they get in, who they are, and who gives them what.
import { accountContracts as accounts } from '../../../api/contract/accounts.ts';
import { apiKeyContracts as apiKeys } from '../../../api/contract/api-keys.ts';
import { auditContracts as audit } from '../../../api/contract/audit.ts';
import { bookingContracts as bookings } from '../../../api/contract/bookings.ts';
import { oidcContracts as oidc } from '../../../api/contract/oidc.ts';
import { phoneCodeContracts as phoneCodes } from '../../../api/contract/phone-codes.ts';
import { privacyContracts as privacy } from '../../../api/contract/privacy.ts';
import { registrationContracts as registrations } from '../../../api/contract/registrations.ts';
import { sessionContracts as sessions } from '../../../api/contract/session.ts';
import { addMinutes, DAY_MINUTES } from '../../../domain/calendar/local-date.ts';
import { DEMO_PASSWORD } from '../../../prisma/seed/password.ts';
import { giveSecondFactor } from '../../../sandbox/person.ts';
import { balanceScene } from '../../harness/balance-scene.ts';
import { newIndividual, newMobile, newUnit } from '../../harness/identities.ts';
import { type Desk, employ, openDesk, type Person, signedIn } from '../../harness/people.ts';
import { codeTo } from '../../harness/phones.ts';
import {
  approve,
  enter,
  file,
  NEW_PASSWORD,
  onFile,
  openWindow,
  type WindowStaff,
} from '../../harness/window.ts';

let desk: Desk;
let window: WindowStaff;
let auditor: Person;
const scene = balanceScene(async (api) => {
  desk = await openDesk(api);
  window = await openWindow(api);
  await employ(api, [{ login: 'auditor', role: 'auditor' }]);
  auditor = await signedIn(api.url, 'auditor');
});
const { noted, balanced, anybody } = scene;

test('sessions, passwords, codes and mobiles', async () => {
  const self = await scene.applicant('licence-renewal');
  const { mobile } = self;
  const { db } = scene.api;
  const next = newMobile();
  await balanced(async () => {
    const elsewhere = anybody();
    await elsewhere.ask(sessions.signIn, { body: { login: mobile, password: 'guessed' } });
    await elsewhere.ask(sessions.signIn, { body: { login: mobile, password: DEMO_PASSWORD } });
    const { items } = (await self.ask(sessions.listSessions)).body;
    const other = items.find(({ current }) => !current);
    await self.ask(sessions.endSession, { params: { id: other?.id ?? '' } });
    await self.ask(sessions.changePassword, { body: { current: 'guessed', next: NEW_PASSWORD } });
    await self.ask(sessions.changePassword, { body: { current: DEMO_PASSWORD, next: NEW_PASSWORD } });
    await self.ask(phoneCodes.sendForDeclaration);
    await self.ask(phoneCodes.sendForMobile, { body: { mobile: next } });
    const [codeToOld, codeToNew] = [await codeTo(db, mobile), await codeTo(db, next)];
    await self.ask(phoneCodes.changeMobile, { body: { mobile: next, codeToOld: '000000', codeToNew } });
    await self.ask(phoneCodes.changeMobile, { body: { mobile: next, codeToOld, codeToNew } });
    await anybody().ask(phoneCodes.send, { body: { mobile: next, purpose: 'reset-password' } });
    const code = await codeTo(db, next);
    await anybody().ask(sessions.resetPassword, { body: { login: next, code, next: 'Reset-2015' } });
    const again = anybody();
    const signIn = () => again.ask(sessions.signIn, { body: { login: next, password: 'Reset-2015' } });
    await signIn();
    await again.ask(sessions.signOutEverywhere);
    await again.ask(sessions.signOut);
    await signIn();
    await again.ask(accounts.cancelOwn, { body: { password: 'Reset-2015' } });
  });
});

test('a code opens a session once', async () => {
  const { mobile } = await scene.applicant('licence-renewal');
  await balanced(async () => {
    await anybody().ask(phoneCodes.send, { body: { mobile, purpose: 'sign-in' } });
    const code = await codeTo(scene.api.db, mobile);
    for (const _twice of [1, 2]) await anybody().ask(sessions.signIn, { body: { login: mobile, code } });
  });
});

test('the staff: made, let in, changed and stood in for', async () => {
  const [administrator, supervisor] = [noted(window.administrator), noted(desk.supervisor)];
  const { clock } = scene.api;
  await balanced(async () => {
    const body = { login: 'newcomer', displayName: '新民警', role: 'clerk', office: 'zmd-yicheng' };
    const { id, firstPassword } = (await administrator.ask(accounts.createStaff, { body })).body;
    const newcomer = anybody();
    await newcomer.ask(sessions.signIn, { body: { login: 'newcomer', password: firstPassword } });
    const { secret } = (await newcomer.ask(sessions.setUpTotp)).body;
    await newcomer.ask(sessions.secondFactor, { body: { code: '000000' } });
    await giveSecondFactor(newcomer, secret);
    const change = (changes: object) =>
      administrator.ask(accounts.changeStaff, { params: { id }, body: changes });
    await change({ role: 'dispatch', resetTotp: true });
    await change({ state: 'suspended', resetPassword: true });
    await administrator.ask(oidc.link, { params: { id }, body: { subject: 'sub-newcomer' } });
    const [from, until] = [clock.at, addMinutes(clock.at, DAY_MINUTES)];
    const [absentId, substituteId] = [desk.clerk.accountId, desk.otherClerk.accountId];
    const named = await supervisor.ask(accounts.substitute, {
      body: { absentId, substituteId, from, until, reason: '年休假' },
    });
    await supervisor.ask(accounts.endSubstitution, { params: { id: named.body.id } });
  });
});

test('an individual at the window: registered, read in full, suspended, changed', async () => {
  const { api } = scene;
  const individual = newIndividual('local', 'resident-id');
  await onFile(api, individual);
  const [registrar, reviewer] = [noted(window.registrar), noted(window.reviewer)];
  await balanced(async () => {
    const { id } = await file(registrar, { matter: 'individual-registration', individual });
    await fetch(`${api.url}/api/v1/registrations/${id}/form`, { headers: { Cookie: registrar.cookie() } });
    const accountId = await approve(api, reviewer, id);
    await enter(api, individual.mobile);
    await registrar.ask(accounts.search, { body: { mobile: individual.mobile } });
    await registrar.ask(privacy.discloseAccount, {
      params: { id: accountId },
      body: { reason: 'registration' },
    });
    const change = (action: string, reason: string) =>
      registrar.ask(accounts.changeState, { params: { id: accountId }, body: { action, reason } });
    await change('suspend', 'fraud');
    await change('reinstate', 'cause-gone');
    const mobile = newMobile();
    const changed = await file(registrar, {
      ...{ matter: 'registration-change', accountId },
      change: { kind: 'mobile', mobile },
    });
    await approve(api, reviewer, changed.id);
  });
});

test('a seat at the window, and one’s own data', async () => {
  const self = await scene.applicant('licence-renewal');
  await scene.api.db.account.update({ where: { id: self.accountId }, data: { kind: 'ind-online' } });
  await balanced(async () => {
    const [session] = (await self.ask(bookings.sessions)).body.items;
    const body = { on: session?.on ?? '', half: session?.half ?? '' };
    const { id } = (await self.ask(bookings.book, { body })).body;
    await self.ask(bookings.cancel, { params: { id } });
    await self.ask(privacy.ownData);
  });
});

test('a unit: registered, its operators, and the keys of its systems', async () => {
  const { api } = scene;
  const unit = newUnit('hospital');
  const [registrar, reviewer] = [noted(window.registrar), noted(window.reviewer)];
  await balanced(async () => {
    const { id } = await file(registrar, { matter: 'unit-registration', unit });
    await approve(api, reviewer, id);
    const head = noted(await enter(api, unit.mobile));
    const made = await head.ask(accounts.createOperator, {
      body: { login: 'op-second', displayName: '经办人', mobile: newMobile() },
    });
    const key = (await head.ask(apiKeys.create, { body: { name: '体检系统', scopes: ['application:read'] } }))
      .body;
    for (const shown of [key.key, `${key.key.slice(0, -1)}~`, `${key.key.slice(0, -1)}A`])
      await anybody().call('GET', '/api/v1/applications', { headers: { Authorization: `Bearer ${shown}` } });
    await head.ask(apiKeys.revoke, { params: { id: key.id } });
    await head.ask(accounts.removeOperator, { params: { id: made.body.id } });
  });
});

test('an individual online', async () => {
  const { api } = scene;
  const individual = newIndividual('local', 'resident-id');
  await onFile(api, individual);
  const { name, document } = individual;
  const { mobile } = await api.db.person.findFirstOrThrow({
    where: { idDocNoIndex: api.db.vault.index('id-number', document.number) },
  });
  await balanced(async () => {
    await anybody().ask(phoneCodes.send, { body: { mobile, purpose: 'register' } });
    const code = await codeTo(api.db, mobile ?? '');
    const identity = { kind: 'resident-id', number: document.number };
    const body = {
      subtype: 'owner-or-driver',
      identity,
      name,
      mobile,
      password: 'Online-2015',
      agreesToTerms: true,
    };
    await anybody().ask(registrations.registerOnline, {
      body: { ...body, code: code === '000000' ? '000001' : '000000' },
    });
    await anybody().ask(registrations.registerOnline, { body: { ...body, code } });
  });
});

test('looking changes nothing, and is told of', async () => {
  const { mutations, acts } = await balanced(async () => {
    await auditor.ask(audit.search);
    await auditor.ask(audit.export);
  });
  expect([mutations, acts]).toEqual([0, ['search-audit', 'export-audit']]);
});

test('every route of people was driven', () => {
  expect(scene.undriven('session', 'accounts', 'registration', 'api-keys')).toEqual([]);
});
