// The life of an application as one table: state → action → who may → next states. Everything else is derived from it.
import type { StaffRole } from '../permissions/role.ts';

/** Where an application stands, coarsely: what its workflow waits for and operators filter by. */
export const STAGES = [
  'draft',
  'fee',
  'acceptance',
  'plate-choice',
  'approval',
  'production',
  'delivery',
  'pickup',
  'ended',
] as const;
export type Stage = (typeof STAGES)[number];

export type ApplicationState =
  | 'draft'
  | 'awaiting-fee'
  | 'submitted'
  | 'in-review'
  | 'awaiting-plate'
  | 'supplement'
  | 'accepted'
  | 'not-accepted'
  | 'approved'
  | 'refused'
  | 'producing'
  | 'produced'
  | 'dispatched'
  | 're-sent'
  | 'in-transit'
  | 'delivery-failed'
  | 'returned'
  | 'lost'
  | 'delivered'
  | 'ready-for-pickup'
  | 'collected'
  | 'uncollected'
  | 'plate-not-chosen'
  | 'done'
  | 'withdrawn';

/** Who acts. `courier` and `system` are not people; every other role is held by an account. */
export type Role = 'applicant' | StaffRole | 'courier' | 'system';

export type Action =
  | 'edit-draft'
  | 'submit'
  | 'record-fee-order'
  | 'confirm-fee'
  | 'withdraw'
  | 'request-supplement'
  | 'resubmit'
  | 'accept'
  | 'decline'
  | 'approve'
  | 'refuse'
  | 'record-register'
  | 'complete-production'
  | 'report-spoilt'
  | 'record-parcel'
  | 'dispatch'
  | 'report-parcel'
  | 'record-tracking'
  | 'resend'
  | 'offer-pickup'
  | 'reproduce'
  | 'confirm-hand-back'
  | 'hand-over'
  | 'change-delivery'
  | 'confirm-plate';

/** The task a person finds in a queue while an application is in a state. */
export type TaskKind =
  | 'accept'
  | 'review'
  | 'produce'
  | 'dispatch'
  | 'resolve-return'
  | 'reproduce'
  | 'confirm-hand-back'
  | 'hand-over'
  | 'review-registration';

export const TASK_ROLES = {
  accept: 'clerk',
  review: 'clerk',
  produce: 'production',
  dispatch: 'dispatch',
  'resolve-return': 'dispatch',
  reproduce: 'production',
  'confirm-hand-back': 'dispatch',
  'hand-over': 'clerk',
  'review-registration': 'reviewer',
} as const satisfies Record<TaskKind, StaffRole>;

export interface Transition {
  readonly by: readonly Role[];
  /** Every state the action may lead to. */
  readonly to: readonly [ApplicationState, ...ApplicationState[]];
}

export interface StateRow {
  readonly stage: Stage;
  readonly zh: string;
  readonly en: string;
  readonly task: TaskKind | null;
  readonly actions: Readonly<Partial<Record<Action, Transition>>>;
}

const withdraw = { by: ['applicant'], to: ['withdrawn'] } as const satisfies Transition;
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

/** Applicants may choose between post and pickup until dispatch; what is ready for pickup may still be posted. */
const changeDelivery = (state: ApplicationState) =>
  ({ by: ['applicant'], to: [state] }) as const satisfies Transition;

export const LIFECYCLE = {
  draft: {
    stage: 'draft',
    zh: '草稿',
    en: 'Draft',
    task: null,
    actions: {
      'edit-draft': { by: ['applicant'], to: ['draft'] },
      submit: {
        by: ['applicant', 'registrar'],
        to: ['submitted', 'awaiting-fee', 'in-review', 'awaiting-plate'],
      },
      withdraw,
    },
  },
  'awaiting-fee': {
    stage: 'fee',
    zh: '待缴费',
    en: 'Awaiting fee',
    task: null,
    actions: {
      'record-fee-order': { by: ['system'], to: ['awaiting-fee'] },
      'confirm-fee': { by: ['system'], to: ['submitted'] },
      withdraw,
    },
  },
  submitted: {
    stage: 'acceptance',
    zh: '已提交',
    en: 'Submitted',
    task: 'accept',
    actions: {
      accept: { by: ['clerk'], to: ['accepted'] },
      decline: { by: ['clerk'], to: ['not-accepted'] },
      'request-supplement': { by: ['clerk'], to: ['supplement'] },
      'change-delivery': changeDelivery('submitted'),
      withdraw,
    },
  },
  // 窗口注册 (二): a second person of the staff looks at what the registrar took down.
  'in-review': {
    stage: 'acceptance',
    zh: '审核中',
    en: 'In review',
    task: 'review-registration',
    actions: {
      approve: { by: ['reviewer'], to: ['approved'] },
      decline: { by: ['reviewer'], to: ['not-accepted'] },
    },
  },
  // 新车车主: the account lives while a plate is being chosen (registration.md §1).
  'awaiting-plate': {
    stage: 'plate-choice',
    zh: '待选号',
    en: 'Awaiting a plate',
    task: null,
    actions: { 'confirm-plate': { by: ['system'], to: ['done'] } },
  },
  supplement: {
    stage: 'acceptance',
    zh: '待补正',
    en: 'Supplement requested',
    task: null,
    actions: {
      resubmit: { by: ['applicant'], to: ['submitted'] },
      'change-delivery': changeDelivery('supplement'),
      withdraw,
    },
  },
  accepted: {
    stage: 'approval',
    zh: '已受理',
    en: 'Accepted',
    task: 'review',
    actions: {
      approve: { by: ['clerk'], to: ['approved'] },
      refuse: { by: ['clerk'], to: ['refused'] },
      'change-delivery': changeDelivery('accepted'),
    },
  },
  approved: {
    stage: 'approval',
    zh: '已核准',
    en: 'Approved',
    task: null,
    actions: {
      'record-register': { by: ['system'], to: ['producing', 'done'] },
      'change-delivery': changeDelivery('approved'),
    },
  },
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
  'plate-not-chosen': {
    stage: 'ended',
    zh: '逾期未选号',
    en: 'No plate chosen in time',
    task: null,
    actions: {},
  },
  done: { stage: 'ended', zh: '已办结', en: 'Done', task: null, actions: {} },
  'not-accepted': { stage: 'ended', zh: '不予受理', en: 'Not accepted', task: null, actions: {} },
  refused: { stage: 'ended', zh: '不予办理', en: 'Refused', task: null, actions: {} },
  withdrawn: { stage: 'ended', zh: '已撤回', en: 'Withdrawn', task: null, actions: {} },
} as const satisfies Record<ApplicationState, StateRow>;
