// What may be asked of a payment order. What the bank says is verified before it comes here: signature, merchant, currency.
import type { Instant } from '../calendar/local-date.ts';
import type { OfficeCalendar } from '../calendar/office-calendar.ts';
import type { Capture, PaymentChannel, PaymentPurpose, VerdictOutcome } from './payment-order.ts';
import type { PaymentSettings } from './settings.ts';

export interface OrderRequest {
  readonly orderNo: string;
  readonly payerId: string;
  readonly office: string;
  readonly purpose: PaymentPurpose;
  readonly amountFen: number;
}

export type PaymentCommand =
  | { readonly action: 'start-paying'; readonly channel: PaymentChannel }
  | { readonly action: 'cancel' }
  /** 成功: by callback, query or statement, in whatever order and however often. */
  | { readonly action: 'record-capture'; readonly capture: Capture }
  /** The bank will never take money for it: refused, or closed. */
  | { readonly action: 'record-closed'; readonly how: 'refused' | 'closed' }
  /** Asked, and no answer that settles anything: not paid yet, or nothing at all. */
  | { readonly action: 'record-silence' }
  /** The violation system has entered the payment. */
  | { readonly action: 'record-confirmation' }
  /** The line of the bank's daily statement; null when it has none. */
  | { readonly action: 'match-statement'; readonly line: Capture | null }
  /** A decision of the order was paid at a window or on another platform, or stands no longer; with it the part of the amount that it is. */
  | {
      readonly action: 'record-paid-elsewhere' | 'record-decision-withdrawn';
      readonly decisionNo: string;
      readonly amountFen: number;
    }
  /** What was paid for falls away. */
  | { readonly action: 'withdraw' }
  | { readonly action: 'propose-verdict'; readonly outcome: VerdictOutcome; readonly reason: string }
  | { readonly action: 'approve-verdict' | 'reject-verdict' }
  | {
      readonly action: 'record-refund';
      readonly refundNo: string;
      readonly outcome: 'accepted' | 'done' | 'failed';
    }
  /** A refund that the bank refused is sent anew, under a number of its own. */
  | { readonly action: 'repeat-refund'; readonly refundNo: string };

export type PaymentAction = PaymentCommand['action'];

/** Who acts: the payer, the cash desk, or a part of the platform. */
export interface PaymentActor {
  readonly id: string;
  readonly role: 'payer' | 'cashier' | 'supervisor' | 'system';
}

export interface PaymentContext {
  readonly actor: PaymentActor;
  readonly now: Instant;
  readonly calendar: OfficeCalendar;
  readonly settings: PaymentSettings;
}
