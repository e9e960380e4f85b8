// 变更驾驶人联系方式: the same act, and the employer of drivers of classes A and B (驾驶证申领和使用规定: 三十日内备案).
import type { ServiceOn } from './define.ts';
import { CONTACT_INPUTS, CONTACT_RULES } from './parts/contact.ts';
import { INSTANT_STEPS } from './parts/steps.ts';

export default {
  id: 'driver-contact-change',
  number: 15,
  name: '变更驾驶人联系方式',
  aliases: ['驾驶人换手机号', '驾驶人换地址', '变更从业单位', '修改驾驶人联系方式'],
  english: 'Change of driver contact',
  category: 'licence',
  phase: 'trial',
  who: ['ind-online'],
  subject: 'contact',
  lifecycle: 'L-INSTANT',
  limit: null,
  blocks: [],
  preconditions: [
    ...CONTACT_RULES,
    { refusal: 'no-licence', when: ({ subject }) => !subject.hasLocalLicence },
  ],
  inputs: [
    ...CONTACT_INPUTS,
    {
      name: 'employer',
      zh: '从业单位',
      en: 'Employer',
      required: false,
      kind: 'text',
      maxLength: 80,
      help: '持有大型客车、牵引车、城市公交车、中型客车、大型货车驾驶证的,从业单位变化时填写',
    },
  ],
  documents: [],
  steps: INSTANT_STEPS,
  fee: null,
  effect: { kind: 'change-contact' },
  clerkReasons: [],
  handBack: null,
  clause: '附件1 驾驶证业务;附件5(一)',
} satisfies ServiceOn<'contact'>;
