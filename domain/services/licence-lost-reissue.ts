// 遗失补领驾驶证 (附件5: 遗失换领驾驶证): a new document with the same entries (驾驶证申领和使用规定 第五十四条).
import type { LicenceService } from './define.ts';
import { certificateNumber, lossStatement, TRUE_STATEMENT } from './parts/inputs.ts';
import { REISSUE_BLOCKS } from './parts/licence-blocks.ts';
import { BODY_CERTIFICATE, HOLDER_IDENTITY, HOLDER_PHOTO, LICENCE_FORM } from './parts/licence-documents.ts';
import { COMBINED_RENEWAL } from './parts/licence-rules.ts';
import { POSTAL_STEPS } from './parts/steps.ts';

export default {
  id: 'licence-lost-reissue',
  number: 10,
  name: '遗失补领驾驶证',
  aliases: ['遗失换领驾驶证', '遗失换证', '驾驶证丢了', '驾照丢了', '补驾照'],
  english: 'Re-issue of lost licence',
  category: 'licence',
  phase: 'trial',
  who: ['ind-window'],
  subject: 'licence',
  lifecycle: 'L-POST',
  limit: 'accept-1-workday-then-post',
  blocks: REISSUE_BLOCKS,
  preconditions: COMBINED_RENEWAL,
  inputs: [
    lossStatement(true),
    TRUE_STATEMENT,
    certificateNumber(false, '有效期满前九十日内补领的,同时换证,须填写'),
  ],
  documents: [
    LICENCE_FORM,
    HOLDER_IDENTITY,
    {
      kind: 'loss-statement',
      zh: '遗失的书面声明',
      en: 'Written statement of loss',
      source: 'generated',
      required: false,
    },
    BODY_CERTIFICATE,
    HOLDER_PHOTO,
  ],
  steps: POSTAL_STEPS,
  fee: 'driving-licence',
  effect: { kind: 'reissue-licence' },
  clerkReasons: ['licence-held'],
  handBack: null,
  clause: '附件1 驾驶证业务;附件5(一)',
} satisfies LicenceService;
