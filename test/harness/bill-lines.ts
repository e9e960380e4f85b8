// Lines of a day's bill, as many as a test wants.
import type { BankOrder } from '../../sandbox/gateway/messages.ts';
import type { BillLine } from '../../sandbox/gateway/statements.ts';

/** Payments and refunds in turn, a tenth of a second apart. */
export function billLines(count: number, startsAt: string): BillLine[] {
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(Date.parse(startsAt) + index * 100).toISOString();
    const amountFen = 100 + (index % 20_000);
    const capture = { serial: `4200${index}`, amountFen, at };
    const order: BankOrder = {
      ...{ channel: 'wechat', orderNo: `S-${index}`, amountFen, title: '罚款,一,二 "三"', noticeUrl: '' },
      ...{ openedAt: at, expiresAt: at, pageId: '', state: 'open', tradeNo: null },
      captures: [capture],
      refunds: [],
    };
    const refund = {
      ...{ refundNo: `S-${index}-R`, refundId: `5030${index}`, serial: capture.serial, amountFen: 1 },
      ...{ askedAt: at, dueAt: at, endedAt: at, noticeUrl: '' },
      ...({ fate: 'done', state: 'done' } as const),
    };
    return { order, capture, at, refund: index % 2 === 0 ? undefined : refund };
  });
}
