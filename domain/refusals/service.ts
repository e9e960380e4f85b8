// Refusals of single services, each with the sentence the applicant reads.
import type { RefusalRow } from './refusal-row.ts';

const VEHICLE = {
  'plates-not-lost': {
    status: 422,
    zh: '号牌未灭失或丢失,请办理换领号牌业务。',
    en: 'The plates are not lost; apply for replacement of damaged plates instead.',
  },
  'plates-lost': {
    status: 422,
    zh: '号牌已丢失,请办理补领号牌业务。',
    en: 'The plates are lost; apply for re-issue of lost plates instead.',
  },
  'vehicle-stolen': {
    status: 422,
    zh: '机动车处于被盗抢状态,不能{action}。',
    en: 'The vehicle is recorded as stolen; this service is not available for it.',
  },
  'vehicle-cancelled': {
    status: 422,
    zh: '机动车已注销或达到报废标准,不能{action}。',
    en: 'The vehicle is deregistered or due to be scrapped; this service is not available for it.',
  },
  'old-plate-not-returned': {
    status: 409,
    zh: '请交回未丢失的号牌。',
    en: 'Hand back the plate that is not lost.',
  },
  'vehicle-licence-not-lost': {
    status: 422,
    zh: '行驶证未灭失或丢失,请办理换领机动车行驶证业务。',
    en: 'The vehicle licence is not lost; apply for replacement of a damaged one instead.',
  },
  'vehicle-licence-lost': {
    status: 422,
    zh: '行驶证已丢失,请办理补领机动车行驶证业务。',
    en: 'The vehicle licence is lost; apply for re-issue of a lost one instead.',
  },
  'old-vehicle-licence-not-returned': {
    status: 409,
    zh: '请交回原行驶证。',
    en: 'Hand back the old vehicle licence.',
  },
  'damaged-plates-not-returned': {
    status: 409,
    zh: '请交回损坏的号牌。',
    en: 'Hand back the damaged plates.',
  },
  'inspection-expired': {
    status: 422,
    zh: '机动车检验有效期已过,请先参加安全技术检验。',
    en: 'The inspection has expired; have the vehicle inspected first.',
  },
  'insurance-expired': {
    status: 422,
    zh: '交通事故责任强制保险已过期,不能补领检验合格标志。',
    en: 'The compulsory insurance has expired; the inspection mark cannot be re-issued.',
  },
} as const satisfies Record<string, RefusalRow>;

const LICENCE = {
  'too-early': {
    status: 422,
    zh: '有效期满前九十日内方可申请换证,您可自{opensOn}起办理。',
    en: 'Renewal is possible within ninety days before expiry; you can apply from {opensOn}.',
  },
  'cancelled-one-year': {
    status: 422,
    zh: '驾驶证超过有效期一年以上已注销,请到车管所办理恢复驾驶资格。',
    en: 'The licence expired more than a year ago and is cancelled; ask the vehicle office to restore it.',
  },
  'violations-open': {
    status: 422,
    zh: '您有未处理完毕的交通违法(事故),不予通过审验。',
    en: 'You have violations or accidents not yet settled, so the review cannot be passed.',
  },
  'full-score': {
    status: 422,
    zh: '您的记分已达12分,请先参加满分学习和考试。',
    en: 'You have 12 points; attend the course and pass the test first.',
  },
  'no-body-certificate': {
    status: 422,
    zh: '未查询到有效的身体条件证明,请到医院体检。',
    en: 'No valid body-condition certificate was found; have yourself examined at a hospital.',
  },
  'review-study-needed': {
    status: 422,
    zh: '请先到车管所参加审验学习。',
    en: 'Attend the review course at the vehicle office first.',
  },
  'long-term': {
    status: 422,
    zh: '您的驾驶证长期有效,无需换证。',
    en: 'Your licence has no expiry date; it need not be renewed.',
  },
  'use-overage-exchange': {
    status: 422,
    zh: '您已达到超龄换证的年龄,请办理超龄换领驾驶证业务。',
    en: 'You have reached the age limit of a class you hold; apply for the exchange on reaching the age limit.',
  },
  'not-overage': {
    status: 422,
    zh: '您尚未达到超龄换证的年龄。',
    en: 'You have not reached the age limit of any class you hold.',
  },
  'no-class-left': {
    status: 422,
    zh: '您的准驾车型已达到年龄上限,驾驶证应予注销,不能换领。',
    en: 'You have reached the age limit of every class you hold; the licence has to be cancelled and cannot be exchanged.',
  },
  'licence-held': {
    status: 422,
    zh: '驾驶证被依法扣押、扣留或者暂扣期间,不得申请补发。',
    en: 'While the licence is seized, detained or suspended no new one may be applied for.',
  },
  'expired-use-renewal': {
    status: 422,
    zh: '驾驶证已逾期,请办理期满换证。',
    en: 'The licence has expired; apply for renewal instead.',
  },
  'not-damaged': {
    status: 422,
    zh: '所提交照片显示驾驶证可辨认,不符合损毁换证条件。',
    en: 'The photograph shows a legible licence; it does not qualify as damaged.',
  },
  'old-licence-not-returned': {
    status: 409,
    zh: '请交回原驾驶证。',
    en: 'Hand back the old licence.',
  },
} as const satisfies Record<string, RefusalRow>;

const DEFERRAL = {
  'over-three-years': {
    status: 422,
    zh: '延期期限最长不超过三年。',
    en: 'A deferral may last three years at most.',
  },
  'no-proof': { status: 422, zh: '请提交延期事由证明。', en: 'Attach proof of the reason for the deferral.' },
  'too-late': {
    status: 422,
    zh: '驾驶证已超过有效期一年以上。',
    en: 'The licence expired more than a year ago.',
  },
  'already-deferred': {
    status: 409,
    zh: '已办理过延期换证。',
    en: 'The renewal has been deferred once already.',
  },
  'nothing-due': {
    status: 422,
    zh: '您当前无需{action}。',
    en: 'Nothing of this kind is due from you now.',
  },
} as const satisfies Record<string, RefusalRow>;

const CONTACT = {
  'mobile-code-wrong': {
    status: 422,
    zh: '短信验证码错误或已过期。',
    en: 'The code sent by SMS is wrong or has expired.',
  },
  'mobile-in-use': {
    status: 409,
    zh: '该手机号码已被其他用户使用。',
    en: 'Another user has this mobile number.',
  },
  'no-vehicle': {
    status: 422,
    zh: '您名下没有本地机动车。',
    en: 'You own no vehicle that is registered here.',
  },
  'no-licence': {
    status: 422,
    zh: '您没有本地机动车驾驶证。',
    en: 'You hold no driving licence that was issued here.',
  },
} as const satisfies Record<string, RefusalRow>;

export const SERVICE_REFUSALS = { ...VEHICLE, ...LICENCE, ...DEFERRAL, ...CONTACT } as const satisfies Record<
  string,
  RefusalRow
>;
