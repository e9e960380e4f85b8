// What the payer is told while a payment is not explained yet: what is being checked, since when, and when it will be decided
// (特别提示 2).
import { addDays, type Instant, instantAt, localDateOf } from '../calendar/local-date.ts';
import type { PaymentOrder } from './payment-order.ts';

export interface Checking {
  readonly zh: string;
  readonly en: string;
  readonly since: Instant;
  /** When it is decided at the latest, as far as a time is set. */
  readonly decidedBy: Instant | null;
}

/** `payment.statementAt`: the bank's statement of a day is matched on the next. */
export const STATEMENT_TIME = '08:00';

const WARNING = {
  zh: '请勿使用其他渠道处理或缴款,以免重复缴款。',
  en: 'Do not handle or pay it in any other way meanwhile, so that it is not paid twice.',
} as const;

/** null while nothing is in doubt. */
export function checkingOf(order: PaymentOrder): Checking | null {
  const { state, since, answerBy, decisionClock } = order;
  if (since === null) return null;
  switch (state) {
    case 'paying':
      return told(
        '正在等待支付机构的支付结果。',
        'Waiting for the bank to say whether it was paid.',
        since,
        answerBy,
      );
    case 'paid':
      return told(
        '已支付,正在与违法处理系统核对。',
        'Paid; being entered in the violation system.',
        since,
        answerBy,
      );
    case 'unreconciled':
      return told(
        '正在与支付机构核对,以次日对账单为准。',
        'Being checked with the bank; its statement decides.',
        since,
        statementAfter(since),
      );
    case 'exception':
      return told(
        '缴款异常,由工作人员人工核定。',
        'Being decided on by two persons.',
        since,
        decisionClock?.dueAt ?? null,
      );
    case 'none':
    case 'created':
    case 'reconciled':
    case 'failed':
    case 'expired':
    case 'cancelled':
    case 'confirmed':
    case 'refunded':
      return null;
  }
}

function told(zh: string, en: string, since: Instant, decidedBy: Instant | null): Checking {
  return { zh: zh + WARNING.zh, en: `${en} ${WARNING.en}`, since, decidedBy };
}

function statementAfter(at: Instant): Instant {
  return instantAt(addDays(localDateOf(at), 1), STATEMENT_TIME);
}
