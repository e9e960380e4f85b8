// Refusals at the pickup counter: passes, and whoever collects in the applicant's place.
import type { RefusalRow } from './refusal-row.ts';

export const PICKUP_REFUSALS = {
  'pickup-not-ready': {
    status: 409,
    zh: '牌证尚不能到窗口领取,没有领取凭证。',
    en: 'Nothing is ready for pickup, so there is no pass and no slip.',
  },
  'pickup-proof-double': {
    status: 422,
    zh: '取件码和领取二维码只能出示一种。',
    en: 'Give the pickup code or the pass, not both.',
  },
  'pickup-pass-invalid': {
    status: 422,
    zh: '领取二维码无效,请申请人重新出示。',
    en: 'The pass is not valid; have it shown again.',
  },
  'pickup-pass-expired': {
    status: 422,
    zh: '领取二维码已过期,请申请人刷新后重新出示。',
    en: 'The pass has expired; have a new one shown.',
  },
  'pickup-pass-of-another': {
    status: 422,
    zh: '该领取二维码不属于本件申请。',
    en: 'The pass belongs to another application.',
  },
  'proxy-not-offered': {
    status: 409,
    zh: '该申请不是窗口领取,不能委托他人代领。',
    en: 'The result is not picked up at the counter, so nobody can be named to collect it.',
  },
  'proxy-is-applicant': {
    status: 422,
    zh: '代领人不能是申请人本人。',
    en: 'The applicant cannot be named as the one who collects in their place.',
  },
  'proxy-unnamed': {
    status: 422,
    zh: '申请人没有委托他人代领,或者已撤销委托。',
    en: 'The applicant has named nobody to collect, or has taken it back.',
  },
  'proxy-number-differs': {
    status: 422,
    zh: '出示的身份证明号码与申请人登记的代领人不一致。',
    en: 'The identity number shown is not that of the person the applicant named.',
  },
} as const satisfies Record<string, RefusalRow>;
