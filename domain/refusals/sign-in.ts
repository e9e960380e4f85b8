// Refusals of signing in, of the second factor, and of changing a password.
import type { RefusalRow } from './refusal-row.ts';

export const SIGN_IN_REFUSALS = {
  'second-factor-failed': {
    status: 401,
    zh: '动态口令不正确或已使用,请等待下一个口令。',
    en: 'The one-time code is wrong or was used already; wait for the next one.',
  },
  'second-factor-not-awaited': {
    status: 401,
    zh: '请先用账号和密码登录,并在5分钟内完成动态口令验证。',
    en: 'Sign in with account and password first, and give the one-time code within five minutes.',
  },
  'second-factor-set-up': {
    status: 409,
    zh: '该账号已绑定动态口令,如需重新绑定请联系管理员。',
    en: 'A second factor is set up already; ask an administrator to have it set up again.',
  },
  'second-factor-not-set-up': {
    status: 409,
    zh: '该账号尚未绑定动态口令,请先绑定。',
    en: 'No second factor is set up yet; set it up first.',
  },
  'password-change-required': {
    status: 403,
    zh: '请先修改初始密码。',
    en: 'Change your first password before anything else.',
  },
  'current-password-wrong': {
    status: 422,
    zh: '当前密码不正确。',
    en: 'The current password is wrong.',
  },
  'password-unchanged': {
    status: 422,
    zh: '新密码不能与当前密码相同。',
    en: 'The new password must differ from the current one.',
  },
  'phone-code-wrong': {
    status: 422,
    zh: '验证码不正确或已失效,请核对后重新输入或重新获取。',
    en: 'The code is wrong or no longer good; check it, or ask for another.',
  },
  'mobile-not-on-file': {
    status: 409,
    zh: '该账号没有登记手机号码,请到窗口办理变更。',
    en: 'The account has no mobile on file; come to a window to have one added.',
  },
  'mobile-unchanged': {
    status: 422,
    zh: '新手机号码不能与当前手机号码相同。',
    en: 'The new mobile must differ from the current one.',
  },
  'password-reset-failed': {
    status: 422,
    zh: '账号或验证码不正确,密码未修改。',
    en: 'The account or the code is wrong; the password was not changed.',
  },
} as const satisfies Record<string, RefusalRow>;
