// 罚款缴纳: fines of one's own licence with what they have grown by, paid once by one order (services.md §3.17, violations.md §4–§6).
import type { ServiceOn } from './define.ts';

/** Decisions in one order (assumed). */
const MOST_AT_ONCE = 20;

export default {
  id: 'fine-payment',
  number: 17,
  name: '罚款缴纳',
  aliases: ['交罚款', '缴罚款', '违章缴费'],
  english: 'Payment of fines',
  category: 'violation',
  phase: 'trial',
  who: ['ind-online'],
  subject: 'fines',
  lifecycle: 'L-INSTANT',
  limit: null,
  sentences: { 'subject-not-own': 'decision-not-found' },
  blocks: [],
  preconditions: [
    {
      refusal: 'fine-withdrawn',
      field: 'decisionNos',
      when: ({ subject }) => subject.decisions.some(({ state }) => state === 'withdrawn'),
    },
    {
      refusal: 'handled-elsewhere',
      field: 'decisionNos',
      when: ({ subject }) =>
        subject.decisions.some(
          ({ paidBy, isRivalled }) => isRivalled || paidBy === 'window' || paidBy === 'other-internet',
        ),
    },
    {
      refusal: 'fine-paid',
      field: 'decisionNos',
      when: ({ subject }) => subject.decisions.some(({ state }) => state === 'paid'),
    },
    { refusal: 'unreconciled-payment', when: ({ subject }) => subject.hasUnreconciledPayment },
    {
      refusal: 'locked-in-progress',
      field: 'decisionNos',
      when: ({ subject }) => subject.decisions.some(({ isHeld }) => isHeld),
    },
  ],
  inputs: [
    {
      name: 'decisionNos',
      zh: '处罚决定书编号',
      en: 'Numbers of the penalty decisions',
      required: true,
      kind: 'decision-numbers',
      most: MOST_AT_ONCE,
    },
  ],
  documents: [],
  steps: ['submit', 'pay', 'register'],
  fee: null,
  effect: { kind: 'pay-fines' },
  clerkReasons: [],
  handBack: null,
  clause: '附件1(一)17',
} satisfies ServiceOn<'fines'>;
