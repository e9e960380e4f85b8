// 损毁换领驾驶证: a new document for one that can no longer be read (驾驶证申领和使用规定 第五十一条).
import type { LicenceService } from './define.ts';
import { certificateNumber, TRUE_STATEMENT } from './parts/inputs.ts';
import { REISSUE_BLOCKS } from './parts/licence-blocks.ts';
import {
  BODY_CERTIFICATE,
  HOLDER_IDENTITY,
  HOLDER_PHOTO,
  LICENCE_FORM,
  OLD_LICENCE,
} from './parts/licence-documents.ts';
import { COMBINED_RENEWAL } from './parts/licence-rules.ts';
import { POSTAL_STEPS } from './parts/steps.ts';

export default {
  id: 'licence-damaged-replace',
  number: 11,
  name: '损毁换领驾驶证',
  aliases: ['损毁换证', '驾驶证坏了', '驾照损坏', '换驾照'],
  english: 'Replacement of damaged licence',
  category: 'licence',
  phase: 'trial',
  who: ['ind-window'],
  subject: 'licence',
  lifecycle: 'L-POST',
  limit: 'accept-1-workday-then-post',
  blocks: REISSUE_BLOCKS,
  preconditions: COMBINED_RENEWAL,
  inputs: [TRUE_STATEMENT, certificateNumber(false, '有效期满前九十日内换领的,同时换证,须填写')],
  documents: [
    LICENCE_FORM,
    HOLDER_IDENTITY,
    OLD_LICENCE,
    {
      kind: 'licence-photo',
      zh: '损毁驾驶证照片',
      en: 'Photograph of the damaged licence',
      source: 'upload',
      required: true,
    },
    BODY_CERTIFICATE,
    HOLDER_PHOTO,
  ],
  steps: POSTAL_STEPS,
  fee: 'driving-licence',
  effect: { kind: 'reissue-licence' },
  clerkReasons: ['not-damaged', 'licence-held'],
  handBack: { refusal: 'old-licence-not-returned', when: () => true },
  clause: '附件1 驾驶证业务;附件5(一)',
} satisfies LicenceService;
