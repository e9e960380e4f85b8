// 超龄换领驾驶证: the classes a holder has grown too old for are exchanged (驾驶证申领和使用规定 第五十条).
import { overageTarget } from '../register/licence.ts';
import type { Field, LicenceGiven, LicenceService } from './define.ts';
import { certificateNumber } from './parts/inputs.ts';
import { RENEWAL_BLOCKS } from './parts/licence-blocks.ts';
import {
  BODY_CERTIFICATE,
  HOLDER_IDENTITY,
  HOLDER_PHOTO,
  LICENCE_FORM,
  OLD_LICENCE,
} from './parts/licence-documents.ts';
import { CANCELLED_ONE_YEAR, NO_CLASS_LEFT, needsBodyCertificate } from './parts/licence-rules.ts';
import { POSTAL_STEPS } from './parts/steps.ts';

const TARGET = {
  name: 'targetClass',
  zh: '换领的准驾车型',
  en: 'Class asked for in place of A or B',
  required: false,
  kind: 'choice',
  choices: [
    { value: 'C1', zh: '小型汽车(C1)', en: 'Small car (C1)' },
    { value: 'C2', zh: '小型自动挡汽车(C2)', en: 'Small automatic car (C2)' },
  ],
  help: '持有大型客车、牵引车、城市公交车、中型客车、大型货车准驾车型的填写;不填为 C1',
} as const satisfies Field;

function classesAfter({ licence, form, today }: LicenceGiven) {
  const target = overageTarget(licence, today, form.targetClass === 'C2' ? 'C2' : 'C1');
  return target?.kind === 'exchange' ? target.classes : [];
}

export default {
  id: 'licence-overage-exchange',
  number: 9,
  name: '超龄换领驾驶证',
  aliases: ['超龄换证', '满60岁换证', '满70岁换证', '年龄到了换证'],
  english: 'Exchange on reaching the age limit',
  category: 'licence',
  phase: 'trial',
  who: ['ind-window'],
  subject: 'licence',
  lifecycle: 'L-POST',
  limit: 'accept-1-workday-then-post',
  blocks: RENEWAL_BLOCKS,
  preconditions: [
    { refusal: 'not-overage', when: ({ licence, today }) => overageTarget(licence, today) === null },
    NO_CLASS_LEFT,
    CANCELLED_ONE_YEAR,
    needsBodyCertificate(classesAfter),
  ],
  inputs: [TARGET, certificateNumber(true, '医院体检后取得,六个月内有效')],
  documents: [LICENCE_FORM, HOLDER_IDENTITY, OLD_LICENCE, BODY_CERTIFICATE, HOLDER_PHOTO],
  steps: POSTAL_STEPS,
  fee: 'driving-licence',
  effect: { kind: 'exchange-overage-licence' },
  clerkReasons: ['violations-open', 'no-body-certificate'],
  handBack: { refusal: 'old-licence-not-returned', when: () => true },
  clause: '附件1 驾驶证业务;附件5(一)',
} satisfies LicenceService;
