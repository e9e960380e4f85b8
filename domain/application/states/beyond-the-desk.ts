// What goes over no desk: handled at once, by appointment, a number chosen.
import type { ApplicationState, StateRow, Transition } from './state.ts';

/** What was booked or reserved is given back. */
const cancel = { by: ['applicant'], to: ['cancelled'] } as const satisfies Transition;
const callOff = { by: ['supervisor', 'system'], to: ['called-off'] } as const satisfies Transition;
export const OTHER_STATES = {
  // 现场办结, and what is done at once: the register is changed without a clerk.
  handling: {
    stage: 'handling',
    zh: '办理中',
    en: 'Being handled',
    task: null,
    actions: { 'record-register': { by: ['system'], to: ['done', 'refused'] } },
  },
  waiting: {
    stage: 'appointment',
    zh: '候补中',
    en: 'On the waiting list',
    task: null,
    actions: {
      'take-place': { by: ['system'], to: ['booked'] },
      'cancel-booking': { by: ['system'], to: ['cancelled'] },
      'call-off': callOff,
      withdraw: cancel,
    },
  },
  // A place is given back until the day before; on the day itself it is too late.
  booked: {
    stage: 'appointment',
    zh: '已预约',
    en: 'Booked',
    task: null,
    actions: {
      'cancel-booking': { by: ['system'], to: ['cancelled'] },
      'call-off': callOff,
      withdraw: cancel,
    },
  },
  expected: {
    stage: 'appointment',
    zh: '待到场',
    en: 'Expected today',
    task: 'record-result',
    actions: {
      'record-attendance': { by: ['clerk'], to: ['attended'] },
      'record-result': { by: ['clerk'], to: ['attended', 'handling'] },
      'call-off': callOff,
    },
  },
  attended: {
    stage: 'appointment',
    zh: '已到场',
    en: 'Attended',
    task: 'record-result',
    actions: { 'record-result': { by: ['clerk'], to: ['attended', 'handling'] } },
  },
  absent: { stage: 'ended', zh: '未到场', en: 'Did not come', task: null, actions: {} },
  'not-placed': { stage: 'ended', zh: '候补未成功', en: 'No place came free', task: null, actions: {} },
  'called-off': { stage: 'ended', zh: '场次已取消', en: 'Session called off', task: null, actions: {} },
  cancelled: { stage: 'ended', zh: '已取消', en: 'Cancelled', task: null, actions: {} },
  // 预选机动车号牌: a session of twenty minutes, then a number kept for some working days.
  selecting: {
    stage: 'selection',
    zh: '选号中',
    en: 'Choosing a number',
    task: null,
    actions: {
      'try-number': { by: ['applicant'], to: ['selecting', 'reserved'] },
      'draw-numbers': { by: ['applicant'], to: ['selecting'] },
      'choose-number': { by: ['applicant'], to: ['reserved'] },
      'leave-selection': { by: ['applicant', 'system'], to: ['abandoned'] },
    },
  },
  reserved: {
    stage: 'reservation',
    zh: '已预选',
    en: 'Number reserved',
    task: null,
    actions: {
      'record-registration': { by: ['clerk'], to: ['assigned', 'mismatch'] },
      withdraw: { by: ['applicant', 'system'], to: ['cancelled'] },
    },
  },
  'selection-lapsed': {
    stage: 'ended',
    zh: '选号超时',
    en: 'Ran out of time to choose',
    task: null,
    actions: {},
    closedAs: 'session-timeout',
  },
  abandoned: { stage: 'ended', zh: '未选定号牌', en: 'Left without a number', task: null, actions: {} },
  assigned: { stage: 'ended', zh: '号牌已确认', en: 'Number confirmed', task: null, actions: {} },
  mismatch: { stage: 'ended', zh: '登记信息不一致', en: 'Registration differs', task: null, actions: {} },
  'reservation-lapsed': {
    stage: 'ended',
    zh: '预选已失效',
    en: 'Reservation lapsed',
    task: null,
    actions: {},
  },
} as const satisfies Partial<Record<ApplicationState, StateRow>>;
