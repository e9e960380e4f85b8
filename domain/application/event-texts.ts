// What a reader of the timeline sees of an event; null keeps the machinery out of it.
import type { EventType } from './events.ts';

export interface EventText {
  readonly zh: string;
  readonly en: string;
}

const EVENT_TEXTS = {
  drafted: { zh: '已建立草稿', en: 'Draft created' },
  'draft-edited': null,
  'fee-requested': { zh: '待缴费', en: 'Fee requested' },
  'fee-ordered': null,
  'fee-paid': { zh: '已缴费', en: 'Fee paid' },
  'fee-lapsed': { zh: '未完成缴费,申请退回草稿', en: 'Not paid; back to draft' },
  submitted: { zh: '已提交申请', en: 'Application submitted' },
  'supplement-requested': { zh: '需要补正材料', en: 'Supplement requested' },
  resubmitted: { zh: '已补正并重新提交', en: 'Supplemented and submitted again' },
  'supplement-lapsed': { zh: '逾期未补正,不予受理', en: 'Not supplemented in time; not accepted' },
  'plate-chosen': { zh: '已选定号牌', en: 'Plate chosen' },
  'plate-choice-lapsed': { zh: '逾期未选号,账号已注销', en: 'No plate chosen in time; account cancelled' },
  accepted: { zh: '已受理', en: 'Accepted' },
  'not-accepted': { zh: '不予受理', en: 'Not accepted' },
  approved: { zh: '已核准', en: 'Approved' },
  refused: { zh: '不予办理', en: 'Refused' },
  'register-updated': { zh: '登记信息已更新', en: 'Register updated' },
  produced: { zh: '牌证已制作', en: 'Produced' },
  spoilt: { zh: '制作有误,重新制作', en: 'Spoilt; made again' },
  'parcel-ordered': { zh: '已生成邮件号码(尚未寄出)', en: 'Tracking number assigned (not posted yet)' },
  'parcel-order-refused': null,
  dispatched: { zh: '已交邮政寄出', en: 'Handed to the post' },
  'parcel-reported': { zh: '邮政有新的投递信息', en: 'News from the post' },
  'tracking-due': null,
  'tracking-checked': null,
  'resend-prepared': { zh: '准备重新寄出', en: 'To be posted again' },
  'remake-ordered': { zh: '重新制作', en: 'To be produced again' },
  'ready-for-pickup': { zh: '可到窗口领取', en: 'Ready for pickup' },
  collected: { zh: '已领取', en: 'Collected' },
  'hand-back-confirmed': { zh: '已交回旧牌证', en: 'Old plates or licence handed back' },
  uncollected: { zh: '逾期未领取', en: 'Not collected in time' },
  'delivery-changed': { zh: '已变更领取方式', en: 'Way of delivery changed' },
  withdrawn: { zh: '申请人已撤回', en: 'Withdrawn by the applicant' },
  done: { zh: '已办结', en: 'Done' },
  'place-taken': { zh: '已预约成功', en: 'Place booked' },
  'place-awaited': { zh: '该场次已约满,已进入候补', en: 'Session full; on the waiting list' },
  'place-given': { zh: '候补成功,已预约', en: 'A place came free and is booked' },
  'place-not-given': { zh: '候补未成功', en: 'No place came free' },
  'session-day': { zh: '今日到场办理', en: 'To come today' },
  attended: { zh: '已到场', en: 'Attended' },
  absent: { zh: '未到场', en: 'Did not come' },
  'result-recorded': { zh: '已登记结果', en: 'Result recorded' },
  'retake-missed': { zh: '未参加补考,以首次结果为准', en: 'No second try was taken; the first counts' },
  'called-off': { zh: '场次已取消', en: 'Session called off' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
  'number-tried': { zh: '自编号码不可选', en: 'The number tried is not available' },
  'numbers-drawn': { zh: '已随机选号(5选1)', en: 'Five numbers drawn' },
  'number-reserved': { zh: '已预选号牌', en: 'Number reserved' },
  'selection-left': { zh: '已放弃选号', en: 'Left without a number' },
  'selection-lapsed': { zh: '选号超时', en: 'Ran out of time to choose' },
  'reservation-lapsed': {
    zh: '逾期未办理注册登记,预选失效',
    en: 'Not registered in time; reservation lapsed',
  },
  'vehicle-registered': { zh: '已核对注册登记信息', en: 'Compared with the registration' },
  'clock-started': null,
  'clock-paused': null,
  'clock-resumed': null,
  'clock-stopped': null,
  'rung-raised': null,
} as const satisfies Record<EventType, EventText | null>;

/** In place of the common sentence, where somebody else came for it. */
export const COLLECTED_BY_PROXY: EventText = { zh: '已由代领人领取', en: 'Collected by the proxy' };

/** The sentence of an event by its stored type; null for what only the engine needs. */
export function eventText(type: string): EventText | null {
  return Object.hasOwn(EVENT_TEXTS, type) ? EVENT_TEXTS[type as EventType] : null;
}
