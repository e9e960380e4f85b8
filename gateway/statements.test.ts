// Statements of a day: every payment and refund in them, the bank's own sums, and days that have none.
import { gzipSync } from 'node:zlib';
import { addDays, localDateOf, parseLocalDate, toInstant } from '../domain/calendar/local-date.ts';
import { PAYMENT_CHANNELS } from '../domain/payments/payment-order.ts';
import { alipayBill, wechatBill } from '../sandbox/gateway/statements.ts';
import { type Banks, startBanks } from '../test/harness/banks.ts';
import { billLines } from '../test/harness/bill-lines.ts';
import { readAlipayBill } from './alipay-statement.ts';
import { GatewayUnavailable } from './port.ts';
import { readWechatBill } from './wechat-statement.ts';

const STARTS_AT = '2026-03-02T02:00:00.000Z';
const ON = parseLocalDate('2026-03-02');
const HOUR_MS = 3_600_000;

let banks: Banks;
beforeEach(async () => {
  banks = await startBanks({ startsAt: STARTS_AT });
});
afterEach(() => banks.close());

describe.each(PAYMENT_CHANNELS)('%s', (channel) => {
  const statement = (on = ON) => banks.gateways[channel].statement(on);

  test('a day is told when it is over: payments, refunds, what was taken twice, and the sums', async () => {
    banks.sandbox.setFaults('S-twice', { isChargedTwice: true });
    for (const orderNo of ['S-plain', 'S-twice', 'S-unpaid']) {
      await banks.open(channel, orderNo);
      if (orderNo !== 'S-unpaid') await banks.sandbox.pay(orderNo);
      banks.letPass(61_000);
    }
    const captures = banks.sandbox
      .books()
      .flatMap((order) => order.captures.map((taken) => ({ ...taken, order })));
    expect(captures).toHaveLength(3);
    const second = captures[2];
    const refund = { orderNo: 'S-twice', refundNo: 'S-twice-R1', amountFen: 20_600, capturedFen: 20_600 };
    expect(await banks.gateways[channel].refund({ ...refund, serial: second?.serial ?? '' })).toBe('done');
    await expect(statement()).rejects.toThrow();

    banks.letPass(24 * HOUR_MS);
    const { lines, summary } = await statement();
    const paid = captures.map(({ serial, amountFen, at, order: { orderNo } }) => ({
      ...{ kind: 'paid', orderNo, serial, amountFen, at },
    }));
    expect(lines.filter(({ kind }) => kind === 'paid')).toEqual(paid);
    expect(lines.filter(({ kind }) => kind === 'refunded')).toEqual([
      {
        ...{ kind: 'refunded', orderNo: 'S-twice', refundNo: 'S-twice-R1', serial: second?.serial },
        ...{ amountFen: 20_600, at: toInstant(Date.parse(STARTS_AT) + 183_000) },
      },
    ]);
    expect(summary).toEqual({ paidCount: 3, paidFen: 61_800, refundedCount: 1, refundedFen: 20_600 });
  });

  test('a refund stands in the statement of its own day', async () => {
    await banks.open(channel, 'S-late-refund');
    await banks.sandbox.pay('S-late-refund');
    const serial = banks.sandbox.books()[0]?.captures[0]?.serial ?? '';
    banks.letPass(24 * HOUR_MS);
    const refund = {
      orderNo: 'S-late-refund',
      refundNo: 'S-late-R1',
      amountFen: 600,
      capturedFen: 20_600,
      serial,
    };
    await banks.gateways[channel].refund(refund);
    banks.letPass(24 * HOUR_MS);
    expect((await statement()).summary).toMatchObject({ paidFen: 20_600, refundedCount: 0 });
    const next = await statement(addDays(ON, 1));
    expect(next.summary).toEqual({ paidCount: 0, paidFen: 0, refundedCount: 1, refundedFen: 600 });
    expect(next.lines).toMatchObject([{ kind: 'refunded', refundNo: 'S-late-R1', amountFen: 600, serial }]);
  });

  test('a day on which nothing happened has none: until ten that says nothing, after it the day was empty', async () => {
    banks.letPass(22 * HOUR_MS);
    expect(localDateOf(await banks.now())).toBe(addDays(ON, 1));
    await expect(statement()).rejects.toThrow(GatewayUnavailable);
    banks.letPass(2 * HOUR_MS);
    expect(await statement()).toMatchObject({ lines: [], summary: { paidCount: 0, paidFen: 0 } });
  });
});

test('a bill that is cut off, or is something else, is no statement', async () => {
  const lines = billLines(100, STARTS_AT);
  const [wechat, alipay] = [wechatBill(lines), alipayBill(lines, ON)];
  expect((await readWechatBill(wechat)).lines).toHaveLength(100);
  for (const broken of [wechat.subarray(0, wechat.length / 2), Buffer.from(''), Buffer.from('a,b\n`1,`2\n')])
    await expect(readWechatBill(broken)).rejects.toThrow(GatewayUnavailable);
  for (const broken of [alipay.subarray(0, alipay.length / 2), Buffer.from(''), gzipSync('x')])
    await expect(readAlipayBill(broken)).rejects.toThrow(GatewayUnavailable);
});
