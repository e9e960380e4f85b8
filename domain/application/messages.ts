// What the applicant is told, and when. A message names a template; its slots are filled when it is sent.
import type { LifecycleId } from '../services/define.ts';
import type { ApplicationEvent } from './events.ts';

/**
 * Slots: {number} application number, {due} promised date, {code} pickup code, {tracking} tracking number, {from} when
 * the session begins, {plate} the number chosen, {mark} 模拟测试 where nothing real comes of it.
 */
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
  'body-unqualified': {
    zh: '您的身体条件已不符合所持准驾车型的规定,请在30日内({due}前)到车辆管理所申请降低准驾车型或者注销驾驶证。',
  },
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
  'place-taken': { zh: '您的预约 {number} 已成功,请于 {from} 前携带有关证件到场。' },
  'place-awaited': { zh: '您的预约 {number} 所选场次已约满,已进入候补,有名额时将短信通知您。' },
  'place-given': { zh: '您的候补 {number} 已成功预约,请于 {from} 前携带有关证件到场。' },
  'place-not-given': { zh: '您的候补 {number} 未能取得名额,请另选场次预约。' },
  'appointment-reminder': { zh: '提醒:您的预约 {number} 将于 {from} 开始,请按时到场。' },
  absent: { zh: '您的预约 {number} 未按时到场,已按缺席处理。' },
  'called-off': { zh: '您的预约 {number} 的场次已取消,请另选场次预约。' },
  'appointment-cancelled': { zh: '您的预约 {number} 已取消。' },
  'number-reserved': { zh: '{mark}您已预选号牌 {plate},有效期至 {due},请在此前办理注册登记。' },
  'reservation-reminder': { zh: '{mark}您预选的号牌 {plate} 有效期至 {due},请尽快办理注册登记。' },
  'reservation-lapsed': { zh: '{mark}您预选的号牌 {plate} 逾期未办理注册登记,预选已失效。' },
  'registration-differs': {
    zh: '{mark}网上选号的车辆识别代码、身份证明号码或手机号码与登记信息不一致,预选的号牌 {plate} 不予确认。',
  },
  'contact-changed': {
    zh: '您在互联网交通安全服务平台登记的联系电话已变更为 {mobile}。如非本人操作,请立即联系车管所窗口。',
  },
  'payment-completed': { zh: '您的申请 {number} 缴款完成。' },
  'payment-unreconciled': {
    zh: '您的申请 {number} 的缴款正在与支付机构核对,请勿使用其他渠道处理或缴款,以免重复缴款。核对完成后将短信通知您。',
  },
  'payment-exceptional': {
    zh: '您的申请 {number} 的缴款出现异常,工作人员将在3个工作日内核定。在此之前请勿使用其他渠道处理或缴款。',
  },
  'payment-not-made': { zh: '您的申请 {number} 未完成缴款,请登录平台重新下单。' },
  'payment-refunding': { zh: '您的申请 {number} 有一笔缴款正在退回原支付账户。' },
  'payment-refunded': { zh: '您的申请 {number} 的缴款已退回原支付账户。' },
  'violation-handled': {
    zh: '您的交通违法已处理,处罚决定书 {decision},记{points}分,罚款{fine}元,请于 {due} 前(含当日)缴纳,逾期每日加处3%。',
  },
  'decision-withdrawn': { zh: '处罚决定书 {decision} 已撤销,所记分数一并撤销;已缴纳的罚款将原路退回。' },
  'violation-warned': { zh: '您的交通违法已处理,处罚决定书 {decision},给予警告,记{points}分,无需缴款。' },
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

/** Done in the applicant's presence: nothing has to be sent. */
const TOLD_ON_THE_SPOT: Readonly<Partial<Record<LifecycleId, readonly MessageTemplate[]>>> = {
  'L-SPOT': ['submitted', 'done', 'refused'],
  'L-INSTANT': ['submitted', 'refused'],
  'L-APPT': ['submitted'],
  'L-PRESELECT': ['submitted'],
};

/** The message an event of a case brings about; null where the applicant need not be told. */
export function messageOf(event: ApplicationEvent, lifecycle: LifecycleId): MessageTemplate | null {
  const common = commonMessageOf(event);
  if (common && TOLD_ON_THE_SPOT[lifecycle]?.includes(common)) return null;
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
    case 'place-taken':
    case 'place-awaited':
    case 'place-given':
    case 'place-not-given':
    case 'absent':
    case 'called-off':
    case 'number-reserved':
    case 'reservation-lapsed':
    case 'done':
      return event.type;
    case 'vehicle-registered':
      return event.matches ? null : 'registration-differs';
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
  if (rung === 'reminder') return 'appointment-reminder';
  if (rung !== 'half' && rung !== 'at-risk') return null;
  if (kind === 'reservation') return 'reservation-reminder';
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
