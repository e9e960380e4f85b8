// Refusals of seeing personal data in full.
import type { RefusalRow } from './refusal-row.ts';

export const PRIVACY_REFUSALS = {
  'disclosure-note-required': {
    status: 422,
    zh: '以此理由查看完整信息须填写说明(如文书编号、工单编号)。',
    en: 'This reason needs a note, such as the number of the document or complaint.',
  },
  'disclosure-note-personal': {
    status: 422,
    zh: '说明中不得填写身份证明号码、手机号码等个人信息。',
    en: 'The note must not hold personal data such as an identity number or a mobile.',
  },
  'already-erased': {
    status: 409,
    zh: '保存期限已满,完整信息已删除。',
    en: 'The time for which it was kept is over; the full data has been erased.',
  },
} as const satisfies Record<string, RefusalRow>;
