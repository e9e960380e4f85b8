// Why a decision is taken back at a window, and what becomes of the record (violations.md §3 step 7; R123 第五十七条).

/** 行政复议或者诉讼, 记录有误 (another vehicle), 处罚数据有误. */
export const WITHDRAWAL_REASONS = ['appeal', 'wrong-record', 'wrong-data'] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];

/** Handled anew, or never. */
export const WITHDRAWAL_OUTCOMES = ['queryable', 'cancelled'] as const;
export type WithdrawalOutcome = (typeof WITHDRAWAL_OUTCOMES)[number];
