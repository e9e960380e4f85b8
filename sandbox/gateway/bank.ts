// The rules of money, the same at both banks: taken once, not after the end, given back no more than was taken.
import { type Books, newSerial } from './books.ts';
import type { Faults } from './faults.ts';
import type { BankCapture, BankNotice, BankOrder, BankRefund, Channel, OpenRequest } from './messages.ts';

export type Opened =
  | { readonly order: BankOrder }
  | { readonly refused: 'paid' | 'closed' | 'expired' | 'another' };

export type PayOutcome = 'paid' | 'already-paid' | 'ended' | 'expired';

export interface RefundAsked {
  readonly refundNo: string;
  readonly serial: string;
  readonly amountFen: number;
  readonly noticeUrl: string;
}

export type Refunded =
  | { readonly refund: BankRefund; readonly isNew: boolean }
  | { readonly refused: 'unknown' | 'too-much' | 'another' };

export interface Bank {
  /** Opened again it is the same order. */
  open(request: OpenRequest): Promise<Opened>;
  /** The payer has the code on the screen: only then Alipay has a trade. */
  scan(order: BankOrder): Promise<void>;
  pay(order: BankOrder): Promise<PayOutcome>;
  /** The payer, or the payer's bank, will not. */
  decline(order: BankOrder): Promise<void>;
  close(order: BankOrder): Promise<'closed' | 'paid'>;
  refund(channel: Channel, asked: RefundAsked): Promise<Refunded>;
  /** Ends the refunds whose time has come. */
  endDueRefunds(): Promise<void>;
}

export interface BankOptions {
  readonly books: Books;
  readonly faults: Faults;
  readonly now: () => Promise<Date>;
  readonly tell: (order: BankOrder, about: BankNotice['about'], at: Date) => void;
  readonly onOpened: (order: BankOrder) => void;
}

const PREFIXES = { wechat: '4200', alipay: '22' } as const satisfies Record<Channel, string>;

/** A bank over its books. Within one turn time is asked first: what follows it is not interrupted. */
export function createBank({ books, faults, now, tell, onOpened }: BankOptions): Bank {
  /** Orders with a refund under way, as they once were. */
  const refunding = new Set<BankOrder>([...books.orders()].filter(isRefunding));

  async function open(request: OpenRequest): Promise<Opened> {
    const at = await now();
    const known = books.find(request.channel, request.orderNo);
    if (known) return reopened(known, request);
    if (Date.parse(request.expiresAt) <= at.getTime()) return { refused: 'expired' };
    const order = books.noteOpened(request, at);
    onOpened(order);
    return { order };
  }

  async function scan(order: BankOrder): Promise<void> {
    const at = await now();
    if (isTradeMissing(books.get(order), at)) books.noteScanned(order, newSerial(PREFIXES.alipay, at));
  }

  function capture(order: BankOrder, amountFen: number, at: Date): void {
    const isFirst = books.get(order).captures.length === 0;
    const serial = isFirst && order.tradeNo ? order.tradeNo : newSerial(PREFIXES[order.channel], at);
    const taken: BankCapture = { serial, amountFen, at: at.toISOString() };
    books.noteCapture(order, taken);
    tell(order, { serial }, at);
  }

  async function pay(of: BankOrder): Promise<PayOutcome> {
    await scan(of);
    const at = await now();
    const order = books.get(of);
    const plan = faults.planOf(order.orderNo);
    if (order.captures.length > 0) return 'already-paid';
    if (!plan.isPaidAfterClose && order.state !== 'open') return 'ended';
    if (!plan.isPaidAfterClose && Date.parse(order.expiresAt) <= at.getTime()) return 'expired';
    const amountFen = plan.capturedFen ?? order.amountFen;
    capture(order, amountFen, at);
    if (plan.isChargedTwice) capture(order, amountFen, at);
    return 'paid';
  }

  async function refund(channel: Channel, asked: RefundAsked): Promise<Refunded> {
    const at = await now();
    const known = books.findByRefund(channel, asked.refundNo);
    if (known) return sameRefund(known, asked);
    const order = books.findBySerial(channel, asked.serial);
    if (!order) return { refused: 'unknown' };
    if (asked.amountFen > leftOf(order, asked.serial)) return { refused: 'too-much' };
    const { fails = false, takesMs = 0 } = faults.planOf(order.orderNo).refund ?? {};
    books.noteRefund(order, {
      ...asked,
      refundId: newSerial('5030', at),
      askedAt: at.toISOString(),
      dueAt: new Date(at.getTime() + takesMs).toISOString(),
      fate: fails ? 'failed' : 'done',
      state: 'processing',
      endedAt: null,
    });
    endRefundsOf(books.get(order), at);
    if (isRefunding(books.get(order))) refunding.add(order);
    return { ...sameRefund(books.get(order), asked), isNew: true };
  }

  function endRefundsOf(order: BankOrder, at: Date): void {
    for (const { refundNo, state, dueAt, fate } of order.refunds) {
      if (state !== 'processing' || Date.parse(dueAt) > at.getTime()) continue;
      books.noteRefundEnded(order, refundNo, fate, at);
      // Alipay tells of what went back, and says nothing of what did not.
      if (order.channel === 'wechat' || fate === 'done') tell(order, { refundNo }, at);
    }
  }

  return {
    open,
    scan,
    pay,
    refund,
    decline: async (order) => {
      await scan(order);
      const { captures, state } = books.get(order);
      if (captures.length === 0 && state === 'open') books.noteEnded(order, 'declined');
    },
    close: async (order) => {
      if (books.get(order).captures.length > 0) return 'paid';
      if (books.get(order).state !== 'closed') books.noteEnded(order, 'closed');
      return 'closed';
    },
    endDueRefunds: async () => {
      if (refunding.size === 0) return;
      const at = await now();
      for (const order of refunding) {
        endRefundsOf(books.get(order), at);
        if (!isRefunding(books.get(order))) refunding.delete(order);
      }
    },
  };
}

/** What of a capture has not gone back, nor is on its way. */
export function leftOf({ captures, refunds }: BankOrder, serial: string): number {
  const taken = captures.find((capture) => capture.serial === serial)?.amountFen ?? 0;
  const back = refunds.filter((refund) => refund.serial === serial && refund.state !== 'failed');
  return back.reduce((left, refund) => left - refund.amountFen, taken);
}

function reopened(known: BankOrder, request: OpenRequest): Opened {
  if (known.captures.length > 0) return { refused: 'paid' };
  if (known.state !== 'open') return { refused: 'closed' };
  const isSame = known.amountFen === request.amountFen && known.expiresAt === request.expiresAt;
  return isSame ? { order: known } : { refused: 'another' };
}

function sameRefund({ refunds }: BankOrder, asked: RefundAsked): Refunded {
  const refund = refunds.find(({ refundNo }) => refundNo === asked.refundNo);
  const isSame = refund?.serial === asked.serial && refund.amountFen === asked.amountFen;
  return refund && isSame ? { refund, isNew: false } : { refused: 'another' };
}

function isRefunding({ refunds }: BankOrder): boolean {
  return refunds.some(({ state }) => state === 'processing');
}

function isTradeMissing({ channel, state, tradeNo, expiresAt }: BankOrder, at: Date): boolean {
  const canBeScanned = state === 'open' && Date.parse(expiresAt) > at.getTime();
  return channel === 'alipay' && tradeNo === null && canBeScanned;
}
