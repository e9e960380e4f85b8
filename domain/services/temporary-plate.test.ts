import { adviceFor } from '../application/gate.ts';
import type { NewVehicleFacts } from '../plates/facts.ts';
import service from './temporary-plate.ts';
import { gateGiven, on } from './testing/builders.ts';
import { SAMPLE_DOCUMENTS, SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

const form = SAMPLE_FORMS['temporary-plate'];
const documents = SAMPLE_DOCUMENTS['temporary-plate'];
const facts: NewVehicleFacts = {
  ...{ vin: form.vin, isRegistered: false, isReserved: false, temporaryPlates: [] },
  ...{ holderIsLocked: false, holderIsBlocked: false, mobileIsVerified: false },
  ...{ buyerIsApplicant: false, applicant: 'unit', triesUsed: 0, drawsUsed: 0, hasChosen: false },
};
const about = (change: Partial<NewVehicleFacts>) => ({
  subject: { 'new-vehicle': { ...facts, ...change } },
});
const issued = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ number: `豫Q0000${n}临`, validTo: on('2015-11-01') }));
const without = (kind: string) => ({ documents: documents.filter((each) => each !== kind) });
const formWithout = (name: string) =>
  Object.fromEntries(Object.entries(form).filter(([field]) => field !== name));

const dealer = { kind: 'car-dealer', options: [6], state: 'active' } as const;
const applicant = gateGiven({
  ...about({}),
  account: { state: 'active', kind: 'unit', unit: dealer, hasContact: true },
  ...{ form, documents, delivery: { mode: 'print' } },
});

describeService(service, applicant, [
  {
    when: 'the VIN is wrong',
    code: 'vin-invalid',
    zh: '车辆识别代号不正确。',
    pointer: '/form/vin',
    refused: { form: { ...form, vin: 'LSVAA4183E2184847' } },
    passes: { form: { ...form, vin: 'LSVAA4183E2184847', origin: 'imported' } },
  },
  {
    when: 'the vehicle is registered',
    code: 'already-registered',
    zh: '该车已注册登记。',
    pointer: '/form/vin',
    refused: about({ isRegistered: true }),
    passes: {},
  },
  {
    when: 'three were issued',
    code: 'temp-plate-limit',
    zh: '该车已核发临时行驶车号牌三次,不再核发。',
    pointer: '/form/vin',
    refused: about({ temporaryPlates: issued(3) }),
    passes: about({ temporaryPlates: issued(2) }),
  },
  {
    when: 'no policy is named',
    code: 'insurance-missing',
    zh: '请提交有效的机动车交通事故责任强制保险凭证。',
    pointer: '/form/insurancePolicyNo',
    refused: { form: formWithout('insurancePolicyNo') },
    passes: {},
  },
  {
    when: 'the insurance ended yesterday',
    code: 'insurance-missing',
    zh: '请提交有效的机动车交通事故责任强制保险凭证。',
    pointer: '/form/insuranceValidTo',
    refused: { form: { ...form, insuranceValidTo: '2015-11-02' } },
    passes: { form: { ...form, insuranceValidTo: '2015-11-03' } },
  },
  {
    when: 'the insurance is not proven',
    code: 'insurance-missing',
    zh: '请提交有效的机动车交通事故责任强制保险凭证。',
    pointer: '/documents',
    refused: without('insurance-proof'),
    passes: {},
  },
  {
    when: 'a vehicle that was bought has no invoice',
    code: 'field-required',
    zh: '请填写“购车发票号码”。',
    pointer: '/form/invoiceNo',
    refused: { form: formWithout('invoiceNo') },
    passes: { form: { ...formWithout('invoiceNo'), reason: 'unsold' } },
  },
  {
    when: 'the buyer’s authorisation is missing',
    code: 'documents-missing',
    zh: '材料不齐全,请提交:购车人委托书。',
    refused: without('buyer-authorisation'),
    passes: { ...without('buyer-authorisation'), form: { ...form, reason: 'unsold' } },
  },
  {
    when: 'a purchase is not proven',
    code: 'documents-missing',
    zh: '材料不齐全,请提交:机动车来历证明。',
    refused: without('purchase-proof'),
    passes: { ...without('purchase-proof'), form: { ...form, reason: 'unsold' } },
  },
  {
    when: 'the maker’s certificate is missing',
    code: 'documents-missing',
    zh: '材料不齐全,请提交:机动车整车出厂合格证明或者进口机动车进口凭证。',
    pointer: '/documents',
    refused: without('factory-certificate'),
    passes: {},
  },
  {
    when: 'the owner’s identity document is missing',
    code: 'documents-missing',
    zh: '材料不齐全,请提交:身份证明。',
    pointer: '/documents',
    refused: without('buyer-identity'),
    passes: {},
  },
]);

test('the dealer of an imported vehicle is told of its check character', () => {
  const given = { ...applicant, form: { ...form, vin: 'LSVAA4183E2184847', origin: 'imported' } };
  expect(adviceFor(service, given).map(({ code }) => code)).toEqual(['vin-check-digit']);
});
