// Refusals of statements and of the closing of days.
import type { RefusalRow } from './refusal-row.ts';

export const STATEMENT_REFUSALS = {
  'statement-day-not-fetched': {
    status: 409,
    zh: '该日对账单尚未全部取得并核对,不能日结。',
    en: 'Not every statement of that day has been fetched and gone through; the day cannot be closed.',
  },
  'statement-day-open-differences': {
    status: 409,
    zh: '该日仍有 {count} 笔差异未处理,不能日结。',
    en: 'The day cannot be closed: {count} of its differences are unresolved.',
  },
  'statement-day-closed': {
    status: 409,
    zh: '该日已日结。',
    en: 'The day has been closed.',
  },
  'difference-resolved': {
    status: 409,
    zh: '该差异已处理完毕。',
    en: 'The difference has been resolved.',
  },
  'difference-proposed': {
    status: 409,
    zh: '该差异已有待复核的处理意见。',
    en: 'A proposal for the difference waits to be confirmed.',
  },
  'difference-not-proposed': {
    status: 409,
    zh: '该差异没有待复核的处理意见。',
    en: 'No proposal for the difference waits to be confirmed.',
  },
  'report-span-invalid': {
    status: 422,
    zh: '报表起止日期不正确:须先起后止,且不超过 366 天。',
    en: 'The span of the report is not right: it must not end before it begins, nor be longer than 366 days.',
  },
} as const satisfies Record<string, RefusalRow>;
