// Statements on a real PostgreSQL: imported once, matched whichever way they differ, told to the orders, and settled.

import {
  addMinutes,
  type Instant,
  localDateOf,
  parseLocalDate,
  toInstant,
} from '../../domain/calendar/local-date.ts';
import { FEES_OFF } from '../../domain/fees.ts';
import type { StatementKey } from '../../domain/statements/statement.ts';
import { createTestDatabase, type TestDatabase } from '../../test/harness/database.ts';
import {
  captureOf,
  type Ordered,
  type StatementPlay,
  statementOf,
  statementPlay,
} from '../../test/harness/statements.ts';
import { testVault } from '../../test/harness/vault.ts';
import { type Database, openDatabase } from '../client.ts';
import { type Deciding, deciding } from '../deciding.ts';
import { tickOrder } from '../payments/decide-order.ts';
import { listUnsettled } from './days.ts';
import { importStatement } from './import.ts';
import { matchStatement } from './match.ts';
import { settleStatement } from './settle.ts';
import { tellOrders } from './tell-orders.ts';

let database: TestDatabase;
let db: Database;
let decides: Deciding;
let now: Instant;
let play: StatementPlay;

beforeEach(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.url, vault: testVault, poolSize: 8 });
  now = toInstant('2015-11-03T10:00:00+08:00');
  decides = deciding({ db, fees: FEES_OFF, hashSecret: (secret) => secret, now: async () => now });
  play = statementPlay(decides);
});
afterEach(async () => {
  await db.$disconnect();
  await database.drop();
});

const DAY: StatementKey = { channel: 'wechat', on: parseLocalDate('2015-11-03') };
const NEXT: StatementKey = { channel: 'wechat', on: parseLocalDate('2015-11-04') };

const differences = async () => {
  const rows = await db.statementDifference.findMany({ orderBy: [{ on: 'asc' }, { position: 'asc' }] });
  return rows.map(({ kind, state, resolution, expectedFen, foundFen }) => ({
    ...{ kind, state, resolution, expectedFen, foundFen },
  }));
};

/** Everything that statements and orders have left, but for when. */
async function everything() {
  const [days, lines, found, events, audits] = await Promise.all([
    db.statementDay.findMany(),
    db.statementLine.findMany({ orderBy: { position: 'asc' } }),
    db.statementDifference.findMany({ orderBy: { id: 'asc' } }),
    db.paymentEvent.count(),
    db.auditEvent.count(),
  ]);
  return { days, lines, found, events, audits };
}

test('what is the same on both sides is matched, with both sums, and differs in nothing', async () => {
  const [one, other] = [await play.reconciled(), await play.reconciled()];
  await play.goThrough(DAY, [one.line, other.line]);
  expect(await differences()).toEqual([]);
  const sumFen = one.amountFen + other.amountFen;
  expect(await db.statementDay.findFirst()).toMatchObject({
    ...{ state: 'open', paidCount: 2, paidFen: BigInt(sumFen), refundedCount: 0, refundedFen: 0n },
    ...{ ourPaidCount: 2, ourPaidFen: BigInt(sumFen), ourRefundedCount: 0, ourRefundedFen: 0n },
  });
  expect(await db.statementLine.count({ where: { match: 'matched' } })).toBe(2);
});

test('gone through twice, nothing changes', async () => {
  const [known, unknown] = [await play.paid(), await play.paying()];
  const lines = [
    known.line,
    await play.lineOf(unknown),
    await play.lineOf({ ...known, orderNo: 'PAY-ELSEWHERE' }),
  ];
  await play.goThrough(DAY, lines);
  const before = await everything();
  await play.goThrough(DAY, lines);
  expect(await everything()).toEqual(before);
  expect(await importStatement(db, DAY, statementOf(lines.slice(1)), now)).toBe(false);
  expect(await everything()).toEqual(before);
});

test.each(['import', 'match', 'tell', 'settle'] as const)(
  'ended after %s and begun again, it comes to the same',
  async (last) => {
    const [waiting, untold] = [await play.paid(), await play.paying()];
    const lines = [waiting.line, await play.lineOf(untold)];
    const steps = {
      import: () => importStatement(db, DAY, statementOf(lines), now),
      match: () => matchStatement(db, DAY, now),
      tell: () => tellOrders(decides, DAY),
      settle: () => settleStatement(db, DAY, now),
    };
    for (const [name, step] of Object.entries(steps)) {
      await step();
      if (name === last) break;
    }
    await play.goThrough(DAY, lines);
    expect([await play.stateOf(waiting), await play.stateOf(untold)]).toEqual(['reconciled', 'reconciled']);
    expect(await differences()).toMatchObject([{ kind: 'missing-here', resolution: 'explained' }]);
    expect(await listUnsettled(db, addMinutes(now, 24 * 60), DAY.on)).toEqual([
      { channel: 'alipay', on: DAY.on },
    ]);
  },
);

test('telling goes on from where it was', async () => {
  const [one, other] = [await play.paid(), await play.paid()];
  await importStatement(db, DAY, statementOf([one.line, other.line]), now);
  await matchStatement(db, DAY, now);
  await tellOrders(decides, DAY, { position: 1, orderNo: '' });
  expect([await play.stateOf(one), await play.stateOf(other)]).toEqual(['paid', 'reconciled']);
});

test('two at once import it once', async () => {
  const { line } = await play.reconciled();
  const both = [1, 2].map(() => importStatement(db, DAY, statementOf([line]), now));
  expect((await Promise.all(both)).sort()).toEqual([false, true]);
  expect(await db.statementLine.count()).toBe(1);
});

test('a statement of many lines is imported in stretches, each told of', async () => {
  const one = await play.lineOf({ orderNo: 'PAY', decisionNo: '', amountFen: 100 });
  const lines = Array.from({ length: 12_001 }, (_, n) => ({ ...one, serial: `W-${n}` }));
  let stretches = 0;
  await importStatement(db, DAY, statementOf(lines), now, () => {
    stretches += 1;
  });
  expect(stretches).toBe(3);
  expect(await db.statementLine.aggregate({ _count: true, _max: { position: true } })).toEqual({
    ...{ _count: 12_001, _max: { position: 12_001 } },
  });
});

test('an order that the register has not confirmed is confirmed by its line', async () => {
  const on = await play.paid();
  await play.goThrough(DAY, [on.line]);
  expect(await play.stateOf(on)).toBe('reconciled');
  expect(await db.penaltyDecision.findUnique({ where: { decisionNo: on.decisionNo } })).toMatchObject({
    ...{ state: 'paid', paidBy: 'platform' },
  });
  expect(await differences()).toEqual([]);
});

test('a capture that was never told is credited, and the difference explains itself', async () => {
  const on = await play.paying();
  await play.goThrough(DAY, [await play.lineOf(on)]);
  expect(await play.stateOf(on)).toBe('reconciled');
  expect(await differences()).toEqual([
    {
      ...{ kind: 'missing-here', state: 'resolved', resolution: 'explained' },
      ...{ expectedFen: null, foundFen: on.amountFen },
    },
  ]);
});

test('one in doubt for two hours is found in the statement', async () => {
  const on = await play.paying();
  now = addMinutes(now, 121);
  await tickOrder(decides, on.orderNo);
  expect(await play.stateOf(on)).toBe('unreconciled');
  await play.goThrough(DAY, [await play.lineOf(on)]);
  expect(await play.stateOf(on)).toBe('reconciled');
});

test('a second capture goes back, and is explained once it is back', async () => {
  const on = await play.reconciled();
  await play.goThrough(DAY, [on.line, await play.lineOf(on)]);
  const { refunds, state } = await play.orderOf(on);
  expect(state).toBe('reconciled');
  expect(refunds).toMatchObject([{ reason: 'double-payment', state: 'asked', amountFen: on.amountFen }]);
  expect(await differences()).toMatchObject([{ kind: 'missing-here', state: 'open' }]);
  const [refund] = refunds;
  if (!refund) throw new Error('a refund is wanted');
  now = addMinutes(now, 24 * 60);
  const back = {
    ...on.line,
    serial: refund.serial,
    at: now,
    kind: 'refunded',
    refundNo: refund.refundNo,
  } as const;
  await play.goThrough(NEXT, [back]);
  expect((await play.orderOf(on)).refunds).toMatchObject([{ state: 'done' }]);
  expect(await differences()).toMatchObject([
    { kind: 'missing-here', state: 'resolved', resolution: 'explained' },
  ]);
});

test('a capture after the end goes back', async () => {
  const on = await play.paying();
  await play.tells(on, { action: 'record-closed', how: 'refused' });
  await play.goThrough(DAY, [await play.lineOf(on)]);
  expect(await play.stateOf(on)).toBe('failed');
  expect((await play.orderOf(on)).refunds).toMatchObject([{ reason: 'paid-after-close', state: 'asked' }]);
});

test('another amount than we know makes an exception, and waits for two persons', async () => {
  const on = await play.paid();
  await play.goThrough(DAY, [{ ...on.line, amountFen: on.amountFen - 1 }]);
  expect(await play.stateOf(on)).toBe('exception');
  expect(await differences()).toEqual([
    {
      ...{ kind: 'amount-differs', state: 'open', resolution: null },
      ...{ expectedFen: on.amountFen, foundFen: on.amountFen - 1 },
    },
  ]);
});

test('an order that is not ours, one number for two orders, and a line told twice are differences', async () => {
  const [one, other] = [await play.reconciled(), await play.reconciled()];
  const stranger = await play.lineOf({ ...one, orderNo: 'PAY-ELSEWHERE' });
  const crossed = { ...other.line, orderNo: one.orderNo };
  await play.goThrough(DAY, [one.line, stranger, crossed, one.line]);
  const kinds = (await differences()).map(({ kind, state }) => `${kind} ${state}`);
  expect(kinds).toEqual(['order-unknown open', 'order-differs open', 'repeated open']);
  expect([await play.stateOf(one), await play.stateOf(other)]).toEqual(['reconciled', 'reconciled']);
});

test('a line of a later day that repeats one of before is told apart', async () => {
  const { line } = await play.reconciled();
  await play.goThrough(DAY, [line]);
  await play.goThrough(NEXT, [line]);
  expect((await differences()).map(({ kind }) => kind)).toEqual(['repeated']);
});

test('a capture without a line: the order is an exception, and the difference stays', async () => {
  const [waiting, done] = [await play.paid(), await play.reconciled()];
  await play.goThrough(DAY, []);
  expect([await play.stateOf(waiting), await play.stateOf(done)]).toEqual(['exception', 'reconciled']);
  expect(await differences()).toMatchObject([
    { kind: 'missing-there', state: 'open', expectedFen: waiting.amountFen, foundFen: null },
    { kind: 'missing-there', state: 'open' },
  ]);
});

test('its line comes with the next statement: explained', async () => {
  const { line } = await play.reconciled();
  await play.goThrough(DAY, []);
  await play.goThrough(NEXT, [line]);
  expect(await differences()).toMatchObject([
    { kind: 'missing-there', state: 'resolved', resolution: 'explained' },
  ]);
});

test('nothing was taken and the bank is silent: an exception once the day is whole', async () => {
  const on = await play.paying();
  now = addMinutes(now, 121);
  await tickOrder(decides, on.orderNo);
  await play.goThrough(DAY, []);
  expect(await play.stateOf(on)).toBe('exception');
});

describe('around midnight', () => {
  const LATE = toInstant('2015-11-03T23:59:59+08:00');

  test('a capture of the last second is in either statement', async () => {
    now = toInstant('2015-11-03T23:45:00+08:00');
    const on = await play.paid(LATE);
    await play.goThrough(DAY, []);
    expect(await differences()).toEqual([]);
    expect(await play.stateOf(on)).toBe('paid');
    await play.goThrough(NEXT, [on.line]);
    expect(await differences()).toEqual([]);
    expect(await play.stateOf(on)).toBe('reconciled');
  });

  test('and missed by the second where it is in neither', async () => {
    now = toInstant('2015-11-03T23:45:00+08:00');
    const on = await play.paid(LATE);
    await play.goThrough(DAY, []);
    await play.goThrough(NEXT, []);
    expect(await play.stateOf(on)).toBe('exception');
    expect(await db.statementDifference.findMany()).toMatchObject([
      { kind: 'missing-there', on: new Date(NEXT.on) },
    ]);
  });

  test('an order of before midnight that may be paid after it is not missed before the next statement', async () => {
    now = toInstant('2015-11-03T23:50:00+08:00');
    const on = await play.paying();
    now = addMinutes(now, 121);
    await tickOrder(decides, on.orderNo);
    await play.goThrough(DAY, []);
    expect(await play.stateOf(on)).toBe('unreconciled');
    await play.goThrough(NEXT, [await play.lineOf(on, toInstant('2015-11-04T00:10:00+08:00'))]);
    expect(await play.stateOf(on)).toBe('reconciled');
  });

  test('today’s order is not missing in yesterday’s statement', async () => {
    now = toInstant('2015-11-04T07:00:00+08:00');
    const on = await play.paid();
    await play.goThrough(DAY, []);
    expect([await play.stateOf(on), await differences()]).toEqual(['paid', []]);
  });

  test('an order is in doubt as long as a statement before is missing', async () => {
    const on = await play.paying();
    now = addMinutes(now, 121);
    await tickOrder(decides, on.orderNo);
    await play.goThrough(NEXT, []);
    expect(await play.stateOf(on)).toBe('unreconciled');
    await play.goThrough(DAY, []);
    expect(await play.stateOf(on)).toBe('exception');
  });
});

describe('refunds', () => {
  /** Paid twice: the second capture is on its way back. */
  async function givingBack() {
    const on = await play.reconciled();
    const second = await play.lineOf(on);
    await play.tells(on, { action: 'record-capture', capture: captureOf(second) });
    const [refund] = (await play.orderOf(on)).refunds;
    if (!refund) throw new Error('a refund is wanted');
    const { refundNo, amountFen } = refund;
    const back = { ...second, kind: 'refunded', refundNo, amountFen } as const;
    return { ...on, second, refundNo, back };
  }

  const endsWith = (on: Ordered, refundNo: string, outcome: 'done' | 'failed') =>
    play.tells(on, { action: 'record-refund', refundNo, outcome });

  test('one that is back by the statement is done', async () => {
    const on = await givingBack();
    await play.goThrough(DAY, [on.line, on.second, on.back]);
    expect((await play.orderOf(on)).refunds).toMatchObject([{ state: 'done' }]);
    expect(await differences()).toEqual([]);
    expect(await db.statementDay.findFirst()).toMatchObject({ refundedCount: 1, ourRefundedCount: 1 });
  });

  test('one that we never asked for, and one that failed here, wait for two persons', async () => {
    const on = await givingBack();
    await endsWith(on, on.refundNo, 'failed');
    const unasked = { ...on.back, refundNo: 'OTHER-R1' };
    await play.goThrough(DAY, [on.line, on.second, on.back, unasked]);
    expect((await differences()).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'refund-missing-here open',
      'refund-missing-here open',
    ]);
    expect((await play.orderOf(on)).refunds).toMatchObject([{ state: 'failed' }]);
  });

  test('another amount, and one told twice', async () => {
    const [on, other] = [await givingBack(), await givingBack()];
    const lines = [
      on.line,
      on.second,
      { ...on.back, amountFen: 1 },
      other.line,
      other.second,
      other.back,
      other.back,
    ];
    await play.goThrough(DAY, lines);
    expect((await differences()).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'refund-amount-differs open',
      'refund-repeated open',
    ]);
  });

  test('one that is done here and in no statement, until it is in one', async () => {
    const on = await givingBack();
    await endsWith(on, on.refundNo, 'done');
    await play.goThrough(DAY, [on.line, on.second]);
    expect(await differences()).toMatchObject([{ kind: 'refund-missing-there', state: 'open' }]);
    await play.goThrough(NEXT, [on.back]);
    expect(await differences()).toMatchObject([{ state: 'resolved', resolution: 'explained' }]);
  });
});

test('days from the first order to yesterday are wanted of each channel, until they are settled', async () => {
  expect(await listUnsettled(db, now)).toEqual([]);
  const on = await play.reconciled();
  expect(await listUnsettled(db, now)).toEqual([]);
  now = addMinutes(now, 3 * 24 * 60);
  const days = ['2015-11-03', '2015-11-04', '2015-11-05'];
  const wanted = async (day?: string) =>
    (await listUnsettled(db, now, day === undefined ? null : parseLocalDate(day))).map(
      ({ channel, on: of }) => `${channel} ${of}`,
    );
  expect(await wanted()).toEqual(days.flatMap((day) => [`alipay ${day}`, `wechat ${day}`]));
  expect(await wanted('2015-11-04')).toEqual(['alipay 2015-11-04', 'wechat 2015-11-04']);
  expect(await wanted(localDateOf(now))).toEqual([]);
  await importStatement(db, DAY, statementOf([on.line]), now);
  await matchStatement(db, DAY, now);
  expect(await wanted('2015-11-03')).toEqual(['alipay 2015-11-03', 'wechat 2015-11-03']);
  await settleStatement(db, DAY, now);
  expect(await wanted('2015-11-03')).toEqual(['alipay 2015-11-03']);
});

test('what a bank has told cannot be altered afterwards', async () => {
  const { line } = await play.reconciled();
  await importStatement(db, DAY, statementOf([line]), now);
  await expect(db.statementLine.updateMany({ data: { amountFen: 1 } })).rejects.toThrow();
  await expect(db.statementLine.deleteMany()).rejects.toThrow();
});
