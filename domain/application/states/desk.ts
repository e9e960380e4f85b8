// From the draft to the decision of a clerk.
import { type ApplicationState, changeDelivery, type StateRow, type Transition } from './state.ts';

const withdraw = { by: ['applicant'], to: ['withdrawn'] } as const satisfies Transition;
export const DESK_STATES = {
  draft: {
    stage: 'draft',
    zh: '草稿',
    en: 'Draft',
    task: null,
    actions: {
      'edit-draft': { by: ['applicant'], to: ['draft'] },
      submit: {
        by: ['applicant', 'registrar'],
        to: [
          'submitted',
          'awaiting-fee',
          'in-review',
          'awaiting-plate',
          'handling',
          'booked',
          'waiting',
          'selecting',
        ],
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
      'confirm-fee': { by: ['system'], to: ['submitted', 'handling'] },
      'lapse-fee': { by: ['system'], to: ['draft'] },
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
  'not-accepted': { stage: 'ended', zh: '不予受理', en: 'Not accepted', task: null, actions: {} },
  refused: { stage: 'ended', zh: '不予办理', en: 'Refused', task: null, actions: {} },
  withdrawn: { stage: 'ended', zh: '已撤回', en: 'Withdrawn', task: null, actions: {} },
  'plate-not-chosen': {
    stage: 'ended',
    zh: '逾期未选号',
    en: 'No plate chosen in time',
    task: null,
    actions: {},
  },
} as const satisfies Partial<Record<ApplicationState, StateRow>>;
