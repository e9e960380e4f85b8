// 考试预约: a subject of the driving test, in the order of the subjects and after the waiting days (services.md §3.22).
import type { ServiceOn } from './define.ts';
import { EXAM_SUBJECT, FITTING_EXAM, LEARNING_RULES } from './parts/learning-rules.ts';
import {
  KNOWN_SESSION,
  OFFERED_SESSION,
  PASSED_OR_FAILED,
  roomRule,
  SESSION,
  WAITS,
} from './parts/sessions.ts';

export default {
  id: 'exam-appointment',
  number: 22,
  name: '考试预约',
  aliases: ['驾驶人考试预约', '约考', '科目二预约', '科目三预约'],
  english: 'Driving-test appointment',
  category: 'licence',
  phase: 'next',
  who: ['ind-online'],
  subject: 'licence-application',
  lifecycle: 'L-APPT',
  limit: null,
  sentences: { 'subject-not-own': 'learning-not-own', 'duplicate-application': 'exam-already-booked' },
  blocks: [],
  preconditions: [
    ...LEARNING_RULES,
    KNOWN_SESSION,
    OFFERED_SESSION,
    ...FITTING_EXAM,
    roomRule('capacity-full'),
  ],
  inputs: [
    EXAM_SUBJECT,
    SESSION,
    {
      name: 'confirmation',
      zh: '本人确认按时参加考试;不能参加的,至少提前1天取消预约',
      en: 'I will come in time, or cancel at least a day before',
      required: true,
      kind: 'declaration',
    },
    WAITS,
  ],
  documents: [],
  steps: ['book', 'attend', 'conclude', 'register'],
  fee: null,
  appointment: {
    kind: 'exam',
    results: PASSED_OR_FAILED,
    // 补考一次
    retakes: 1,
  },
  effect: { kind: 'record-exam-result' },
  clerkReasons: [],
  handBack: null,
  clause: '附件5(二)',
} satisfies ServiceOn<'licence-application'>;
