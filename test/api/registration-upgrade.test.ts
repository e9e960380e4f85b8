// 互联网用户转窗口用户注册: the same account may more, and what was refused before is accepted.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { bookingContracts as bookings } from '../../api/contract/bookings.ts';
import { sessionContracts as sessions } from '../../api/contract/session.ts';
import { parseLocalDate } from '../../domain/calendar/local-date.ts';
import type { IndividualRegistration } from '../../domain/registration/individual.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { eventually } from '../harness/eventually.ts';
import { newIndividual, newPaper } from '../harness/identities.ts';
import { applicantFor, signedIn, type TestApplicant } from '../harness/people.ts';
import { messagesTo } from '../harness/phones.ts';
import { approve, bodyOf, decide, file, openWindow, print, type WindowStaff } from '../harness/window.ts';

let api: TestApi;
let staff: WindowStaff;
beforeAll(async () => {
  api = await startApi();
  staff = await openWindow(api);
});
afterAll(() => api?.stop());

interface OnlineUser extends TestApplicant {
  /** What they bring to the window. */
  readonly individual: IndividualRegistration;
}

async function onlineUser(): Promise<OnlineUser> {
  const user = await applicantFor(api, 'plate-replace', { today: api.clock.today });
  const { person, mobile } = await api.db.account.update({
    where: { id: user.accountId },
    data: { kind: 'ind-online' },
    include: { person: true },
  });
  if (!person || mobile === null) throw new Error('applicants are people with mobiles');
  const individual = newIndividual('local', 'resident-id', {
    ...{ name: person.name, sex: person.sex === 'F' ? 'F' : 'M', mobile },
    birthOn: parseLocalDate(person.birthOn.toISOString().slice(0, 10)),
    document: newPaper('resident-id', { number: person.idDocNo }),
  });
  return { ...user, individual };
}

const MATTER = { matter: 'registration-upgrade' } as const;
const bookedBy = async (user: OnlineUser) =>
  (await user.ask(bookings.book, { body: { on: '2015-11-04', half: 'am' } })).body;
const tries = async (form: Parameters<typeof bodyOf>[1], by = staff.registrar) =>
  by.call('POST', '/api/v1/registrations', { body: await bodyOf(by, form) });

test('refused, booked, seen at the window, approved: the same session applies', async () => {
  const user = await onlineUser();
  const submission = await user.submission();
  const refused = await user.ask(applications.create, { body: submission });
  expect(refused.problem.code).toBe('window-registration-required');

  const { code, id: bookingId } = await bookedBy(user);
  const { individual, accountId } = user;
  const { id, number } = await file(staff.registrar, { ...MATTER, individual, bookingCode: code });
  expect((await user.ask(bookings.list)).body.items).toMatchObject([{ id: bookingId, state: 'kept' }]);
  const text = await print(api, staff.registrar, id);
  for (const part of ['互联网个人用户注册/变更申请表', number, individual.name, individual.document.number])
    expect(text).toContain(part);

  expect(await approve(api, staff.reviewer, id)).toBe(accountId);
  const me = await eventually('a window user', async () => {
    const { body } = await user.ask(sessions.whoAmI);
    return body.kind === 'ind-window' && body;
  });
  expect(me).toMatchObject({ id: accountId, mustChangePassword: false, roleName: 'window-user' });
  const accepted = await user.ask(applications.create, { body: submission });
  expect(accepted.body.state).toBe('submitted');
  // Nobody is sent a password who has one.
  expect(await messagesTo(api.db, individual.mobile)).toEqual([]);
  expect(await api.db.account.count({ where: { personId: { not: null }, id: accountId } })).toBe(1);

  const again = await tries({ ...MATTER, individual, accountId });
  expect(again.body.code).toBe('upgrade-not-needed');
});

test('contact and document are those shown at the window', async () => {
  const user = await onlineUser();
  const { accountId } = user;
  const individual = { ...user.individual, mobile: '13912348888', address: '河南省驻马店市驿城区乐山路9号' };
  await approve(api, staff.reviewer, (await file(staff.registrar, { ...MATTER, individual, accountId })).id);
  const account = await api.db.account.findUniqueOrThrow({
    where: { id: accountId },
    include: { person: { include: { identityDocuments: true } } },
  });
  expect({ ofAccount: account.mobile, ofPerson: account.person?.mobile }).toEqual({
    ofAccount: individual.mobile,
    ofPerson: individual.mobile,
  });
  expect(account.person?.address).toBe(individual.address);
  const [document] = account.person?.identityDocuments ?? [];
  expect(document).toMatchObject({ kind: 'resident-id', validTo: new Date('2025-10-08') });
  expect(document?.numberSealed).not.toContain(individual.document.number);
  expect((await signedIn(api.url, individual.mobile)).accountId).toBe(accountId);
});

describe('refused', () => {
  test('with somebody else’s document', async () => {
    const { accountId } = await onlineUser();
    const { individual } = await onlineUser();
    const { code, pointer } = (await tries({ ...MATTER, individual, accountId })).body;
    expect({ code, pointer }).toEqual({ code: 'register-mismatch', pointer: '/individual/document/number' });
  });

  test('of somebody local who has no car and no licence here', async () => {
    const user = await onlineUser();
    await api.db.certificate.deleteMany({
      where: { vehicle: { owner: { accounts: { some: { id: user.accountId } } } } },
    });
    await api.db.vehicle.deleteMany({ where: { owner: { accounts: { some: { id: user.accountId } } } } });
    const { individual, accountId } = user;
    expect((await tries({ ...MATTER, individual, accountId })).body.code).toBe('nothing-on-file');
  });

  test('under a code that was given back, used, or somebody else’s', async () => {
    const user = await onlineUser();
    const { individual } = user;
    const back = await bookedBy(user);
    await user.ask(bookings.cancel, { params: { id: back.id } });
    expect((await tries({ ...MATTER, individual, bookingCode: back.code })).body.code).toBe('not-found');

    const { code } = await bookedBy(user);
    const other = await onlineUser();
    const { accountId } = other;
    expect((await tries({ ...MATTER, individual, bookingCode: code, accountId })).body.code).toBe(
      'not-found',
    );
    await file(staff.registrar, { ...MATTER, individual, bookingCode: code });
    expect((await tries({ ...MATTER, individual, bookingCode: code })).body.code).toBe('not-found');
  });

  test('by another office, and while one is under way', async () => {
    const { individual, accountId } = await onlineUser();
    const form = { ...MATTER, individual, accountId };
    expect((await tries(form, staff.outsideRegistrar)).body.code).toBe('not-found');
    await file(staff.registrar, form);
    expect((await tries(form)).body.code).toBe('duplicate-application');
  });

  test('by the reviewer: everything stays as it was, and may be tried again', async () => {
    const user = await onlineUser();
    const { individual, accountId } = user;
    const { code } = await bookedBy(user);
    const { id } = await file(staff.registrar, { ...MATTER, individual, bookingCode: code });
    await decide(staff.reviewer, id, { action: 'decline', reason: 'documents-illegible', note: '' });
    expect((await user.ask(sessions.whoAmI)).body).toMatchObject({ id: accountId, kind: 'ind-online' });
    const [message] = await api.db.message.findMany({
      where: { applicationId: id },
      orderBy: { seq: 'desc' },
    });
    expect(message?.template).toBe('registration-declined');
    expect((await bookedBy(user)).state).toBe('booked');
    await file(staff.registrar, { ...MATTER, individual, accountId });
  });
});
