// A difference that routes name, and how the routes of statements are asked.
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/client.ts';
import type { Ask } from './permission-ask.ts';
import { missing, type Thing, thing } from './permission-thing.ts';

/** There is one account with each bank: a difference belongs to no office. */
export async function differences(db: Database): Promise<readonly Thing[]> {
  const id = randomUUID();
  const [channel, on, at] = ['wechat', new Date('2015-11-02'), new Date('2015-11-03T01:00:00Z')];
  const sums = { paidCount: 0, paidFen: 0n, refundedCount: 0, refundedFen: 0n };
  await db.statementDay.create({ data: { channel, on, fetchedAt: at, matchedAt: at, ...sums } });
  await db.statementDifference.create({
    data: {
      ...{ id, channel, on, kind: 'missing-there', orderNo: 'PAY-20151102-000001-0', serial: 'W1' },
      ...{ expectedFen: 20_000, openedAt: at },
    },
  });
  return [thing('of a statement', id), missing()];
}

const done = ['done'] as const;
const of = (id: string) => ({ params: { id } });
const span = { from: '2015-11-01', until: '2015-11-03' };
/** Nothing has been paid: no day is there. */
const noDay = { leadsTo: ['not-found'], asking: () => ({ params: { on: '2015-11-02' } }) } as const;

export const STATEMENT_ASKS: Readonly<Record<string, Ask>> = {
  listStatementDays: { leadsTo: done },
  readStatementDay: noDay,
  closeStatementDay: noDay,
  proposeDifferenceResolution: {
    on: 'difference',
    leadsTo: ['done', 'difference-proposed'],
    asking: (id) => ({ ...of(id), body: { resolution: 'settled-with-bank', note: '已与银行核对' } }),
  },
  confirmDifferenceResolution: {
    on: 'difference',
    leadsTo: ['four-eyes', 'difference-not-proposed'],
    asking: of,
  },
  rejectDifferenceResolution: {
    on: 'difference',
    leadsTo: ['done', 'difference-not-proposed'],
    asking: of,
  },
  readFinanceReport: { leadsTo: done, asking: () => ({ query: span }) },
  exportFinanceReport: { leadsTo: done, asking: () => ({ query: { ...span, format: 'csv' } }) },
};
