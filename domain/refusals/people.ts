// Refusals around accounts of the staff, substitutes, bookings and keys.
import type { RefusalRow } from './refusal-row.ts';

export const PEOPLE_REFUSALS = {
  'login-taken': {
    status: 409,
    zh: '该登录名已被使用,请换一个。',
    en: 'That name is taken; choose another.',
  },
  'substitute-unfit': {
    status: 422,
    zh: '代岗人员须为同一单位的在岗工作人员;审计岗和管理员不得代岗。',
    en: 'A substitute must be active staff of the same office; auditors and administrators cannot be stood in for.',
  },
  'substitution-period-invalid': {
    status: 422,
    zh: '代岗期限不正确:结束须晚于开始和当前时间,且最长60天。',
    en: 'The period is not valid: it must end after it begins and after now, and last at most 60 days.',
  },
  'session-full': {
    status: 409,
    zh: '该时段已约满,请选择其他时段。',
    en: 'That session is full; choose another.',
  },
  'session-not-offered': {
    status: 422,
    zh: '该时段不可预约,请从可预约时段中选择。',
    en: 'That session cannot be booked; choose one of those offered.',
  },
  'already-booked': {
    status: 409,
    zh: '您已有一个未办理的预约,如需改期请先取消。',
    en: 'You have a booking already; cancel it first to choose another time.',
  },
  'booking-closed': {
    status: 409,
    zh: '该预约已办理或者已取消。',
    en: 'That booking has been kept or cancelled already.',
  },
  'upgrade-not-needed': {
    status: 409,
    zh: '该账号不是网上注册的有效个人用户,无需办理转窗口用户注册。',
    en: 'This account is not an active one registered online; there is nothing to upgrade.',
  },
  'upgrade-instead': {
    status: 409,
    zh: '该人员已网上注册,请办理“互联网用户转窗口用户注册”。',
    en: 'This person is registered online already; have the account upgraded instead.',
  },
  'nothing-on-file': {
    status: 422,
    zh: '在本地没有登记的机动车或驾驶证,不符合窗口注册条件。',
    en: 'No vehicle or licence is on file here, which registration at the window requires.',
  },
  'account-state-conflict': {
    status: 409,
    zh: '账号当前状态不允许该操作。',
    en: 'The account’s present state does not allow this.',
  },
  'applications-open': {
    status: 409,
    zh: '您还有未办结的申请,请待其办结或撤回后再注销账号。',
    en: 'You have applications under way; wait for their end or withdraw them before giving up the account.',
  },
} as const satisfies Record<string, RefusalRow>;
