// 变更联系方式: one act for person, vehicles and licence, proven by a code to the new mobile; later notices go there.
import { applicationContracts as applications } from '../../api/contract/applications.ts';
import { phoneCodeContracts } from '../../api/contract/phone-codes.ts';
import { privacyContracts } from '../../api/contract/privacy.ts';
import { findSendable } from '../../db/messages.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { applicantFor, type TestApplicant } from '../harness/people.ts';
import { codeTo, messagesTo } from '../harness/phones.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

let last = 13_839_650_000;
function newMobile(): string {
  last += 1;
  return String(last);
}

const PLACE = { postcode: '463000', division: '411702', address: '驿城区文明大道88号' };

async function formWith(by: TestApplicant, mobile: string, more: object = {}) {
  await by.ask(phoneCodeContracts.send, { body: { mobile, purpose: 'confirm-mobile' } });
  return { mobile, code: await codeTo(api.db, mobile), ...PLACE, ...more };
}

type Service = 'owner-contact-change' | 'driver-contact-change';

const submit = (by: TestApplicant, service: Service, form: object) =>
  by.ask(applications.create, { body: { service, form } });

async function changed(by: TestApplicant, service: Service, form: object): Promise<string> {
  const told = await submit(by, service, form);
  expect(told.body).toMatchObject({ state: 'handling', stateName: '办理中' });
  await api.recordRegister(told.body.id);
  return told.body.id;
}

const owner = () => applicantFor(api, 'plate-replace', { today: api.clock.today });
const driver = () => applicantFor(api, 'licence-renewal', { today: api.clock.today });

async function onFile(by: TestApplicant) {
  const account = await api.db.account.findUniqueOrThrow({
    where: { id: by.accountId },
    include: {
      person: {
        include: {
          contacts: { orderBy: { since: 'asc' } },
          vehicles: { include: { contact: true } },
          licence: { include: { contact: true, employments: { orderBy: { from: 'asc' } } } },
        },
      },
    },
  });
  if (!account.person) throw new Error('applicants are people');
  return { account, person: account.person };
}

const opened = (sealed: string | null | undefined) => (sealed ? api.db.vault.open(sealed) : null);

test('an owner’s contact: person and vehicles together, what was before is kept', async () => {
  const by = await owner();
  const before = await onFile(by);
  const mobile = newMobile();
  const id = await changed(
    by,
    'owner-contact-change',
    await formWith(by, mobile, { landline: '0396-2900000', email: 'owner@example.cn' }),
  );
  const { person, account } = await onFile(by);
  expect(person).toMatchObject({
    mobile,
    landline: '0396-2900000',
    email: 'owner@example.cn',
    ...PLACE,
    contactSince: new Date(api.clock.at),
  });
  // The mobile one signs in with is another matter (registration.md §8).
  expect(account.mobile).toBe(before.account.mobile);
  const [was, now] = person.contacts;
  expect([person.contacts.length, was?.until, now?.until]).toEqual([2, new Date(api.clock.at), null]);
  expect([opened(was?.mobileSealed), opened(now?.mobileSealed)]).toEqual([before.person.mobile, mobile]);
  expect([now?.applicationId, opened(now?.addressSealed)]).toEqual([id, PLACE.address]);
  expect(person.vehicles.map(({ contactId }) => contactId)).toEqual(person.vehicles.map(() => now?.id));
  const view = await by.ask(applications.read, { params: { id } });
  expect(view.body).toMatchObject({ state: 'done', form: { mobile, ...PLACE } });
  expect(view.body.form).not.toHaveProperty('code');
});

test('a driver’s contact, with the employer and its history', async () => {
  const by = await driver();
  const first = await formWith(by, newMobile(), { employer: '驻马店市公共交通有限公司' });
  await changed(by, 'driver-contact-change', first);
  await changed(by, 'driver-contact-change', await formWith(by, newMobile(), { employer: '某物流有限公司' }));
  const { licence, contacts } = (await onFile(by)).person;
  expect(licence?.contactId).toBe(contacts.at(-1)?.id);
  expect(licence?.employments.map(({ employerSealed }) => opened(employerSealed))).toEqual([
    '驻马店市公共交通有限公司',
    '某物流有限公司',
  ]);
  expect(licence?.employments.map(({ until }) => until === null)).toEqual([false, true]);
});

test('the old mobile is told, and what follows goes to the new one', async () => {
  const by = await owner();
  const { person } = await onFile(by);
  const mobile = newMobile();
  await changed(by, 'owner-contact-change', await formWith(by, mobile));
  const [told] = (await messagesTo(api.db, person.mobile ?? '')).slice(-1);
  expect(told).toMatchObject({ template: 'contact-changed' });
  expect(told?.slots.mobile).toMatch(/^\d{3}\*+\d{4}$/);
  const later = await by.ask(applications.create, { body: await by.submission() });
  const [message] = await api.db.message.findMany({ where: { applicationId: later.body.id } });
  expect(await findSendable(api.db, message?.id ?? '')).toMatchObject({ to: mobile });
});

test('one’s own data hold every contact, and every employer', async () => {
  const by = await driver();
  const mobile = newMobile();
  await changed(by, 'driver-contact-change', await formWith(by, mobile, { employer: '某客运有限公司' }));
  const { contacts, employments } = (await by.ask(privacyContracts.ownData)).body;
  expect(contacts).toEqual([
    expect.objectContaining({ mobile, address: PLACE.address, until: null }),
    expect.objectContaining({ until: api.clock.at }),
  ]);
  expect(employments).toEqual([{ employer: '某客运有限公司', from: api.clock.today, until: null }]);
});

describe('is refused', () => {
  test.each([
    ['a wrong code', { code: '000000' }, 'mobile-code-wrong', '短信验证码错误或已过期。', '/form/code'],
    ['no division', { division: '999999' }, 'invalid-field', undefined, '/form/division'],
  ] as const)('for %s', async (_, wrong, code, zh, pointer) => {
    const by = await owner();
    const told = await submit(by, 'owner-contact-change', { ...(await formWith(by, newMobile())), ...wrong });
    expect(told.problem).toMatchObject({ code, pointer, ...(zh && { title: zh }) });
    expect((await onFile(by)).person.contacts).toEqual([]);
  });

  test('a code that was used', async () => {
    const by = await owner();
    const form = await formWith(by, newMobile());
    await changed(by, 'owner-contact-change', form);
    const again = await submit(by, 'owner-contact-change', form);
    expect(again.problem).toMatchObject({ code: 'mobile-code-wrong', title: '短信验证码错误或已过期。' });
  });

  test('a mobile of another user', async () => {
    const [by, other] = [await owner(), await owner()];
    const { account } = await onFile(other);
    const told = await submit(by, 'owner-contact-change', await formWith(by, account.mobile ?? ''));
    expect(told.problem).toMatchObject({ code: 'mobile-in-use', title: '该手机号码已被其他用户使用。' });
  });

  test('who owns no local vehicle, or holds no local licence', async () => {
    const [withCar, withLicence] = [await owner(), await driver()];
    const noVehicle = await submit(
      withLicence,
      'owner-contact-change',
      await formWith(withLicence, newMobile()),
    );
    expect(noVehicle.problem).toMatchObject({ code: 'no-vehicle', title: '您名下没有本地机动车。' });
    const noLicence = await submit(withCar, 'driver-contact-change', await formWith(withCar, newMobile()));
    expect(noLicence.problem).toMatchObject({ code: 'no-licence', title: '您没有本地机动车驾驶证。' });
  });

  test('a second change while the first is being handled', async () => {
    const by = await owner();
    await submit(by, 'owner-contact-change', await formWith(by, newMobile()));
    const told = await submit(by, 'owner-contact-change', await formWith(by, newMobile()));
    expect(told.problem).toMatchObject({ code: 'duplicate-application' });
  });
});
