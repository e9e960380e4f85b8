import { adviceFor, checkGate, type GateGiven } from '../application/gate.ts';
import type { NewVehicleFacts } from '../plates/facts.ts';
import { PRESELECTION_RULES } from '../plates/preselection-rules.ts';
import { PRESELECTION_ORDER } from '../refusals/plates.ts';
import { type RefusalCode, refusalText, shownCode } from '../refusals.ts';
import service from './plate-preselection.ts';
import { gateGiven } from './testing/builders.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

const form = SAMPLE_FORMS['plate-preselection'];
const facts: NewVehicleFacts = {
  ...{ vin: form.vin, isRegistered: false, isReserved: false, temporaryPlates: [] },
  ...{ holderIsLocked: false, holderIsBlocked: false, mobileIsVerified: true },
  ...{ buyerIsApplicant: true, applicant: 'individual', triesUsed: 0, drawsUsed: 0, hasChosen: false },
};
const about = (change: Partial<NewVehicleFacts>) => ({
  subject: { 'new-vehicle': { ...facts, ...change } },
});
const applicant = gateGiven({ ...about({}), form, delivery: null });

describeService(service, applicant, [
  {
    when: 'the car is large',
    code: 'category',
    zh: '只能为新购小型汽车预选号牌。',
    pointer: '/form/plateCategory',
    refused: { form: { ...form, plateCategory: '01' } },
    passes: {},
  },
  {
    when: 'the check character of a VIN of here is wrong',
    code: 'plate-vin-invalid',
    zh: '车辆识别代号错误,请核对(字母须大写)。',
    pointer: '/form/vin',
    refused: { form: { ...form, vin: 'LSVAA4183E2184847' } },
    passes: { form: { ...form, vin: 'LSVAA4183E2184847', origin: 'imported' } },
  },
  {
    when: 'the VIN is in small letters',
    code: 'plate-vin-invalid',
    zh: '车辆识别代号错误,请核对(字母须大写)。',
    refused: { form: { ...form, vin: form.vin.toLowerCase(), origin: 'imported' } },
    passes: {},
  },
  {
    when: 'the vehicle is registered',
    code: 'vehicle-registered',
    zh: '该车已注册登记,不能预选。',
    refused: about({ isRegistered: true }),
    passes: {},
  },
  {
    when: 'somebody has a number for the vehicle',
    code: 'vin-taken',
    zh: '该车已预选号牌。',
    refused: about({ isReserved: true }),
    passes: {},
  },
  {
    when: 'the applicant has a number for another vehicle',
    code: 'open-reservation',
    zh: '您已为一辆机动车预选号牌,办理注册登记后才能为下一辆机动车选号。',
    refused: about({ holderIsLocked: true }),
    passes: {},
  },
  {
    when: 'a unit’s operator chooses for somebody else',
    code: 'unit-vehicle',
    zh: '只能为本单位新购车辆选号。',
    pointer: '/form/buyerIdNumber',
    refused: about({ applicant: 'unit', buyerIsApplicant: false }),
    passes: about({ applicant: 'unit' }),
  },
  {
    when: 'an individual chooses for somebody else',
    code: 'person-vehicle',
    zh: '只能为本人新购车辆选号。',
    pointer: '/form/buyerIdNumber',
    refused: about({ buyerIsApplicant: false }),
    passes: {},
  },
  {
    when: 'the mobile is not the account’s',
    code: 'contact-mismatch',
    zh: '请先验证手机号码。',
    pointer: '/form/mobile',
    refused: about({ mobileIsVerified: false }),
    passes: {},
  },
  {
    when: 'an earlier number was not registered with',
    code: 'blocked',
    zh: '您暂不能网上预选号牌。',
    refused: about({ holderIsBlocked: true }),
    passes: {},
  },
  {
    when: 'five were shown for the vehicle before',
    code: 'attempts-used',
    zh: '自编(随机)选号机会已用完,请到车管所选号。',
    refused: about({ drawsUsed: 1 }),
    passes: about({ triesUsed: 10 }),
  },
  {
    when: 'a number was chosen for the vehicle before',
    code: 'attempts-used',
    zh: '自编(随机)选号机会已用完,请到车管所选号。',
    refused: about({ hasChosen: true }),
    passes: about({ triesUsed: 9 }),
  },
]);

/** Everything is wrong at once; one row after the other is put right. */
test('the refusals come in the order of the law', () => {
  const everything: GateGiven = {
    ...applicant,
    account: { ...applicant.account, kind: 'unit', unit: { kind: 'hospital', options: [], state: 'active' } },
    serviceOpen: false,
    form: { ...form, plateCategory: '01', vin: 'LSVAA4183E2184847' },
    ...about({
      ...{ isRegistered: true, isReserved: true, holderIsLocked: true, holderIsBlocked: true },
      ...{ buyerIsApplicant: false, mobileIsVerified: false, drawsUsed: 1 },
    }),
  };
  const put =
    (change: Partial<GateGiven>) =>
    (given: GateGiven): GateGiven => ({ ...given, ...change });
  const fact =
    (change: Partial<NewVehicleFacts>) =>
    (given: GateGiven): GateGiven => ({
      ...given,
      subject: { 'new-vehicle': { ...facts, ...given.subject['new-vehicle'], ...change } },
    });
  const mend: readonly ((given: GateGiven) => GateGiven)[] = [
    put({ serviceOpen: true }),
    put({ account: applicant.account }),
    put({ form: { ...form, vin: 'LSVAA4183E2184847' } }),
    put({ form }),
    fact({ isRegistered: false }),
    fact({ isReserved: false }),
    fact({ holderIsLocked: false }),
    fact({ buyerIsApplicant: true }),
    fact({ mobileIsVerified: true }),
    fact({ holderIsBlocked: false }),
    fact({ drawsUsed: 0 }),
  ];
  let given = everything;
  const met: (RefusalCode | undefined)[] = [];
  for (const step of mend) {
    met.push(checkGate(service, given)?.code);
    given = step(given);
  }
  expect(checkGate(service, given)).toBeNull();
  const exceptions = ['plate-account-not-active', 'unit-vehicle'];
  expect(met).toEqual(PRESELECTION_ORDER.slice(0, 13).filter((code) => !exceptions.includes(code)));
});

test('rows 4 to 13 are the service’s own rules', () => {
  expect(PRESELECTION_RULES.map(({ refusal }) => refusal)).toEqual(PRESELECTION_ORDER.slice(3, 13));
});

// Over the API an account that is not active is refused before it names a service, in the common sentence.
test('an account that is not active is refused in the sentence of plates.md', () => {
  const account = { ...applicant.account, state: 'suspended' } as const;
  const refusal = checkGate(service, { ...applicant, account });
  expect(refusal && shownCode(refusal.code)).toBe('account-not-active');
  expect(refusal && refusalText(refusal, 'zh')).toBe('账号未激活。');
});

test('an imported vehicle with another check character is told of it, and goes on', () => {
  const given = { ...applicant, form: { ...form, vin: 'LSVAA4183E2184847', origin: 'imported' } };
  expect(checkGate(service, given)).toBeNull();
  expect(adviceFor(service, given).map(({ code }) => code)).toEqual(['vin-check-digit']);
  expect(adviceFor(service, applicant)).toEqual([]);
});
