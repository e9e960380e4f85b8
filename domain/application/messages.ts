// What the applicant is told, and when. A message names a template; its slots are filled when it is sent.
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
} as const satisfies Record<string, { readonly zh: string }>;

export type MessageTemplate = keyof typeof MESSAGES;

/** The message an event brings about; null where the applicant need not be told. */
export function messageOf(event: ApplicationEvent): MessageTemplate | null {
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
