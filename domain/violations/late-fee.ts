// 加处罚款: what an unpaid fine grows by (道路交通安全法 第一百零八条, 第一百零九条; 行政强制法 第四十五条).

import type { LocalDate } from '../calendar/local-date.ts';
import { addDays, daysBetween } from '../calendar/local-date.ts';

export interface LateFeePolicy {
  readonly dailyPercent: number;
  readonly capPercent: number;
}

/** 每日百分之三, 总额不得超出罚款的数额. */
export const LATE_FEE_POLICY: LateFeePolicy = { dailyPercent: 3, capPercent: 100 };

const DAYS_TO_PAY = 15;

/** The last day on which a fine is paid without a surcharge: 15 calendar days after the decision, whose day is not counted. */
export function payDueOn(decidedOn: LocalDate): LocalDate {
  return addDays(decidedOn, DAYS_TO_PAY);
}

/** The surcharge in fen on a day, for a fine in whole fen; fractions of a fen are dropped in the payer's favour. */
export function lateFeeFen(
  fineFen: number,
  dueOn: LocalDate,
  on: LocalDate,
  policy: LateFeePolicy = LATE_FEE_POLICY,
): number {
  const percent = Math.min(policy.capPercent, Math.max(0, daysBetween(dueOn, on)) * policy.dailyPercent);
  return Math.floor((fineFen * percent) / 100);
}
