// From production to the citizen’s hands.
import {
  type Action,
  type ApplicationState,
  changeDelivery,
  type StateRow,
  type Transition,
} from './state.ts';

const courierReports = {
  by: ['courier', 'system'],
  to: ['in-transit', 'delivery-failed', 'returned', 'lost', 'delivered', 'done'],
} as const satisfies Transition;

/** A parcel on its way: the courier reports, or is asked when it stays silent. */
const onItsWay = (state: ApplicationState) =>
  ({
    'report-parcel': courierReports,
    'record-tracking': { by: ['system'], to: [state] },
  }) as const satisfies Partial<Record<Action, Transition>>;
export const FULFILMENT_STATES = {
  producing: {
    stage: 'production',
    zh: '制作中',
    en: 'In production',
    task: 'produce',
    actions: {
      'complete-production': { by: ['production'], to: ['produced', 'ready-for-pickup'] },
      'report-spoilt': { by: ['production'], to: ['producing'] },
      'change-delivery': changeDelivery('producing'),
    },
  },
  produced: {
    stage: 'delivery',
    zh: '待寄出',
    en: 'Ready to post',
    task: 'dispatch',
    actions: {
      'record-parcel': { by: ['system'], to: ['produced'] },
      dispatch: { by: ['dispatch'], to: ['dispatched', 're-sent'] },
      // The courier may collect before the desk has scanned the parcel out.
      'report-parcel': courierReports,
      'change-delivery': { by: ['applicant'], to: ['produced', 'ready-for-pickup'] },
    },
  },
  dispatched: {
    stage: 'delivery',
    zh: '已寄出',
    en: 'Posted',
    task: null,
    actions: onItsWay('dispatched'),
  },
  're-sent': {
    stage: 'delivery',
    zh: '已重新寄出',
    en: 'Posted again',
    task: null,
    actions: onItsWay('re-sent'),
  },
  'in-transit': {
    stage: 'delivery',
    zh: '运输中',
    en: 'On its way',
    task: null,
    actions: onItsWay('in-transit'),
  },
  'delivery-failed': {
    stage: 'delivery',
    zh: '投递未成功',
    en: 'Delivery failed',
    task: null,
    actions: onItsWay('delivery-failed'),
  },
  returned: {
    stage: 'delivery',
    zh: '邮件已退回',
    en: 'Returned to us',
    task: 'resolve-return',
    actions: {
      resend: { by: ['dispatch'], to: ['produced'] },
      'offer-pickup': { by: ['dispatch'], to: ['ready-for-pickup'] },
      'change-delivery': { by: ['applicant'], to: ['produced', 'ready-for-pickup'] },
    },
  },
  lost: {
    stage: 'delivery',
    zh: '邮件丢失',
    en: 'Lost in the post',
    task: 'reproduce',
    actions: { reproduce: { by: ['production'], to: ['producing'] } },
  },
  delivered: {
    stage: 'delivery',
    zh: '已送达',
    en: 'Delivered',
    task: 'confirm-hand-back',
    actions: { 'confirm-hand-back': { by: ['dispatch'], to: ['done'] } },
  },
  'ready-for-pickup': {
    stage: 'pickup',
    zh: '待领取',
    en: 'Ready for pickup',
    task: 'hand-over',
    actions: {
      'hand-over': { by: ['clerk'], to: ['done'] },
      'change-delivery': { by: ['applicant'], to: ['produced', 'ready-for-pickup'] },
    },
  },
  collected: { stage: 'pickup', zh: '已领取', en: 'Collected', task: null, actions: {} },
  uncollected: { stage: 'ended', zh: '逾期未领取', en: 'Not collected', task: null, actions: {} },
  done: { stage: 'ended', zh: '已办结', en: 'Done', task: null, actions: {} },
} as const satisfies Partial<Record<ApplicationState, StateRow>>;
