// A stand-in for WeChat Pay and Alipay: takes money that is none, tells of it, gives it back, and forgets nothing when it restarts.
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Express, Request } from 'express';
import { type Listening, listen } from '../courier/listen.ts';
import { createGatewayApp } from './app.ts';
import { createBank, type PayOutcome } from './bank.ts';
import { openBooks } from './books.ts';
import { type CallbackOptions, createCallbacks, REAL_LADDERS_MS } from './callbacks.ts';
import { createFaults } from './faults.ts';
import type { GatewayKeys } from './keys.ts';
import { forgeLetter, writeLetter } from './letters.ts';
import {
  type BankNotice,
  type BankOrder,
  CHANNELS,
  type FaultRatesRequest,
  type FaultRequest,
  type Forgery,
  faultPlan,
  faultRates,
  type OrderInBooks,
  UnknownOrder,
} from './messages.ts';
import { createBillFiles } from './statements.ts';

export interface PaymentGatewayOptions {
  readonly keys: GatewayKeys;
  /** What whoever steers it from outside shows. */
  readonly controlKey: string;
  /** null keeps everything in memory. */
  readonly dataDir: string | null;
  /** Where payers reach its pages; null for wherever the merchant reached it. */
  readonly publicUrl?: string | null;
  readonly now?: () => Promise<Date>;
  readonly callbackLadderMs?: CallbackOptions['ladderMs'];
  readonly callbackTimeoutMs?: number;
  /** How often it looks for refunds that are due. */
  readonly pollMs?: number;
}

export interface PaymentGateway {
  readonly app: Express;
  listen(port: number, host?: string): Promise<Listening>;
  /** The payer scans and pays. @throws UnknownOrder */
  pay(orderNo: string): Promise<PayOutcome>;
  /** The payer will not. @throws UnknownOrder */
  cancel(orderNo: string): Promise<void>;
  /** What goes wrong with one order from now on; known before the order is. */
  setFaults(orderNo: string, plan: FaultRequest): void;
  /** What goes wrong by chance with every other order; null for nothing. */
  setFaultRates(rates: FaultRatesRequest | null): void;
  /** Somebody else says that an order was paid; the status of the answer. @throws UnknownOrder */
  forge(orderNo: string, forgery: Forgery): Promise<number>;
  /** The bytes of the last notice of an order that was taken, once more. @throws UnknownOrder where none was */
  replay(orderNo: string): Promise<number>;
  books(): readonly OrderInBooks[];
  /** Ends all timers and closes the books; a listening server closes with its own `close`. */
  close(): void;
}

/** Both banks over one set of books. */
export function createPaymentGateway(options: PaymentGatewayOptions): PaymentGateway {
  const { keys, dataDir, publicUrl = null } = options;
  const now = options.now ?? (async () => new Date());
  const books = openBooks(dataDir === null ? null : join(dataDir, 'gateway', 'ledger.jsonl'));
  const faults = createFaults();
  const letters = { books, keys, now };
  const callbacks = createCallbacks({
    ladderMs: options.callbackLadderMs ?? REAL_LADDERS_MS,
    timeoutMs: options.callbackTimeoutMs ?? 5_000,
    write: (notice) => writeLetter(letters, notice),
    faultsOf: (orderNo) => faults.planOf(orderNo).notices ?? {},
    onEnd: ({ noticeId }, copy) => books.noteTold(noticeId, copy),
  });

  function tell(order: BankOrder, about: BankNotice['about'], at: Date): void {
    const { isLost = false, parallel = 1 } = faults.planOf(order.orderNo).notices ?? {};
    const notice = books.noteNotice(order, about, at, isLost ? 0 : parallel);
    for (let copy = 1; copy <= notice.copies; copy += 1) callbacks.send(notice, copy);
  }
  const forge = async (order: BankOrder, forgery: Forgery) =>
    (await callbacks.post(order.channel, await forgeLetter(letters, order, forgery))).status;
  const onOpened = (order: BankOrder) => {
    const { forged } = faults.planOf(order.orderNo).notices ?? {};
    if (forged) forge(order, forged).catch(unlessClosed);
  };

  const ended = new AbortController();
  const unlessClosed = (error: unknown) => {
    if (!ended.signal.aborted) throw error;
  };
  const bank = createBank({ books, faults, now, tell, onOpened });
  const watchRefunds = async () => {
    while (!ended.signal.aborted) {
      await wait(options.pollMs ?? 250, undefined, { signal: ended.signal });
      await bank.endDueRefunds();
    }
  };
  watchRefunds().catch(unlessClosed);
  for (const { notice, copy } of books.owed) callbacks.send(notice, copy);

  const get = (orderNo: string): BankOrder => {
    const order = CHANNELS.map((channel) => books.find(channel, orderNo)).find(Boolean);
    if (order) return order;
    throw new UnknownOrder(`no order ${orderNo}`);
  };
  const gateway = {
    pay: async (orderNo: string) => bank.pay(get(orderNo)),
    cancel: async (orderNo: string) => bank.decline(get(orderNo)),
    setFaults: (orderNo: string, plan: FaultRequest) => faults.setPlan(orderNo, faultPlan.parse(plan)),
    setFaultRates: (rates: FaultRatesRequest | null) =>
      faults.setRates(rates === null ? null : faultRates.parse(rates)),
    forge: async (orderNo: string, forgery: Forgery) => forge(get(orderNo), forgery),
    replay: async (orderNo: string) => {
      const letter = callbacks.lastTaken(orderNo);
      if (!letter) throw new UnknownOrder(`no notice of order ${orderNo}`);
      return (await callbacks.post(get(orderNo).channel, letter)).status;
    },
    books: () => [...books.orders()].map(inBooks),
  };
  const app = createGatewayApp(options.controlKey, gateway, {
    keys,
    bank,
    books,
    faults,
    now,
    bills: createBillFiles(books, now),
    pageUrl: (request, { pageId }) => `${publicUrl ?? addressIn(request)}/pay/${pageId}`,
  });
  const close = () => {
    ended.abort();
    callbacks.close();
    books.close();
  };
  return {
    ...gateway,
    app,
    close,
    listen: async (port, host) => {
      const listening = await listen(app, port, host);
      return {
        url: listening.url,
        close: async () => {
          await listening.close();
          close();
        },
      };
    },
  };
}

function addressIn(request: Request): string {
  return `${request.protocol}://${request.get('host')}`;
}

function inBooks({ channel, orderNo, amountFen, state, captures, refunds }: BankOrder): OrderInBooks {
  const sum = (parts: readonly { readonly amountFen: number }[]) =>
    parts.reduce((total, part) => total + part.amountFen, 0);
  return {
    channel,
    orderNo,
    amountFen,
    state,
    captures,
    refunds: refunds.map((refund) => ({
      refundNo: refund.refundNo,
      serial: refund.serial,
      amountFen: refund.amountFen,
      state: refund.state,
    })),
    capturedFen: sum(captures),
    refundedFen: sum(refunds.filter((refund) => refund.state !== 'failed')),
  };
}
