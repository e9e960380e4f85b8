// What the two services of the vehicle licence share (机动车登记规定 第四十四条).
import type { DocumentRequirement } from '../define.ts';

/** 右前方45° (assumed: the form of the time shows it so). */
export const VEHICLE_PHOTO = {
  kind: 'vehicle-photo',
  zh: '机动车照片(右前方45度)',
  en: 'Photograph of the vehicle from the right front at 45°',
  source: 'upload',
  required: true,
} as const satisfies DocumentRequirement;
