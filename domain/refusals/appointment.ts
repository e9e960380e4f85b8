// Refusals of appointments for inspections and driving tests. Where the rules give one code to two sentences, `code` is theirs.
import type { RefusalRow } from './refusal-row.ts';

const INSPECTION = {
  'slot-full': {
    status: 409,
    zh: '该时段已约满,请选择其他时段。',
    en: 'That time is fully booked; choose another.',
  },
  'inspection-already-booked': {
    code: 'already-booked',
    status: 409,
    zh: '该车已有未完成的检验预约。',
    en: 'The vehicle has an inspection appointment that is not over yet.',
  },
  absences: {
    status: 422,
    zh: '您12个月内已有3次预约后未到,{from}起方可再次预约。',
    en: 'You did not come to three appointments within twelve months; you may book again from {from}.',
  },
} as const satisfies Record<string, RefusalRow>;

const EXAM = {
  'learning-not-own': {
    code: 'subject-not-own',
    status: 422,
    zh: '您在本地没有可以预约考试的驾驶证申请。',
    en: 'You have no licence application here for which a test could be booked.',
  },
  'learning-closed': {
    status: 409,
    zh: '该驾驶证申请已办结或者已失效,不能预约考试。',
    en: 'The licence application is finished or no longer valid; no test can be booked for it.',
  },
  'permit-expired': {
    status: 422,
    zh: '驾驶技能准考证明已过有效期。',
    en: 'The learning permit has expired.',
  },
  'permit-ends-before-exam': {
    code: 'permit-expired',
    status: 422,
    zh: '驾驶技能准考证明有效期至{validTo},不能预约此后的考试。',
    en: 'The learning permit is valid until {validTo}; no test after that day can be booked.',
  },
  'subject-passed': {
    status: 409,
    zh: '该科目考试已合格,无需再次预约。',
    en: 'This subject has been passed already.',
  },
  'five-times': {
    status: 422,
    zh: '该科目预约考试次数已达五次。',
    en: 'This subject has been booked five times, which is the most.',
  },
  'subject-order': {
    status: 422,
    zh: '请先通过前一科目考试。',
    en: 'Pass the subject before this one first.',
  },
  'waiting-time': {
    status: 422,
    zh: '取得驾驶技能准考证明未满{n}日,暂不能预约。',
    en: 'The learning permit is less than {n} days old; this subject cannot be booked yet.',
  },
  'waiting-time-after-failure': {
    code: 'waiting-time',
    status: 422,
    zh: '该科目考试不合格未满{n}日,暂不能预约。',
    en: 'This subject was failed less than {n} days ago; it cannot be booked again yet.',
  },
  'exam-already-booked': {
    code: 'already-booked',
    status: 409,
    zh: '该科目已有未完成的考试预约。',
    en: 'This subject has an appointment that is not over yet.',
  },
  'session-other-subject': {
    status: 422,
    zh: '该场次不是所选科目的考试。',
    en: 'That session is a test of another subject.',
  },
  'session-other-class': {
    status: 422,
    zh: '该场次不适用于您申请的准驾车型。',
    en: 'That session is not held for the class you apply for.',
  },
  'capacity-full': {
    status: 409,
    zh: '该场次考试名额已约满,请选择其他场次或者候补。',
    en: 'That session is fully booked; choose another, or wait for a place.',
  },
} as const satisfies Record<string, RefusalRow>;

const EXAM_CANCEL = {
  'exam-cancel-too-late': {
    code: 'too-late',
    status: 422,
    zh: '距考试不足1天,不能取消;未参加考试的视为考试不合格。',
    en: 'The test is less than a day away and can no longer be cancelled; who does not come has failed.',
  },
  'exam-appointment-not-own': {
    code: 'not-own',
    status: 422,
    zh: '只能取消本人的考试预约。',
    en: 'Only your own test appointment can be cancelled.',
  },
  'already-closed': {
    status: 409,
    zh: '该考试预约已取消或者已结束。',
    en: 'The test appointment has been cancelled or is over.',
  },
} as const satisfies Record<string, RefusalRow>;

const SESSIONS = {
  'session-has-begun': {
    status: 409,
    zh: '该场次已开始或者已结束,不能再变更。',
    en: 'The session has begun or is over; it cannot be changed any more.',
  },
  'session-closed': {
    status: 409,
    zh: '该场次已取消。',
    en: 'The session has been called off.',
  },
  'session-already-open': {
    status: 409,
    zh: '该场次已公布。',
    en: 'The session has been published already.',
  },
  'session-invalid': {
    status: 422,
    zh: '场次信息不正确:{problem}。',
    en: 'The session is not right: {problemEn}.',
  },
  'session-exists': {
    status: 409,
    zh: '该地点此时段已有同类场次。',
    en: 'There is a session of this kind at that place and time already.',
  },
  'site-unknown': {
    status: 422,
    zh: '没有该检验机构或者考场。',
    en: 'There is no such station or test site here.',
  },
} as const satisfies Record<string, RefusalRow>;

export const APPOINTMENT_REFUSALS = {
  ...INSPECTION,
  ...EXAM,
  ...EXAM_CANCEL,
  ...SESSIONS,
} as const satisfies Record<string, RefusalRow>;
