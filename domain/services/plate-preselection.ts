// 预选机动车号牌: a number chosen before the vehicle is registered; 模拟测试 in the trial (附件5 备注, 互联网选号规则提示).
import { PRESELECTION_RULES, VIN_CHECK_ADVICE } from '../plates/preselection-rules.ts';
import { PLATE_CATEGORIES } from '../register/codes.ts';
import type { ServiceOn } from './define.ts';
import { NEW_VIN, VIN_ORIGIN } from './parts/new-vehicle-inputs.ts';

const CATEGORIES = Object.entries(PLATE_CATEGORIES).map(([value, zh]) => ({
  ...{ value, zh },
  en: `Category ${value}`,
}));

export default {
  id: 'plate-preselection',
  number: 19,
  name: '预选机动车号牌',
  aliases: ['网上选号', '选车牌', '自编自选', '随机选号', '选号'],
  english: 'Plate preselection',
  category: 'vehicle',
  phase: 'next',
  simulated: true,
  who: ['ind-online', 'unit-option-3'],
  subject: 'new-vehicle',
  lifecycle: 'L-PRESELECT',
  limit: null,
  opennessFirst: true,
  sentences: {
    'service-not-open': 'not-open',
    'account-not-active': 'plate-account-not-active',
    'not-permitted': 'user-kind',
    'unit-kind-not-allowed': 'user-kind',
    'unit-option-missing': 'user-kind',
  },
  blocks: [],
  preconditions: PRESELECTION_RULES,
  advice: [VIN_CHECK_ADVICE],
  inputs: [
    {
      name: 'plateCategory',
      zh: '号牌种类',
      en: 'Plate category',
      required: true,
      kind: 'choice',
      choices: CATEGORIES,
    },
    NEW_VIN,
    VIN_ORIGIN,
    {
      name: 'buyerIdNumber',
      zh: '购车人身份证明号码',
      en: 'Identity number of the buyer',
      required: true,
      kind: 'identity-number',
      help: '单位购车填写组织机构代码或统一社会信用代码',
    },
    {
      name: 'mobile',
      zh: '手机号码',
      en: 'Mobile',
      required: true,
      kind: 'mobile',
      help: '注册登记时核对,须与本账号的手机号码一致',
    },
  ],
  documents: [],
  steps: ['submit', 'book', 'conclude'],
  fee: null,
  effect: { kind: 'none' },
  clerkReasons: [],
  handBack: null,
  clause: '附件5(二) 机动车业务、备注;互联网选号规则提示1–5',
} satisfies ServiceOn<'new-vehicle'>;
