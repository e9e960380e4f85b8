// What the applicant is told, and when. A message names a template; its slots are filled when it is sent.
import type { LifecycleId } from '../services/define.ts';
import type { ApplicationEvent } from './events.ts';

/** Slots: {number} application number, {due} promised date, {code} pickup code, {tracking} tracking number. */
export const MESSAGES = {
  submitted: { zh: '您的申请 {number} 已提交,将于 {due} 前受理。' },
  'supplement-requested': { zh: '您的申请 {number} 需要补正,请于 {due} 前登录平台补正。' },
  'supplement-reminder': { zh: '您的申请 {number} 尚未补正,逾期 {due} 将不予受理。' },
  accepted: { zh: '您的申请 {number} 已受理。' },
  'not-accepted': { zh: '您的申请 {number} 不予受理,原因请登录平台查看。' },
  refused: { zh: '您的申请 {number} 不予办理,原因请登录平台查看。' },
  dispatched: { zh: '您的申请 {number} 的牌证已寄出,邮件号 {tracking}。' },
  'delivery-failed': { zh: '您的申请 {number} 的邮件投递未成功,请留意邮政联系。' },
  'ready-for-pickup': { zh: '您的申请 {number} 的牌证可到窗口领取,取件码 {code},保留至 {due}。' },
  'pickup-reminder': { zh: '您的申请 {number} 的牌证尚未领取,取件码 {code},保留至 {due}。' },
  uncollected: { zh: '您的申请 {number} 的牌证逾期未领取。' },
  done: { zh: '您的申请 {number} 已办结。' },
  'phone-code': { zh: '您的验证码为 {code},5分钟内有效。请勿告诉他人。' },
  'mobile-changed': {
    zh: '您的互联网交通安全服务账号的手机号码已变更为 {mobile}。如非本人操作,请立即联系车管所窗口。',
  },
  'account-activated': {
    zh: '您的互联网交通安全服务账号已开通。请用手机号或证件号登录,初始密码 {password},登录后请立即修改。',
  },
  'operator-activated': {
    zh: '您的单位用户账号已开通。登录名 {login},初始密码 {password},登录后请立即修改。',
  },
  'registration-filed': { zh: '您的注册(变更)申请 {number} 已登记,将于 {due} 前审核。' },
  'registration-declined': {
    zh: '您的注册(变更)申请 {number} 未通过审核,请携带身份证明到窗口咨询办理。',
  },
  'plate-choice-open': {
    zh: '您的互联网交通安全服务账号已开通,请于 {due} 前预选机动车号牌,逾期账号将被注销。',
  },
  'plate-choice-reminder': { zh: '您尚未预选机动车号牌,{due} 前未选号的,账号将被注销。' },
  'account-lapsed': { zh: '您逾期未预选机动车号牌,账号已注销。' },
} as const satisfies Record<string, { readonly zh: string }>;

export type MessageTemplate = keyof typeof MESSAGES;

/** Said in place of the common sentence where a user is registered. */
const OF_LIFECYCLE: Readonly<
  Partial<Record<LifecycleId, Readonly<Partial<Record<MessageTemplate, MessageTemplate>>>>>
> = {
  'L-REGISTER': { submitted: 'registration-filed', 'not-accepted': 'registration-declined' },
  'L-NEW-CAR': { submitted: 'plate-choice-open' },
};

/** The message an event of a case brings about; null where the applicant need not be told. */
export function messageOf(event: ApplicationEvent, lifecycle: LifecycleId): MessageTemplate | null {
  const common = commonMessageOf(event);
  return (common && OF_LIFECYCLE[lifecycle]?.[common]) ?? common;
}

function commonMessageOf(event: ApplicationEvent): MessageTemplate | null {
  switch (event.type) {
    case 'submitted':
    case 'supplement-requested':
    case 'accepted':
    case 'not-accepted':
    case 'refused':
    case 'dispatched':
    case 'ready-for-pickup':
    case 'uncollected':
    case 'done':
      return event.type;
    case 'supplement-lapsed':
      return 'not-accepted';
    case 'plate-choice-lapsed':
      return 'account-lapsed';
    case 'parcel-reported':
      return event.report === 'failed' ? 'delivery-failed' : null;
    case 'rung-raised':
      return reminderOf(event.clock.kind, event.rung);
    default:
      return null;
  }
}

/** The applicant's own waits are recalled at half time and when little is left. */
function reminderOf(kind: string, rung: string): MessageTemplate | null {
  if (rung !== 'half' && rung !== 'at-risk') return null;
  if (kind === 'pickup-keep') return 'pickup-reminder';
  if (kind === 'plate-choice') return 'plate-choice-reminder';
  return kind === 'supplement' ? 'supplement-reminder' : null;
}

/** Whether a stored name is a template we still have. */
export function isMessageTemplate(name: string): name is MessageTemplate {
  return Object.hasOwn(MESSAGES, name);
}

/** The sentence with its slots filled. */
export function messageText(template: MessageTemplate, slots: Readonly<Record<string, string>>): string {
  return MESSAGES[template].zh.replace(/\{(\w+)\}/g, (whole, slot: string) => slots[slot] ?? whole);
}
