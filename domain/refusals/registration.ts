// Refusals of registration, online and at the window (registration.md §2–§8).
import type { RefusalRow } from './refusal-row.ts';

const PEOPLE = {
  'register-mismatch': {
    status: 422,
    zh: '所填信息与登记信息不一致,请核对姓名、证件号码和手机号码,或到窗口办理。',
    en: 'What was entered does not agree with the register; check name, document number and mobile, or come to a window.',
  },
  'already-registered': {
    status: 409,
    zh: '该人员已注册,一人只能有一个账号。',
    en: 'This person is registered already; everybody has one account.',
  },
  'mobile-barred': {
    status: 409,
    zh: '该身份证明曾因逾期未选号被注销,不能用同一手机号再次网上注册。',
    en: 'An account of this identity was cancelled because no plate was chosen in time; it cannot be registered online again with the same mobile.',
  },
  'window-only-document': {
    status: 422,
    zh: '新车车主网上注册只接受居民身份证,请持其他证件到窗口注册。',
    en: 'A new car’s owner registers online by resident identity card only; come to a window with another document.',
  },
  'identity-document-expired': {
    status: 422,
    zh: '身份证明已过有效期。',
    en: 'The identity document has expired.',
  },
  'identity-document-dates-invalid': {
    status: 422,
    zh: '身份证明的签发日期或有效期不正确。',
    en: 'The dates of the identity document are not right.',
  },
  'document-kind-not-accepted': {
    status: 422,
    zh: '该类人员不能使用此种身份证明。',
    en: 'This kind of resident cannot identify by this kind of document.',
  },
  'identity-differs': {
    status: 422,
    zh: '出生日期或性别与身份证明号码不一致。',
    en: 'Date of birth or sex is not that of the identity number.',
  },
  'nationality-required': { status: 422, zh: '请填写国籍。', en: 'Give the nationality.' },
  'residence-permit-required': {
    status: 422,
    zh: '在暂住地居住的内地居民还应提交居住、暂住证明。',
    en: 'Residents from elsewhere in the mainland also need a residence permit.',
  },
  'password-weak': {
    status: 422,
    zh: '密码至少8位,并包含字母、数字、符号中的两类。',
    en: 'A password needs eight characters or more, of at least two kinds: capitals, small letters, digits, signs.',
  },
  'change-not-applicable': {
    status: 422,
    zh: '该账号不能办理此项变更。',
    en: 'This change cannot be made to this kind of account.',
  },
} as const satisfies Record<string, RefusalRow>;

const UNITS = {
  'org-code-invalid': {
    status: 422,
    zh: '组织机构代码(统一社会信用代码)不正确。',
    en: 'The organisation code or the unified social credit code is not valid.',
  },
  'unit-name-mismatch': {
    status: 422,
    zh: '单位名称与登记信息不一致。',
    en: 'The name of the unit is not the one on file.',
  },
  'agent-without-authorisation': {
    status: 422,
    zh: '代理人没有有效的委托代理授权书。',
    en: 'The agent has no valid authorisation.',
  },
  'legal-representative-mismatch': {
    status: 422,
    zh: '法定代表人与登记信息不一致。',
    en: 'The legal representative is not the one on file.',
  },
  'option-not-allowed': {
    status: 422,
    zh: '所选服务选项不适用于该类单位。',
    en: 'A unit of this kind cannot choose that service option.',
  },
  'unit-already-registered': {
    status: 409,
    zh: '该单位已注册。',
    en: 'This unit is registered already.',
  },
} as const satisfies Record<string, RefusalRow>;

export const REGISTRATION_REFUSALS = { ...PEOPLE, ...UNITS } as const satisfies Record<string, RefusalRow>;
