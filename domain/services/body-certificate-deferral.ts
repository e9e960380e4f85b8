// 延期提交《身体条件证明》: the certificate is handed in later (驾驶证申领和使用规定 第六十三条).
import { deferralBase } from '../register/licence.ts';
import type { LicenceService } from './define.ts';
import { DEFERRAL_DOCUMENTS, DEFERRAL_INPUTS, deferralDates, TOO_LATE } from './parts/deferral.ts';
import { DEFERRAL_BLOCKS } from './parts/licence-blocks.ts';
import { DEFERRAL_STEPS } from './parts/steps.ts';

export default {
  id: 'body-certificate-deferral',
  number: 14,
  name: '延期提交《身体条件证明》',
  aliases: ['延期提交身体条件证明', '延期体检'],
  english: 'Deferral of body certificate',
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
      slots: { action: '提交身体条件证明' },
      when: ({ licence, today }) => deferralBase(licence, 'body-cert', today) === null,
    },
    TOO_LATE,
    ...deferralDates('body-cert'),
  ],
  inputs: DEFERRAL_INPUTS,
  documents: DEFERRAL_DOCUMENTS,
  steps: DEFERRAL_STEPS,
  fee: null,
  effect: { kind: 'defer', deferral: 'body-cert', status: 'P', suppresses: [] },
  clerkReasons: ['no-proof'],
  handBack: null,
  clause: '附件1 驾驶证业务;附件5(一)',
} satisfies LicenceService;
