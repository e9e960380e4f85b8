// 医院体检: a hospital on the list examines somebody for a licence and issues the certificate (R123 第十一条, 第四十八条, 第六十二条).
import { isIdDocNo } from '../identity/identity-document.ts';
import { agreesWithNumber } from '../registration/identity-paper.ts';
import type { GivenOf, ServiceOn } from './define.ts';
import { EXAM_INPUTS, EXAMINEE_INPUTS, examinedClasses, examineeOf } from './parts/physical-exam.ts';
import { dateIn } from './parts/rules.ts';

type Given = GivenOf<'examinee'>;

export default {
  id: 'hospital-physical-exam',
  number: 6,
  name: '医院体检',
  aliases: ['驾驶人体检', '体检'],
  english: 'Hospital physical examination',
  category: 'licence',
  phase: 'trial',
  who: ['unit-hospital'],
  subject: 'examinee',
  lifecycle: 'L-SPOT',
  limit: 'on-the-spot',
  blocks: [],
  preconditions: [
    { refusal: 'hospital-not-approved', when: ({ subject }) => !subject.hospitalIsApproved },
    { refusal: 'id-number-invalid', field: 'idDocNo', when: isNoNumber },
    { refusal: 'examinee-mismatch', field: 'idDocNo', when: isSomebodyElse },
    {
      refusal: 'c5-hospital',
      field: 'classes',
      when: ({ subject, form }) => examinedClasses(form).includes('C5') && !subject.hospitalExaminesC5,
    },
  ],
  inputs: [...EXAMINEE_INPUTS, ...EXAM_INPUTS],
  documents: [
    {
      kind: 'examinee-photo',
      zh: '体检人现场照片',
      en: 'Photograph of the examinee, taken on site',
      source: 'upload',
      required: true,
    },
    {
      kind: 'examinee-identity',
      zh: '体检人身份证明',
      en: 'Identity document of the examinee',
      source: 'handed-in',
      required: false,
    },
    {
      kind: 'body-certificate',
      zh: '机动车驾驶人身体条件证明',
      en: 'Body-condition certificate',
      source: 'generated',
      required: false,
    },
  ],
  steps: ['submit', 'register'],
  fee: null,
  effect: { kind: 'record-physical-exam' },
  clerkReasons: [],
  handBack: null,
  clause: '附件1 驾驶证业务;附件5(一)',
} satisfies ServiceOn<'examinee'>;

function isNoNumber({ form, today }: Given): boolean {
  const { kind, number } = examineeOf(form).identity;
  return !isIdDocNo(kind, number, today);
}

/** Birth and sex are those that a resident's number tells, and everything is as the register has it. */
function isSomebodyElse({ form, subject, today }: Given): boolean {
  const { identity, sex } = examineeOf(form);
  const birthOn = dateIn(form, 'birthOn');
  if (birthOn === null || birthOn > today) return true;
  return subject.identityDiffers || !agreesWithNumber(identity, { birthOn, sex }, today);
}
