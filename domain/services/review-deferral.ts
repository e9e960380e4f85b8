// 延期审验: the review of a licence is put off (驾驶证申领和使用规定 第六十三条).
import { deferralBase } from '../register/licence.ts';
import type { LicenceService } from './define.ts';
import { DEFERRAL_DOCUMENTS, DEFERRAL_INPUTS, deferralDates, TOO_LATE } from './parts/deferral.ts';
import { DEFERRAL_BLOCKS } from './parts/licence-blocks.ts';
import { DEFERRAL_STEPS } from './parts/steps.ts';

export default {
  id: 'review-deferral',
  number: 13,
  name: '延期审验',
  aliases: ['驾驶证延期审验', '延期办理审验'],
  english: 'Deferral of review',
  category: 'licence',
  phase: 'trial',
  who: ['ind-window'],
  subject: 'licence',
  lifecycle: 'L-DEFER',
  limit: 'accept-1-workday',
  blocks: DEFERRAL_BLOCKS,
  preconditions: [
    {
      refusal: 'nothing-due',
      slots: { action: '参加审验' },
      when: ({ licence, today }) => deferralBase(licence, 'review', today) === null,
    },
    TOO_LATE,
    ...deferralDates('review'),
  ],
  inputs: DEFERRAL_INPUTS,
  documents: DEFERRAL_DOCUMENTS,
  steps: DEFERRAL_STEPS,
  fee: null,
  effect: { kind: 'defer', deferral: 'review', status: 'T', suppresses: ['S'] },
  clerkReasons: ['no-proof'],
  handBack: null,
  clause: '附件1 驾驶证业务;附件5(一)',
} satisfies LicenceService;
