// Refusals of 医院体检 and 医院提交身体条件证明 (services.md §3.6, §3.7).
import type { RefusalRow } from './refusal-row.ts';

export const HOSPITAL_REFUSALS = {
  'hospital-not-approved': {
    status: 403,
    zh: '该医疗机构未列入驾驶人体检医疗机构名单。',
    en: 'This hospital is not on the list of hospitals that may examine drivers.',
  },
  // A clerk's reason has the same name and another sentence.
  'examinee-mismatch': {
    status: 422,
    code: 'identity-mismatch',
    zh: '体检人身份信息与证件不一致。',
    en: 'The details of the examinee do not agree with the identity document.',
  },
  'c5-hospital': {
    status: 422,
    zh: 'C5准驾车型须由省级卫生主管部门指定的专门医疗机构体检。',
    en: 'For class C5 the examination is made by a hospital that the province has named for it.',
  },
  'hospital-unknown': {
    status: 422,
    zh: '未查询到该组织机构代码的医院单位用户。',
    en: 'No hospital is registered under this organisation code.',
  },
  'hospital-already-listed': {
    status: 409,
    zh: '该医疗机构已列入驾驶人体检医疗机构名单。',
    en: 'This hospital is on the list already.',
  },
  'certificate-unknown': {
    status: 422,
    zh: '未查询到贵单位出具的该身体条件证明,请核对证明编号。',
    en: 'No certificate of this number was issued by your hospital; check the number.',
  },
  'examinee-without-licence': {
    status: 422,
    zh: '体检人没有机动车驾驶证,该证明无需提交。',
    en: 'The examinee holds no driving licence; the certificate need not be submitted.',
  },
  'licence-cancelled': {
    status: 422,
    zh: '该驾驶证已注销,不能提交。',
    en: 'The licence is cancelled; nothing can be submitted for it.',
  },
  'cert-expired': {
    status: 422,
    zh: '身体条件证明已超过6个月有效期。',
    en: 'The certificate is older than six months and no longer valid.',
  },
  'cert-already-submitted': {
    status: 409,
    zh: '该证明已提交。',
    en: 'This certificate was submitted already.',
  },
} as const satisfies Record<string, RefusalRow>;
