// Refusals of the keys of units' systems, and of sign-in through the identity provider.
import type { RefusalRow } from './refusal-row.ts';

export const KEY_REFUSALS = {
  'key-invalid': {
    status: 401,
    zh: '密钥无效、已过期或已停用。',
    en: 'The key is not valid, has expired or was revoked.',
  },
  'key-with-session': {
    status: 400,
    zh: '请求不能同时使用登录会话和密钥。',
    en: 'A request cannot use a session and a key at once.',
  },
  'key-not-accepted': {
    status: 403,
    zh: '该接口不能使用密钥访问。',
    en: 'This cannot be reached with a key.',
  },
  'keys-not-offered': {
    status: 403,
    zh: '只有医院和机动车销售商可以使用系统对接密钥。',
    en: 'Only hospitals and car dealers may have keys for their systems.',
  },
  'key-operator-unfit': {
    status: 422,
    zh: '密钥只能以本单位在用账号的经办人名义使用。',
    en: 'A key acts in the name of an active operator of the same unit.',
  },
  'too-many-keys': {
    status: 409,
    zh: '有效密钥已达 {max} 个,请先停用不再使用的密钥。',
    en: 'There are {max} keys in use already; revoke one that is not needed.',
  },
  'sign-in-not-offered': {
    status: 404,
    zh: '未开通统一身份认证登录。',
    en: 'Sign-in through an identity provider is not set up.',
  },
  'identity-provider-away': {
    status: 503,
    zh: '统一身份认证暂时无法使用,请稍后再试,或使用账号密码登录。',
    en: 'The identity provider cannot be reached; try again shortly, or sign in with account and password.',
  },
  'identity-not-proven': {
    status: 401,
    zh: '统一身份认证未完成或已失效,请重新登录。',
    en: 'The identity provider’s answer does not prove who you are; start the sign-in again.',
  },
  'identity-unknown': {
    status: 403,
    zh: '该身份没有关联可以登录的工作人员账号,请联系管理员。',
    en: 'No staff account that may sign in belongs to this identity; ask an administrator.',
  },
  'second-factor-missing': {
    status: 403,
    zh: '统一身份认证未验证第二因素,请改用账号密码和动态口令登录。',
    en: 'The identity provider saw no second factor; sign in with account, password and one-time code.',
  },
  'identity-taken': {
    status: 409,
    zh: '该身份已关联另一个账号。',
    en: 'This identity belongs to another account already.',
  },
} as const satisfies Record<string, RefusalRow>;
