// 延期换证: renewal is put off for military service, a stay abroad and the like (驾驶证申领和使用规定 第六十三条).
import type { LicenceService } from './define.ts';
import { DEFERRAL_DOCUMENTS, DEFERRAL_INPUTS, deferralDates, TOO_LATE } from './parts/deferral.ts';
import { RENEWAL_DEFERRAL_BLOCKS } from './parts/licence-blocks.ts';
import { DEFERRAL_STEPS } from './parts/steps.ts';

export default {
  id: 'renewal-deferral',
  number: 12,
  name: '延期换证',
  aliases: ['延期办理换证', '当兵换不了证', '出国换不了证'],
  english: 'Deferral of renewal',
  category: 'licence',
  phase: 'trial',
  who: ['ind-window'],
  subject: 'licence',
  lifecycle: 'L-DEFER',
  limit: 'accept-1-workday',
  blocks: RENEWAL_DEFERRAL_BLOCKS,
  preconditions: [
    { refusal: 'long-term', when: ({ licence }) => licence.validTo === null },
    {
      refusal: 'already-deferred',
      when: ({ licence }) =>
        licence.deferrals.some(({ kind, baseOn }) => kind === 'renewal' && baseOn === licence.validTo),
    },
    TOO_LATE,
    ...deferralDates('renewal'),
  ],
  inputs: DEFERRAL_INPUTS,
  documents: DEFERRAL_DOCUMENTS,
  steps: DEFERRAL_STEPS,
  fee: null,
  effect: { kind: 'defer', deferral: 'renewal', status: 'N', suppresses: ['M'] },
  clerkReasons: ['no-proof'],
  handBack: null,
  clause: '附件1 驾驶证业务;附件5(一)',
} satisfies LicenceService;
