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
