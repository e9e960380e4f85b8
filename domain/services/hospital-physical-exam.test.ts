import type { ExamineeFacts } from '../register/examinee-facts.ts';
import { maskForm } from './form-masking.ts';
import service from './hospital-physical-exam.ts';
import { examOf } from './parts/physical-exam.ts';
import { gateGiven } from './testing/builders.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

const form = SAMPLE_FORMS['hospital-physical-exam'];
const UNIT = { kind: 'hospital', options: [6], state: 'active' } as const;

const examinee = (more: Partial<ExamineeFacts> = {}) => ({
  examinee: { hospitalIsApproved: true, hospitalExaminesC5: false, identityDiffers: false, ...more },
});

const applicant = gateGiven({
  account: { state: 'active', kind: 'unit', unit: UNIT, hasContact: true },
  subject: examinee(),
  delivery: null,
  documents: ['examinee-photo'],
  form,
});

const MISMATCH = { code: 'examinee-mismatch', zh: '体检人身份信息与证件不一致。' } as const;

describeService(service, applicant, [
  {
    when: 'the hospital is not on the list',
    code: 'hospital-not-approved',
    zh: '该医疗机构未列入驾驶人体检医疗机构名单。',
    refused: { subject: examinee({ hospitalIsApproved: false }) },
    passes: { subject: examinee() },
  },
  {
    when: 'the number is none of its kind',
    code: 'id-number-invalid',
    zh: '身份证明号码不正确。',
    pointer: '/form/idDocNo',
    refused: { form: { ...form, idDocNo: '412801199003071235' } },
    passes: { form: { ...form, idDocKind: 'temporary-resident-id' } },
  },
  {
    ...MISMATCH,
    when: 'the register has another name under the number',
    pointer: '/form/idDocNo',
    refused: { subject: examinee({ identityDiffers: true }) },
    passes: { subject: examinee() },
  },
  {
    ...MISMATCH,
    when: 'the number tells another sex',
    refused: { form: { ...form, sex: 'F' } },
    passes: { form: { ...form, sex: 'F', idDocKind: 'hk-id', idDocNo: 'A1234563' } },
  },
  {
    ...MISMATCH,
    when: 'the number tells another day of birth',
    refused: { form: { ...form, birthOn: '1990-03-08' } },
    passes: { form: { ...form, birthOn: '1990-03-08', idDocKind: 'macau-id', idDocNo: '51234567' } },
  },
  {
    ...MISMATCH,
    when: 'the examinee is not born yet',
    refused: { form: { ...form, birthOn: '2015-11-04', idDocKind: 'macau-id', idDocNo: '51234567' } },
    passes: { form: { ...form, birthOn: '2015-11-03', idDocKind: 'macau-id', idDocNo: '51234567' } },
  },
  {
    when: 'C5 is among the classes, of a hospital that the province did not name',
    code: 'c5-hospital',
    zh: 'C5准驾车型须由省级卫生主管部门指定的专门医疗机构体检。',
    pointer: '/form/classes',
    refused: { form: { ...form, classes: ['C1', 'C5'] } },
    passes: { form: { ...form, classes: ['C1', 'C5'] }, subject: examinee({ hospitalExaminesC5: true }) },
  },
  {
    when: 'no photograph is attached',
    code: 'document-missing',
    zh: '请提交材料:体检人现场照片。',
    pointer: '/documents',
    refused: { documents: [] },
    passes: { documents: ['examinee-photo'] },
  },
]);

it('reads what was found; what was declared counts as found', () => {
  expect(examOf(form)).toEqual({
    ...{ heightCm: 172.5, leftEye: 5.1, rightEye: 5, redGreenBlind: false, hearing: 'sound' },
    leftHand: { thumb: true, fingers: 4 },
    rightHand: { thumb: true, fingers: 4 },
    ...{ armsMove: true, leftLeg: 'sound', rightLeg: 'sound', legDifferenceCm: 0 },
    ...{ sitsUnaided: true, trunkMoves: true, diseases: [] },
  });
  const ill = examOf({ ...form, declaredDiseases: ['epilepsy'], diseases: ['epilepsy', 'vertigo'] });
  expect(ill.diseases).toEqual(['epilepsy', 'vertigo']);
});

it('withholds health and identity from whoever need not see them', () => {
  const masked = maskForm(service.inputs, { ...form, diseases: ['epilepsy'] });
  const shown = Object.entries(masked).filter(([, value]) => value !== '****');
  expect(Object.fromEntries(shown)).toEqual({
    idDocKind: 'resident-id',
    idDocNo: '4128**********1234',
    purpose: 'renewal',
    classes: ['C1'],
  });
  expect(Object.keys(masked)).toEqual(Object.keys(form));
});

it('asks for every item of the certificate', () => {
  const answered = new Set(Object.keys(form));
  expect(service.inputs.filter(({ name }) => !answered.has(name))).toEqual([]);
  expect(service.inputs.every(({ required }) => required)).toBe(true);
});
