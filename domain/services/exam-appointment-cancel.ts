// 取消考试预约: the place is given back until the day before; who neither cancels nor comes has failed (services.md §3.23).
import { isCancellable } from '../appointments/booking-rules.ts';
import type { ServiceOn } from './define.ts';

export default {
  id: 'exam-appointment-cancel',
  number: 23,
  name: '取消考试预约',
  aliases: ['取消约考', '退考'],
  english: 'Cancel driving-test appointment',
  category: 'licence',
  phase: 'next',
  who: ['ind-online'],
  subject: 'exam-appointment',
  lifecycle: 'L-INSTANT',
  limit: null,
  sentences: { 'subject-not-own': 'exam-appointment-not-own' },
  blocks: [],
  preconditions: [
    { refusal: 'already-closed', field: 'appointment', when: ({ subject }) => !subject.isBooked },
    {
      refusal: 'exam-cancel-too-late',
      field: 'appointment',
      when: ({ subject, today }) => !isCancellable(subject.on, today),
    },
  ],
  inputs: [
    {
      name: 'appointment',
      zh: '考试预约申请编号',
      en: 'Number of the appointment’s application',
      required: true,
      kind: 'text',
      maxLength: 40,
    },
  ],
  documents: [],
  steps: ['submit', 'register'],
  fee: null,
  effect: { kind: 'cancel-exam-appointment' },
  clerkReasons: [],
  handBack: null,
  clause: '附件5(二)',
} satisfies ServiceOn<'exam-appointment'>;
