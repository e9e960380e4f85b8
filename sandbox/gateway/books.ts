// The books of the banks: orders, what was taken and given back, and what the merchant has still to be told.
import { randomBytes, randomInt } from 'node:crypto';
import { openLedger } from '../courier/ledger.ts';
import type { BankCapture, BankNotice, BankOrder, BankRefund, Channel, OpenRequest } from './messages.ts';

type OfOrder = { readonly channel: Channel; readonly orderNo: string };

type Entry =
  | { readonly kind: 'opened'; readonly order: BankOrder }
  | (OfOrder & { readonly kind: 'scanned'; readonly tradeNo: string })
  | (OfOrder & { readonly kind: 'captured'; readonly capture: BankCapture })
  | (OfOrder & { readonly kind: 'ended'; readonly state: 'declined' | 'closed' })
  | (OfOrder & { readonly kind: 'refund-asked'; readonly refund: BankRefund })
  | (OfOrder & {
      readonly kind: 'refund-ended';
      readonly refundNo: string;
      readonly state: 'done' | 'failed';
      readonly at: string;
    })
  | { readonly kind: 'notice'; readonly notice: BankNotice }
  | { readonly kind: 'told'; readonly noticeId: string; readonly copy: number };

export interface Owed {
  readonly notice: BankNotice;
  readonly copy: number;
}

export interface Books {
  orders(): Iterable<BankOrder>;
  find(channel: Channel, orderNo: string): BankOrder | undefined;
  /** The order as it stands now. @throws Error where there is none */
  get(of: OfOrder): BankOrder;
  findByPage(pageId: string): BankOrder | undefined;
  findBySerial(channel: Channel, serial: string): BankOrder | undefined;
  findByRefund(channel: Channel, refundNo: string): BankOrder | undefined;
  noteOpened(request: OpenRequest, at: Date): BankOrder;
  noteScanned(of: OfOrder, tradeNo: string): void;
  noteCapture(of: OfOrder, capture: BankCapture): void;
  noteEnded(of: OfOrder, state: 'declined' | 'closed'): void;
  noteRefund(of: OfOrder, refund: BankRefund): void;
  noteRefundEnded(of: OfOrder, refundNo: string, state: 'done' | 'failed', at: Date): void;
  noteNotice(of: OfOrder, about: BankNotice['about'], at: Date, copies: number): BankNotice;
  noteTold(noticeId: string, copy: number): void;
  /** What was to be told before the last end and was not. */
  readonly owed: readonly Owed[];
  close(): void;
}

const keyOf = (channel: Channel, no: string) => `${channel}/${no}`;

/** A number as the banks give them: the day, then digits that come once. */
export function newSerial(prefix: string, at: Date): string {
  const day = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
  const digits = () => String(randomInt(10 ** 8)).padStart(8, '0');
  return `${prefix}${day}${digits()}${digits()}`;
}

/** Reads the books back; null keeps them in memory. */
export function openBooks(file: string | null): Books {
  const orders = new Map<string, BankOrder>();
  const byPage = new Map<string, string>();
  const bySerial = new Map<string, string>();
  const byRefund = new Map<string, string>();
  const owed = new Map<string, Owed>();

  const get = ({ channel, orderNo }: OfOrder): BankOrder => {
    const order = orders.get(keyOf(channel, orderNo));
    if (order) return order;
    throw new Error(`no order ${orderNo}`);
  };
  const change = (of: OfOrder, changed: Partial<BankOrder>) =>
    orders.set(keyOf(of.channel, of.orderNo), { ...get(of), ...changed });
  const found = (index: ReadonlyMap<string, string>, key: string) => orders.get(index.get(key) ?? '');

  function enter(entry: Entry): void {
    switch (entry.kind) {
      case 'opened': {
        const key = keyOf(entry.order.channel, entry.order.orderNo);
        orders.set(key, entry.order);
        byPage.set(entry.order.pageId, key);
        return;
      }
      case 'scanned':
        change(entry, { tradeNo: entry.tradeNo });
        return;
      case 'captured':
        bySerial.set(keyOf(entry.channel, entry.capture.serial), keyOf(entry.channel, entry.orderNo));
        change(entry, { captures: [...get(entry).captures, entry.capture] });
        return;
      case 'ended':
        change(entry, { state: entry.state });
        return;
      case 'refund-asked':
        byRefund.set(keyOf(entry.channel, entry.refund.refundNo), keyOf(entry.channel, entry.orderNo));
        change(entry, { refunds: [...get(entry).refunds, entry.refund] });
        return;
      case 'refund-ended':
        change(entry, { refunds: get(entry).refunds.map((refund) => ended(refund, entry)) });
        return;
      case 'notice':
        for (let copy = 1; copy <= entry.notice.copies; copy += 1)
          owed.set(`${entry.notice.noticeId}/${copy}`, { notice: entry.notice, copy });
        return;
      case 'told':
        owed.delete(`${entry.noticeId}/${entry.copy}`);
    }
  }
  const ledger = openLedger(file, enter);
  const write = (entry: Entry) => {
    ledger.append(entry);
    enter(entry);
  };

  return {
    owed: [...owed.values()],
    orders: () => orders.values(),
    find: (channel, orderNo) => orders.get(keyOf(channel, orderNo)),
    get,
    findByPage: (pageId) => found(byPage, pageId),
    findBySerial: (channel, serial) => found(bySerial, keyOf(channel, serial)),
    findByRefund: (channel, refundNo) => found(byRefund, keyOf(channel, refundNo)),
    noteOpened: (request, at) => {
      const order: BankOrder = {
        ...request,
        openedAt: at.toISOString(),
        pageId: randomBytes(16).toString('base64url'),
        state: 'open',
        tradeNo: null,
        captures: [],
        refunds: [],
      };
      write({ kind: 'opened', order });
      return order;
    },
    noteScanned: (of, tradeNo) => write({ kind: 'scanned', ...keysOf(of), tradeNo }),
    noteCapture: (of, capture) => write({ kind: 'captured', ...keysOf(of), capture }),
    noteEnded: (of, state) => write({ kind: 'ended', ...keysOf(of), state }),
    noteRefund: (of, refund) => write({ kind: 'refund-asked', ...keysOf(of), refund }),
    noteRefundEnded: (of, refundNo, state, at) =>
      write({ kind: 'refund-ended', ...keysOf(of), refundNo, state, at: at.toISOString() }),
    noteNotice: (of, about, at, copies) => {
      const noticeId = randomBytes(16).toString('hex');
      const notice: BankNotice = { noticeId, ...keysOf(of), at: at.toISOString(), about, copies };
      write({ kind: 'notice', notice });
      return notice;
    },
    noteTold: (noticeId, copy) => write({ kind: 'told', noticeId, copy }),
    close: () => ledger.close(),
  };
}

function keysOf({ channel, orderNo }: OfOrder): OfOrder {
  return { channel, orderNo };
}

function ended(refund: BankRefund, entry: Entry & { kind: 'refund-ended' }): BankRefund {
  if (refund.refundNo !== entry.refundNo) return refund;
  return { ...refund, state: entry.state, endedAt: entry.at };
}
