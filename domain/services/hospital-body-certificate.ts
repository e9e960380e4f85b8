// 医院提交身体条件证明: the hospital that issued a certificate hands it in for the driver (R123 第五十二条, 第六十二条).
import { LIC_DEAD } from '../register/codes.ts';
import type { ServiceOn } from './define.ts';
import { certificateNumber } from './parts/inputs.ts';

export default {
  id: 'hospital-body-certificate',
  number: 7,
  name: '医院提交身体条件证明',
  aliases: ['提交身体条件证明', '提交《身体条件证明》'],
  english: 'Hospital submits body-condition certificate',
  category: 'licence',
  phase: 'trial',
  who: ['unit-hospital'],
  subject: 'body-exam',
  lifecycle: 'L-SPOT',
  limit: 'on-the-spot',
  // One of another hospital and one that does not exist are the same.
  sentences: { 'subject-not-own': 'certificate-unknown' },
  blocks: [],
  preconditions: [
    {
      refusal: 'cert-expired',
      field: 'certNo',
      when: ({ subject, today }) => subject.exam.validTo < today,
    },
    { refusal: 'cert-already-submitted', field: 'certNo', when: ({ subject }) => subject.exam.isSubmitted },
    { refusal: 'examinee-without-licence', field: 'certNo', when: ({ subject }) => subject.licence === null },
    {
      refusal: 'licence-cancelled',
      field: 'certNo',
      when: ({ subject }) => subject.licence?.statuses.some((status) => LIC_DEAD.has(status)) ?? false,
    },
  ],
  inputs: [certificateNumber(true, '本医院出具的《机动车驾驶人身体条件证明》编号')],
  documents: [
    {
      kind: 'signed-certificate',
      zh: '经医师签字、贴有照片的《机动车驾驶人身体条件证明》',
      en: 'The certificate with photograph and the doctor’s signature',
      source: 'upload',
      required: true,
    },
  ],
  steps: ['submit', 'register'],
  fee: null,
  effect: { kind: 'submit-body-certificate' },
  clerkReasons: [],
  handBack: null,
  clause: '附件1 驾驶证业务;附件5(一)',
} satisfies ServiceOn<'body-exam'>;
