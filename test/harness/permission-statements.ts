// A difference that routes name.
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/client.ts';
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
