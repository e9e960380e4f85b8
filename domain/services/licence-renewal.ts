// 期满换领驾驶证: from ninety days before expiry to one year after it (驾驶证申领和使用规定 第四十八条, 第六十七条).
import { heldClasses, renewalWindow } from '../register/licence.ts';
import type { LicenceService } from './define.ts';
import { certificateNumber, lossStatement } from './parts/inputs.ts';
import { RENEWAL_BLOCKS } from './parts/licence-blocks.ts';
import {
  BODY_CERTIFICATE,
  HOLDER_IDENTITY,
  HOLDER_PHOTO,
  LICENCE_FORM,
  OLD_LICENCE,
} from './parts/licence-documents.ts';
import {
  CANCELLED_ONE_YEAR,
  NO_CLASS_LEFT,
  needsBodyCertificate,
  REVIEW_STUDY_NEEDED,
  USE_OVERAGE_EXCHANGE,
} from './parts/licence-rules.ts';
import { textIn } from './parts/rules.ts';
import { POSTAL_STEPS } from './parts/steps.ts';

export default {
  id: 'licence-renewal',
  number: 8,
  name: '期满换领驾驶证',
  aliases: ['期满换证', '证到期', '驾照到期', '驾驶证到期换证'],
  english: 'Renewal on expiry',
  category: 'licence',
  phase: 'trial',
  who: ['ind-window'],
  subject: 'licence',
  lifecycle: 'L-POST',
  limit: 'accept-1-workday-then-post',
  blocks: RENEWAL_BLOCKS,
  preconditions: [
    { refusal: 'long-term', when: ({ licence }) => licence.validTo === null },
    NO_CLASS_LEFT,
    USE_OVERAGE_EXCHANGE,
    CANCELLED_ONE_YEAR,
    {
      refusal: 'too-early',
      when: ({ licence, today }) => today < (renewalWindow(licence)?.opensOn ?? today),
      slots: ({ licence, today }) => ({ opensOn: renewalWindow(licence)?.opensOn ?? today }),
    },
    REVIEW_STUDY_NEEDED,
    needsBodyCertificate(({ licence }) => heldClasses(licence)),
  ],
  inputs: [certificateNumber(true, '医院体检后取得,六个月内有效'), lossStatement(false)],
  documents: [LICENCE_FORM, HOLDER_IDENTITY, OLD_LICENCE, BODY_CERTIFICATE, HOLDER_PHOTO],
  steps: POSTAL_STEPS,
  fee: 'driving-licence',
  effect: { kind: 'renew-licence' },
  clerkReasons: ['violations-open', 'review-study-needed', 'no-body-certificate'],
  // An expired licence that is lost is renewed on a statement of loss, and cannot come back.
  handBack: { refusal: 'old-licence-not-returned', when: (form) => textIn(form, 'lossStatement') === '' },
  clause: '附件1 驾驶证业务;附件5(一)',
} satisfies LicenceService;
