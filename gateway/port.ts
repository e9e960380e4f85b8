// A bank as the platform sees it: what may be asked of it, and what it tells by itself. Each provider has its adapter beside this file.
import type { Instant, LocalDate } from '../domain/calendar/local-date.ts';
import type { Capture, PaymentChannel } from '../domain/payments/payment-order.ts';

/** A payment to be opened. The order's number is its key: opened again it is the same payment. */
export interface PaymentRequest {
  /** 6–32 characters of `[0-9A-Za-z-]`. */
  readonly orderNo: string;
  readonly amountFen: number;
  /** Nothing personal: what kind of payment it is. */
  readonly title: string;
  readonly expiresAt: Instant;
}

/** What the bank says of a payment: only `paid`, `refused` and `closed` settle anything. */
export type BankAnswer =
  | { readonly outcome: 'paid'; readonly capture: Capture }
  /** Open, not paid yet; or not known to the bank at all, which has then taken nothing so far. */
  | { readonly outcome: 'unpaid' | 'unknown' }
  /** It will never take money for it. */
  | { readonly outcome: 'refused' | 'closed' };

export interface RefundRequest {
  /** Its key: asked again it is the same refund. */
  readonly refundNo: string;
  readonly orderNo: string;
  /** The bank's number of the capture that goes back. */
  readonly serial: string;
  readonly amountFen: number;
  /** What that capture took. */
  readonly capturedFen: number;
}

export type RefundOutcome = 'accepted' | 'done' | 'failed';

/** What a bank tells by itself, after its signature, merchant, currency and time were verified. */
export type BankNotice = {
  /** The bank's own number of the notice; repeated with each repetition. */
  readonly noticeId: string;
  readonly orderNo: string;
} & (
  | { readonly kind: 'paid'; readonly capture: Capture }
  | { readonly kind: 'refund'; readonly refundNo: string; readonly outcome: RefundOutcome }
);

/** How a notice is answered, so that the bank repeats it or not. */
export interface NoticeReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** One line of the statement of a day. */
export type StatementLine = {
  readonly orderNo: string;
  /** The bank's number of the capture, also for its refund. */
  readonly serial: string;
  readonly amountFen: number;
  readonly at: Instant;
} & ({ readonly kind: 'paid' } | { readonly kind: 'refunded'; readonly refundNo: string });

export interface Statement {
  readonly lines: readonly StatementLine[];
  /** The bank's own sums. */
  readonly summary: {
    readonly paidCount: number;
    readonly paidFen: number;
    readonly refundedCount: number;
    readonly refundedFen: number;
  };
}

/** The HTTP request in which a notice came, as it was received. */
export interface ReceivedNotice {
  /** Under their names in lower case, as Node has them. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** To the byte: the signature is over it. */
  readonly body: string;
}

export interface Gateway {
  readonly channel: PaymentChannel;
  /** Opens a payment; where the payer pays it. */
  open(payment: PaymentRequest): Promise<{ readonly payUrl: string }>;
  ask(orderNo: string): Promise<BankAnswer>;
  /**
   * Closes an open payment and says how it stands then: `closed`, or `paid` after all. One that the bank does not know
   * may still be on its way there: it is `unknown` until nothing could be paid on it any more, and then `closed`.
   */
  close(orderNo: string, expiresAt: Instant): Promise<BankAnswer>;
  /** Sends a refund, or asks how one that was sent before stands. */
  refund(request: RefundRequest): Promise<RefundOutcome>;
  /** @throws NoticeRefused (rejects) where it is not the bank's, not ours, or not of now */
  readNotice(notice: ReceivedNotice): Promise<BankNotice>;
  replyTo(isTaken: boolean): NoticeReply;
  /** The statement of one day at Asia/Shanghai. @throws GatewayUnavailable while it is not made yet */
  statement(on: LocalDate): Promise<Statement>;
}

export type Gateways = Readonly<Record<PaymentChannel, Gateway>>;

/** No answer, or none that says anything: whatever was asked may have been done. Ask again. */
export class GatewayUnavailable extends Error {
  override readonly name = 'GatewayUnavailable';
}

/** The bank will never do what was asked, however often. */
export class GatewayRefused extends Error {
  override readonly name = 'GatewayRefused';
  readonly code: string;

  constructor(code: string) {
    super(`the gateway refused: ${code}`);
    this.code = code;
  }
}

export type NoticeFault =
  | 'signature'
  | 'merchant'
  | 'currency'
  | 'stale'
  /** Not readable as what it should be. */
  | 'shape';

/** A notice that nothing may follow from. */
export class NoticeRefused extends Error {
  override readonly name = 'NoticeRefused';
  readonly fault: NoticeFault;

  constructor(fault: NoticeFault) {
    super(`a notice was refused: ${fault}`);
    this.fault = fault;
  }
}
