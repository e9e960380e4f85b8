// Cases shared by the three deferrals.
import type { GateGiven } from '../../application/gate.ts';
import { addDays, addYears, type LocalDate } from '../../calendar/local-date.ts';
import type { LicenceFacts } from '../../register/facts.ts';
import type { RefusalCase } from './service-cases.ts';

/** `base` is the date put off for `facts`, which are those of the applicant who passes. */
export function deferralCases(
  applicant: GateGiven,
  facts: LicenceFacts,
  base: LocalDate,
): readonly RefusalCase[] {
  const { form, today } = applicant;
  const limit = addYears(base, 3);
  const later = base > today ? base : today;
  const invalid = { code: 'invalid-field', pointer: '/form/to' } as const;
  return [
    {
      when: 'the licence is locked',
      code: 'status-blocking',
      zh: '机动车(驾驶证)当前状态为“锁定”,不能办理该业务。',
      refused: { licence: { ...facts, statuses: ['L'] } },
      passes: { licence: { ...facts, statuses: ['H', 'S'] } },
    },
    {
      ...invalid,
      when: 'it ends before it begins',
      zh: '“延期截止日期”填写不正确:不能早于开始日期。',
      refused: { form: { ...form, from: '2017-07-01', to: '2017-06-30' } },
      passes: { form: { ...form, from: '2017-06-30', to: '2017-06-30' } },
    },
    {
      ...invalid,
      when: 'it puts nothing off',
      zh: '“延期截止日期”填写不正确:须晚于今天和原期限。',
      refused: { form: { ...form, from: '2015-10-01', to: later } },
      passes: { form: { ...form, from: '2015-10-01', to: addDays(later, 1) } },
    },
    {
      when: 'it ends three years and a day after the date put off',
      code: 'over-three-years',
      zh: '延期期限最长不超过三年。',
      pointer: '/form/to',
      refused: { form: { ...form, to: addDays(limit, 1) } },
      passes: { form: { ...form, to: limit } },
    },
    {
      when: 'there is no proof of the reason',
      code: 'no-proof',
      zh: '请提交延期事由证明。',
      pointer: '/documents',
      refused: { documents: ['photo'] },
      passes: { documents: ['deferral-proof'] },
    },
  ];
}
