// What happens to a payment order.
import type { Instant } from '../calendar/local-date.ts';
import type { Clock, RungName } from '../promises/clock.ts';
import type { PaymentActor } from './commands.ts';
import type {
  Capture,
  ClosingReason,
  GivenBackReason,
  PaymentChannel,
  PaymentPurpose,
  Refund,
  Verdict,
  VerdictOutcome,
} from './payment-order.ts';

export type ExceptionReason = 'amount-differs' | 'not-in-statement' | 'statement-differs';

export type PaymentEventBody =
  | {
      readonly type: 'order-created';
      readonly orderNo: string;
      readonly payerId: string;
      readonly office: string;
      readonly purpose: PaymentPurpose;
      readonly amountFen: number;
      readonly expiresAt: Instant;
    }
  | {
      readonly type: 'payment-started';
      readonly channel: PaymentChannel;
      readonly answerBy: Instant;
      readonly askAt: Instant;
    }
  /** It is time to ask the bank; its answer says when to ask again. */
  | { readonly type: 'ask-due' }
  | { readonly type: 'bank-silent'; readonly askAt: Instant | null }
  | { readonly type: 'closing-begun'; readonly why: ClosingReason }
  | { readonly type: 'captured'; readonly capture: Capture; readonly answerBy: Instant }
  /** Money that pays nothing: taken twice, after the end, or of another amount. */
  | { readonly type: 'overpaid'; readonly capture: Capture }
  | { readonly type: 'expired' | 'cancelled' | 'failed' }
  | { readonly type: 'unreconciled'; readonly why: 'no-answer' | 'not-confirmed' }
  | { readonly type: 'reconciled'; readonly by: 'register' | 'statement' }
  | { readonly type: 'exceptional'; readonly why: ExceptionReason }
  | { readonly type: 'refund-asked'; readonly refund: Refund }
  | { readonly type: 'refund-accepted' | 'refund-done' | 'refund-failed'; readonly refundNo: string }
  | { readonly type: 'verdict-proposed'; readonly verdict: Verdict }
  | { readonly type: 'verdict-rejected' }
  | { readonly type: 'verdict-given'; readonly outcome: VerdictOutcome }
  | { readonly type: 'given-back'; readonly why: GivenBackReason }
  | { readonly type: 'decision-clock-started' | 'decision-clock-stopped'; readonly clock: Clock }
  | {
      readonly type: 'rung-raised';
      readonly clock: Clock;
      readonly rung: RungName;
      readonly dueAt: Instant;
    };

export type PaymentEvent = PaymentEventBody & {
  readonly seq: number;
  readonly at: Instant;
  readonly actor: PaymentActor;
};
