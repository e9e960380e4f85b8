// 变更车主联系方式: one act in 用户信息管理 for the person, all their local vehicles and their licence.
import type { ServiceOn } from './define.ts';
import { CONTACT_INPUTS, CONTACT_RULES } from './parts/contact.ts';
import { INSTANT_STEPS } from './parts/steps.ts';

export default {
  id: 'owner-contact-change',
  number: 5,
  name: '变更车主联系方式',
  aliases: ['车主换手机号', '车主换地址', '修改车主联系方式'],
  english: 'Change of owner contact',
  category: 'vehicle',
  phase: 'trial',
  who: ['ind-online'],
  subject: 'contact',
  lifecycle: 'L-INSTANT',
  limit: null,
  blocks: [],
  preconditions: [
    ...CONTACT_RULES,
    { refusal: 'no-vehicle', when: ({ subject }) => subject.localVehicles === 0 },
  ],
  inputs: CONTACT_INPUTS,
  documents: [],
  steps: INSTANT_STEPS,
  fee: null,
  effect: { kind: 'change-contact' },
  clerkReasons: [],
  handBack: null,
  clause: '附件1 机动车业务;附件5(一)',
} satisfies ServiceOn<'contact'>;
