import type { BodyExamFacts } from '../register/examinee-facts.ts';
import type { LicenceFacts } from '../register/facts.ts';
import service from './hospital-body-certificate.ts';
import { bodyExam, gateGiven, licence, on } from './testing/builders.ts';
import { SAMPLE_FORMS } from './testing/sample-forms.ts';
import { describeService } from './testing/service-cases.ts';

const form = SAMPLE_FORMS['hospital-body-certificate'];
const UNIT = { kind: 'hospital', options: [6], state: 'active' } as const;

const certificate = (exam: Partial<BodyExamFacts> = {}, of: LicenceFacts | null = licence()) => ({
  'body-exam': {
    exam: { ...bodyExam(), certNo: form.certNo, isOfThisHospital: true, isSubmitted: false, ...exam },
    licence: of,
  },
});

const applicant = gateGiven({
  account: { state: 'active', kind: 'unit', unit: UNIT, hasContact: true },
  subject: certificate(),
  delivery: null,
  documents: ['signed-certificate'],
  form,
});

const CANCELLED = { code: 'licence-cancelled', zh: '该驾驶证已注销,不能提交。' } as const;

describeService(service, applicant, [
  {
    when: 'this hospital has issued no such certificate',
    code: 'certificate-unknown',
    zh: '未查询到贵单位出具的该身体条件证明,请核对证明编号。',
    refused: { subject: {}, owned: false },
    passes: {},
  },
  {
    when: 'the examination was six months and a day ago',
    code: 'cert-expired',
    zh: '身体条件证明已超过6个月有效期。',
    pointer: '/form/certNo',
    refused: { subject: certificate({ validTo: on('2015-11-02') }) },
    passes: { subject: certificate({ validTo: on('2015-11-03') }) },
  },
  {
    when: 'it was submitted before',
    code: 'cert-already-submitted',
    zh: '该证明已提交。',
    pointer: '/form/certNo',
    refused: { subject: certificate({ isSubmitted: true }) },
    passes: { subject: certificate({ conclusion: 'unqualified' }) },
  },
  {
    when: 'the examinee holds no licence',
    code: 'examinee-without-licence',
    zh: '体检人没有机动车驾驶证,该证明无需提交。',
    pointer: '/form/certNo',
    refused: { subject: certificate({}, null) },
    passes: {},
  },
  ...(['E', 'F', 'G', 'R'] as const).map((status) => ({
    ...CANCELLED,
    when: `the licence has status ${status}`,
    pointer: '/form/certNo',
    refused: { subject: certificate({}, licence({ statuses: [status] })) },
    passes: { subject: certificate({}, licence({ statuses: ['B', 'D', 'H', 'M', 'P', 'S'] })) },
  })),
  {
    when: 'the licence is administered elsewhere',
    code: 'subject-not-local',
    zh: '该机动车(驾驶证)不属于本地管理,请到登记地(核发地)办理。',
    refused: { local: false },
    passes: { local: true },
  },
  {
    when: 'the signed certificate is not attached',
    code: 'document-missing',
    zh: '请提交材料:经医师签字、贴有照片的《机动车驾驶人身体条件证明》。',
    refused: { documents: ['examinee-photo'] },
    passes: { documents: ['signed-certificate'] },
  },
]);
