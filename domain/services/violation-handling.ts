// 电子监控处理: rows 5–25 of violations.md §2 in their order, then the code that signs both declarations. Decided with the submission.
import { VIOLATION_REFUSALS } from '../refusals/violation.ts';
import { HANDLING_RULES } from '../violations/handling-rules.ts';
import type { ServiceOn } from './define.ts';
import { INSTANT_STEPS } from './parts/steps.ts';
import { DECLARATION_CODE, VIOLATION_INPUTS } from './parts/violation-inputs.ts';

/** 特别提示 1: shown always, whether or not it refuses. */
const { zh, en } = VIOLATION_REFUSALS['points-stale'];

export default {
  id: 'violation-handling',
  number: 16,
  name: '电子监控处理',
  aliases: ['交通违法处理', '处理违章', '电子警察'],
  english: 'Handling of surveillance violations',
  category: 'violation',
  phase: 'trial',
  who: ['ind-online'],
  subject: 'violation',
  lifecycle: 'L-INSTANT',
  limit: null,
  sentences: {
    'unit-kind-not-allowed': 'individual-user-only',
    'account-not-active': 'violation-account-not-active',
    'service-not-open': 'service-suspended',
    'subject-not-own': 'record-not-found',
  },
  blocks: [],
  preconditions: [
    ...HANDLING_RULES,
    {
      refusal: 'mobile-code-wrong',
      field: DECLARATION_CODE.name,
      when: ({ subject }) => !subject.codeIsGood,
    },
  ],
  advice: [{ code: 'points-may-be-late', zh, en, when: () => true }],
  inputs: VIOLATION_INPUTS,
  documents: [],
  steps: INSTANT_STEPS,
  fee: null,
  effect: { kind: 'handle-violation' },
  clerkReasons: [],
  handBack: null,
  clause: '附件1 违法业务;三(三);特别提示1–3',
} satisfies ServiceOn<'violation'>;
