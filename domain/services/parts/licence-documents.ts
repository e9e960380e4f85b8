// Documents of the licence services (驾驶证申领和使用规定 第四十八条, 第五十一条, 第五十四条).
import type { DocumentRequirement } from '../define.ts';

export const LICENCE_FORM = {
  kind: 'application-form',
  zh: '机动车驾驶证申请表',
  en: 'Application form for driving licences',
  source: 'generated',
  required: false,
} as const satisfies DocumentRequirement;

export const HOLDER_IDENTITY = {
  kind: 'holder-identity',
  zh: '机动车驾驶人身份证明',
  en: 'Identity document of the holder',
  source: 'register',
  required: false,
} as const satisfies DocumentRequirement;

export const BODY_CERTIFICATE = {
  kind: 'body-certificate',
  zh: '身体条件证明',
  en: 'Body-condition certificate',
  source: 'register',
  required: false,
} as const satisfies DocumentRequirement;

/** 白底一寸, taken within six months. */
export const HOLDER_PHOTO = {
  kind: 'photo',
  zh: '近期一寸白底免冠彩色照片',
  en: 'Recent one-inch colour photograph on a white ground',
  source: 'upload',
  required: true,
} as const satisfies DocumentRequirement;

export const OLD_LICENCE = {
  kind: 'old-licence',
  zh: '原机动车驾驶证',
  en: 'The old licence',
  source: 'handed-in',
  required: false,
} as const satisfies DocumentRequirement;

/** The paper licence stays with its holder: the register's entry is enough for a deferral. */
export const HELD_LICENCE = {
  kind: 'licence',
  zh: '机动车驾驶证',
  en: 'Driving licence',
  source: 'register',
  required: false,
} as const satisfies DocumentRequirement;
