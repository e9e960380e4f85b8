// 个人用户窗口注册 end to end: every kind of resident with every document, from the scan to the first application.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { sessionContracts as sessions } from '../../api/contract/session.ts';
import { localDateOf, toInstant } from '../../domain/calendar/local-date.ts';
import type { IdDocKind, ResidentCategory } from '../../domain/identity/identity-document.ts';
import { ID_DOCUMENTS, RESIDENT_CATEGORIES } from '../../domain/identity/identity-document.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { newIndividual, newPaper } from '../harness/identities.ts';
import { nobody, signedIn, submissionBy } from '../harness/people.ts';
import {
  approve,
  file,
  firstPasswordTo,
  NEW_PASSWORD,
  onFile,
  openWindow,
  print,
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

const isCategory = (text: string): text is ResidentCategory => text in RESIDENT_CATEGORIES;
const CATEGORIES = Object.keys(RESIDENT_CATEGORIES).filter(isCategory);
const RESIDENTS = CATEGORIES.flatMap((category) =>
  RESIDENT_CATEGORIES[category].anyOf.map((kind): [ResidentCategory, IdDocKind] => [category, kind]),
);
const MATTER = { matter: 'individual-registration' } as const;

/** The acts that the trail holds of a case, in their order. */
async function actsOn(object: string): Promise<readonly string[]> {
  const rows = await api.db.auditEvent.findMany({ where: { object }, orderBy: { id: 'asc' } });
  return rows.map(
    ({ action, actorRole, refusal }) => `${actorRole} ${action}${refusal ? ` ${refusal}` : ''}`,
  );
}

test('the notice names eight kinds of residents, with twelve ways to identify', () => {
  expect(CATEGORIES).toHaveLength(8);
  expect(RESIDENTS).toHaveLength(12);
});

test.each(RESIDENTS)('%s with %s registers at the window and applies', async (category, kind) => {
  const individual = newIndividual(category, kind);
  const applicant = await onFile(api, individual);
  const { name, mobile, document } = individual;
  const receipt = await file(staff.registrar, { ...MATTER, individual });
  expect(receipt.state).toBe('in-review');
  // 一个工作日: reviewed by closing time of the next working day.
  expect(localDateOf(toInstant(receipt.acceptBy ?? ''))).toBe('2015-11-04');

  const { id } = receipt;
  const text = await print(api, staff.registrar, id);
  for (const part of ['互联网个人用户注册/变更申请表', receipt.number, name, mobile, document.number])
    expect(text).toContain(part);
  expect(text).toContain(ID_DOCUMENTS[kind].zh);

  const accountId = await approve(api, staff.reviewer, id);
  const first = await firstPasswordTo(api.db, mobile);
  const stored = await api.db.message.findMany({ where: { accountId, template: 'account-activated' } });
  expect(stored).toHaveLength(1);
  expect(JSON.stringify(stored)).not.toContain(first.password);
  expect(JSON.stringify(stored)).not.toContain(mobile);

  const person = await signedIn(api.url, mobile, first.password);
  expect((await person.ask(sessions.whoAmI)).body).toMatchObject({
    ...{ id: accountId, kind: 'ind-window', role: 'applicant', displayName: name, mustChangePassword: true },
  });
  const early = await person.ask(applications.list);
  expect(early.problem.code).toBe('password-change-required');
  await person.ask(sessions.changePassword, { body: { current: first.password, next: NEW_PASSWORD } });
  const byNumber = await signedIn(api.url, document.number, NEW_PASSWORD);
  expect(byNumber.accountId).toBe(accountId);

  const submission = await submissionBy(byNumber, 'plate-replace', applicant);
  const application = await byNumber.ask(applications.create, { body: submission });
  expect(application.body.state).toBe('submitted');

  expect(await actsOn(`application/${id}`)).toEqual([
    'registrar submit',
    'registrar print',
    'reviewer approve',
    'system record-register',
  ]);
});

test('a number of the prefix that 驻马店 had until 2000 is as good as any', async () => {
  const number = '412801199003071234';
  const individual = newIndividual('local', 'resident-id', { document: newPaper('resident-id', { number }) });
  await onFile(api, individual);
  const accountId = await register(api, staff, { ...MATTER, individual });
  const { password } = await firstPasswordTo(api.db, individual.mobile);
  expect((await signedIn(api.url, number, password)).accountId).toBe(accountId);
});

test.each(RESIDENTS.filter(([category]) => category !== 'local'))(
  '%s with %s, of whom the register knows nothing, is on file afterwards',
  async (category, kind) => {
    const individual = newIndividual(category, kind);
    const accountId = await register(api, staff, { ...MATTER, individual });
    const { person, kind: accountKind } = await api.db.account.findUniqueOrThrow({
      where: { id: accountId },
      include: { person: { include: { identityDocuments: true } } },
    });
    expect(accountKind).toBe('ind-window');
    expect(person).toMatchObject({
      ...{ name: individual.name, sex: 'M', residentCategory: category, idDocNo: individual.document.number },
      ...{ mobile: individual.mobile, address: individual.address, contactSince: new Date(api.clock.at) },
    });
    expect(person?.identityDocuments).toMatchObject([{ kind, nationality: individual.nationality }]);
  },
);

test('one signs in with a number as it is printed on the card, brackets and small letters included', async () => {
  const individual = newIndividual('hk', 'hk-id');
  const accountId = await register(api, staff, { ...MATTER, individual });
  const { password } = await firstPasswordTo(api.db, individual.mobile);
  const { number } = individual.document;
  const printed = `${number.slice(0, -1).toLowerCase()} (${number.slice(-1)})`;
  expect((await signedIn(api.url, printed, password)).accountId).toBe(accountId);
});

test('until the review nobody signs in', async () => {
  const individual = newIndividual('macau', 'macau-id');
  await file(staff.registrar, { ...MATTER, individual });
  for (const login of [individual.mobile, individual.document.number])
    for (const password of ['', ' ', 'undefined', 'null', NEW_PASSWORD]) {
      const answer = await nobody(api.url).call('POST', '/api/v1/session', { body: { login, password } });
      expect([401, 422]).toContain(answer.status);
    }
});
