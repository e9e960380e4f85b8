// Documents of the vehicle services (机动车登记规定 第四十四条, 第五十一条).
import type { DocumentRequirement } from '../define.ts';

export const VEHICLE_FORM = {
  kind: 'application-form',
  zh: '机动车牌证申请表',
  en: 'Application form for plates and vehicle documents',
  source: 'generated',
  required: false,
} as const satisfies DocumentRequirement;

export const OWNER_IDENTITY = {
  kind: 'owner-identity',
  zh: '机动车所有人身份证明',
  en: 'Identity document of the owner',
  source: 'register',
  required: false,
} as const satisfies DocumentRequirement;

export const VEHICLE_LICENCE = {
  kind: 'vehicle-licence',
  zh: '机动车行驶证',
  en: 'Vehicle licence',
  source: 'register',
  required: false,
} as const satisfies DocumentRequirement;

export const REMAINING_PLATE = {
  kind: 'remaining-plate',
  zh: '未丢失的号牌',
  en: 'The plate that is not lost',
  source: 'handed-in',
  required: false,
} as const satisfies DocumentRequirement;

/** To be brought to an inspection; nothing of it is handed in online. */
export const TO_BRING = [
  { ...VEHICLE_LICENCE, source: 'handed-in' },
  {
    kind: 'compulsory-insurance',
    zh: '机动车交通事故责任强制保险凭证',
    en: 'Proof of the compulsory insurance',
    source: 'handed-in',
    required: false,
  },
  {
    kind: 'vehicle-tax',
    zh: '车船税纳税或者免税证明',
    en: 'Proof that the vehicle tax is paid, or of exemption',
    source: 'handed-in',
    required: false,
  },
] as const satisfies readonly DocumentRequirement[];
