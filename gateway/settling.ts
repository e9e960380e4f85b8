// What follows from a bank that does not know an order, or has no statement of a day.
import {
  addDays,
  addMinutes,
  type Instant,
  instantAt,
  type LocalDate,
} from '../domain/calendar/local-date.ts';
import { type BankAnswer, GatewayUnavailable, type Statement } from './port.ts';

/** By how much the bank's clock and ours may differ. */
const CLOCKS_DIFFER_MINUTES = 1;

/** Both banks make the statement of a day in the morning of the next: WeChat Pay by ten, Alipay by nine. */
const STATEMENTS_ARE_MADE_AT = '10:00';

/**
 * What an order is that the bank does not know. Opening it may still be on its way there, and a code of Alipay's is
 * known to nobody before it is scanned: until the order's own end it may still be paid. That end goes with every order
 * to the bank, which takes nothing after it: from then on it is closed.
 */
export function answerForUnknown(expiresAt: Instant, now: Instant): BankAnswer {
  return { outcome: now > addMinutes(expiresAt, CLOCKS_DIFFER_MINUTES) ? 'closed' : 'unknown' };
}

/** A day without a statement is one on which nothing happened. @throws GatewayUnavailable while it may still be made */
export function statementOfNothing(on: LocalDate, now: Instant): Statement {
  if (now < instantAt(addDays(on, 1), STATEMENTS_ARE_MADE_AT))
    throw new GatewayUnavailable('no statement of that day yet');
  return { lines: [], summary: { paidCount: 0, paidFen: 0, refundedCount: 0, refundedFen: 0 } };
}
