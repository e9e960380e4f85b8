// 用户信息管理: how somebody can be reached, asked for alike by the owner's and the driver's service.
import { findDeliveryZone } from '../../delivery-zones.ts';
import type { Field, GivenOf, Precondition } from '../define.ts';
import { fieldRule, textIn } from './rules.ts';

type Rule = Precondition<GivenOf<'contact'>>;

const MOBILE = {
  name: 'mobile',
  zh: '手机号码',
  en: 'Mobile number',
  required: true,
  kind: 'mobile',
} as const satisfies Field;

const CODE = {
  name: 'code',
  zh: '短信验证码',
  en: 'Code sent by SMS',
  required: true,
  kind: 'phone-code',
  help: '发送至新手机号码的6位验证码',
} as const satisfies Field;

const POSTCODE = {
  name: 'postcode',
  zh: '邮政编码',
  en: 'Postcode',
  required: true,
  kind: 'text',
  maxLength: 6,
} as const satisfies Field;

const DIVISION = {
  name: 'division',
  zh: '行政区划代码',
  en: 'Division code',
  required: true,
  kind: 'text',
  maxLength: 6,
} as const satisfies Field;

const EMAIL = {
  name: 'email',
  zh: '电子邮箱',
  en: 'E-mail',
  required: false,
  kind: 'text',
  maxLength: 100,
} as const satisfies Field;

const SIX_DIGITS = /^\d{6}$/;
const EMAIL_SHAPE = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export const CONTACT_INPUTS = [
  MOBILE,
  CODE,
  { name: 'landline', zh: '固定电话', en: 'Landline', required: false, kind: 'text', maxLength: 20 },
  POSTCODE,
  DIVISION,
  { name: 'address', zh: '联系地址', en: 'Address', required: true, kind: 'text', maxLength: 120 },
  EMAIL,
] as const satisfies readonly Field[];

/** Whether the mobile is somebody's is told only to who has it in hand. */
export const CONTACT_RULES: readonly Rule[] = [
  fieldRule(
    POSTCODE,
    { zh: '应为6位数字', en: 'six digits' },
    ({ form }) => !SIX_DIGITS.test(textIn(form, POSTCODE.name)),
  ),
  fieldRule(
    DIVISION,
    { zh: '应为6位行政区划代码', en: 'a division code of six digits' },
    ({ form }) => findDeliveryZone(textIn(form, DIVISION.name)) === undefined,
  ),
  fieldRule(EMAIL, { zh: '格式不正确', en: 'not an e-mail address' }, ({ form }) => {
    const email = textIn(form, EMAIL.name);
    return email !== '' && !EMAIL_SHAPE.test(email);
  }),
  { refusal: 'mobile-code-wrong', field: CODE.name, when: ({ subject }) => !subject.codeIsGood },
  { refusal: 'mobile-in-use', field: MOBILE.name, when: ({ subject }) => subject.mobileIsTaken },
];
