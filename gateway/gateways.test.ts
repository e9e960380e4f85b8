// Both adapters against the banks' stand-in: payments, questions, closings and refunds, each with what can go wrong.

import { addMinutes, parseLocalDate } from '../domain/calendar/local-date.ts';
import { PAYMENT_CHANNELS } from '../domain/payments/payment-order.ts';
import type { CallFault } from '../sandbox/gateway/messages.ts';
import { settingsOf } from '../sandbox/gateway/settings.ts';
import { type Banks, startBanks, TEN_MINUTES_MS } from '../test/harness/banks.ts';
import { createGateways } from './gateways.ts';
import { GatewayRefused, GatewayUnavailable, type RefundRequest } from './port.ts';

let banks: Banks;
beforeAll(async () => {
  banks = await startBanks();
});
afterAll(() => banks.close());

const inBooks = (orderNo: string) => {
  const order = banks.sandbox.books().find((one) => one.orderNo === orderNo);
  if (!order) throw new Error(`no order ${orderNo}`);
  return order;
};
const refundOf = (orderNo: string, refundNo: string, amountFen: number): RefundRequest => {
  const [capture] = inBooks(orderNo).captures;
  if (!capture) throw new Error(`${orderNo} was not paid`);
  return { orderNo, refundNo, amountFen, serial: capture.serial, capturedFen: capture.amountFen };
};

describe.each(PAYMENT_CHANNELS)('%s', (channel) => {
  const gateway = () => banks.gateways[channel];
  const noOf = (name: string) => `P-${channel}-${name}`;
  const openAndPay = async (orderNo: string) => {
    await banks.open(channel, orderNo);
    expect(await banks.sandbox.pay(orderNo)).toBe('paid');
  };

  test('what is opened is paid, once, with the capture that is in the books', async () => {
    const orderNo = noOf('plain');
    expect(await gateway().ask(orderNo)).toEqual({ outcome: 'unknown' });
    const { payUrl } = await banks.open(channel, orderNo);
    expect(payUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/pay\/[\w-]{22}$/);
    // Alipay has no trade before the code is scanned.
    expect(await gateway().ask(orderNo)).toEqual({ outcome: channel === 'wechat' ? 'unpaid' : 'unknown' });
    await fetch(payUrl);
    expect(await gateway().ask(orderNo)).toEqual({ outcome: 'unpaid' });
    expect(await banks.sandbox.pay(orderNo)).toBe('paid');
    expect(await banks.sandbox.pay(orderNo)).toBe('already-paid');
    const [capture] = inBooks(orderNo).captures;
    expect(inBooks(orderNo).capturedFen).toBe(20_600);
    expect(await gateway().ask(orderNo)).toEqual({
      outcome: 'paid',
      capture: { serial: capture?.serial, amountFen: 20_600, capturedAt: capture?.at },
    });
  });

  test('opened again it is the same payment; a number that is in use says nothing about the payment', async () => {
    const orderNo = noOf('again');
    const { payUrl } = await banks.open(channel, orderNo);
    expect((await banks.open(channel, orderNo)).payUrl).toBe(payUrl);
    await expect(banks.open(channel, orderNo, 100)).rejects.toThrow(GatewayUnavailable);
    await banks.sandbox.pay(orderNo);
    await expect(banks.open(channel, orderNo)).rejects.toThrow(GatewayUnavailable);
  });

  test('what the bank will not open is refused', async () => {
    const title = '交通违法罚款';
    const late = gateway().open({
      orderNo: noOf('late'),
      amountFen: 100,
      title,
      expiresAt: await banks.now(),
    });
    await expect(late).rejects.toThrow(GatewayRefused);
    const orderNo = noOf('was-closed');
    const { payUrl, expiresAt } = await banks.open(channel, orderNo);
    await fetch(payUrl);
    expect(await gateway().close(orderNo, expiresAt)).toEqual({ outcome: 'closed' });
    await expect(banks.open(channel, orderNo)).rejects.toThrow(GatewayRefused);
  });

  test('closed it can no more be paid; paid it can no more be closed', async () => {
    const [closed, paid] = [noOf('closed'), noOf('paid')];
    const { payUrl, expiresAt } = await banks.open(channel, closed);
    await fetch(payUrl);
    expect(await gateway().close(closed, expiresAt)).toEqual({ outcome: 'closed' });
    expect(await gateway().close(closed, expiresAt)).toEqual({ outcome: 'closed' });
    expect(await gateway().ask(closed)).toEqual({ outcome: 'closed' });
    expect(await banks.sandbox.pay(closed)).toBe('ended');
    await openAndPay(paid);
    expect(await gateway().close(paid, expiresAt)).toMatchObject({
      outcome: 'paid',
      capture: { amountFen: 20_600 },
    });
  });

  test('what the payer refuses settles it', async () => {
    const orderNo = noOf('declined');
    await banks.open(channel, orderNo);
    await banks.sandbox.cancel(orderNo);
    expect(await gateway().ask(orderNo)).toEqual({ outcome: channel === 'wechat' ? 'refused' : 'closed' });
    expect(await banks.sandbox.pay(orderNo)).toBe('ended');
  });

  test('a refund is one however often it is sent, and a payment that went back was a payment', async () => {
    const orderNo = noOf('back');
    await openAndPay(orderNo);
    const [part, rest] = [refundOf(orderNo, `${orderNo}-1`, 600), refundOf(orderNo, `${orderNo}-2`, 20_000)];
    expect(await gateway().refund(part)).toBe('done');
    expect(await gateway().refund(part)).toBe('done');
    expect(await gateway().refund(rest)).toBe('done');
    expect(inBooks(orderNo)).toMatchObject({ refundedFen: 20_600, refunds: { length: 2 } });
    expect(await gateway().refund(refundOf(orderNo, `${orderNo}-3`, 1))).toBe('failed');
    expect(inBooks(orderNo).refundedFen).toBe(20_600);
    expect(await gateway().ask(orderNo)).toMatchObject({ outcome: 'paid', capture: { amountFen: 20_600 } });
  });

  test('a refund may take a while, or fail', async () => {
    const [slow, failing] = [noOf('slow'), noOf('failing')];
    banks.sandbox.setFaults(slow, { refund: { takesMs: TEN_MINUTES_MS } });
    banks.sandbox.setFaults(failing, { refund: { fails: true } });
    await openAndPay(slow);
    await openAndPay(failing);
    expect(await gateway().refund(refundOf(slow, `${slow}-1`, 20_600))).toBe('accepted');
    expect(await gateway().refund(refundOf(slow, `${slow}-1`, 20_600))).toBe('accepted');
    expect(await gateway().refund(refundOf(failing, `${failing}-1`, 20_600))).toBe('failed');
    expect(await gateway().refund(refundOf(failing, `${failing}-1`, 20_600))).toBe('failed');
    banks.letPass(TEN_MINUTES_MS);
    expect(await gateway().refund(refundOf(slow, `${slow}-1`, 20_600))).toBe('done');
    expect(inBooks(failing).refundedFen).toBe(0);
  });

  test('the same refund number of another amount is answered by nothing', async () => {
    const orderNo = noOf('mixed-up');
    await openAndPay(orderNo);
    await gateway().refund(refundOf(orderNo, `${orderNo}-1`, 600));
    const other = gateway().refund(refundOf(orderNo, `${orderNo}-1`, 700));
    await expect(other).rejects.toThrow(GatewayUnavailable);
  });

  test.each(['hang-up', 'silence', '500', '429', 'bad-signature'] as const)(
    'an answer that is none (%s) says nothing, though what was asked is done',
    async (answer) => {
      const orderNo = noOf(`f-${answer}`);
      // Alipay's package asks a second time by itself where a connection breaks: every number means one thing.
      const times = channel === 'alipay' && answer === 'hang-up' ? 2 : 1;
      const fault = (call: CallFault['call']) => ({ call, answer, times });
      banks.sandbox.setFaults(orderNo, { calls: [fault('open'), fault('ask'), fault('refund')] });
      const faulty = answer === 'silence' ? banks.hasty[channel] : gateway();
      const expiresAt = addMinutes(await banks.now(), 30);
      const payment = { orderNo, amountFen: 20_600, title: '交通违法罚款', expiresAt };
      await expect(faulty.open(payment)).rejects.toThrow(GatewayUnavailable);
      expect(await banks.sandbox.pay(orderNo)).toBe('paid');
      await expect(faulty.ask(orderNo)).rejects.toThrow(GatewayUnavailable);
      expect(await gateway().ask(orderNo)).toMatchObject({ outcome: 'paid' });
      const refund = refundOf(orderNo, `${orderNo}-1`, 20_600);
      await expect(faulty.refund(refund)).rejects.toThrow(GatewayUnavailable);
      expect(await gateway().refund(refund)).toBe('done');
      expect(inBooks(orderNo)).toMatchObject({ capturedFen: 20_600, refundedFen: 20_600 });

      const unpaid = noOf(`c-${answer}`);
      banks.sandbox.setFaults(unpaid, { calls: [fault('close')] });
      await fetch((await banks.open(channel, unpaid)).payUrl);
      await expect(faulty.close(unpaid, expiresAt)).rejects.toThrow(GatewayUnavailable);
      expect(await gateway().close(unpaid, expiresAt)).toEqual({ outcome: 'closed' });
    },
  );

  test('an error before anything was done is answered the same, and nothing was done', async () => {
    const orderNo = noOf('undone');
    banks.sandbox.setFaults(orderNo, { calls: [{ call: 'open', answer: '500', isDone: false, times: 2 }] });
    await expect(banks.open(channel, orderNo)).rejects.toThrow(GatewayUnavailable);
    await expect(banks.open(channel, orderNo)).rejects.toThrow(GatewayUnavailable);
    expect(await gateway().ask(orderNo)).toEqual({ outcome: 'unknown' });
    expect((await banks.open(channel, orderNo)).payUrl).toContain('/pay/');
  });

  test('taken twice, taken wrongly, taken after the end: all of it is in the books and is given back', async () => {
    const [twice, wrong, late] = [noOf('twice'), noOf('wrong'), noOf('too-late')];
    banks.sandbox.setFaults(twice, { isChargedTwice: true });
    banks.sandbox.setFaults(wrong, { capturedFen: 20_601 });
    banks.sandbox.setFaults(late, { isPaidAfterClose: true });
    await openAndPay(twice);
    await openAndPay(wrong);
    const { captures } = inBooks(twice);
    expect(new Set(captures.map(({ serial }) => serial)).size).toBe(2);
    expect(await gateway().ask(wrong)).toMatchObject({ capture: { amountFen: 20_601 } });
    for (const [index, { serial }] of captures.entries()) {
      const refundNo = `${twice}-${index}`;
      const refund = { orderNo: twice, refundNo, serial, amountFen: 20_600, capturedFen: 20_600 };
      expect(await gateway().refund(refund)).toBe('done');
    }
    const { payUrl, expiresAt } = await banks.open(channel, late);
    await fetch(payUrl);
    expect(await gateway().close(late, expiresAt)).toEqual({ outcome: 'closed' });
    expect(await banks.sandbox.pay(late)).toBe('paid');
    expect(await gateway().ask(late)).toMatchObject({ outcome: 'paid' });
  });

  test('without our key, or with an answer of another key, nothing is said', async () => {
    const { pairs } = banks.keys;
    const place = { url: banks.url, noticeUrl: 'http://127.0.0.1:9', now: banks.now };
    const strangers = {
      ...pairs,
      'wechat-merchant': pairs['alipay-app'],
      'alipay-app': pairs['wechat-merchant'],
    };
    const others = {
      ...pairs,
      'wechat-platform': pairs['alipay-platform'],
      'alipay-platform': pairs['wechat-platform'],
    };
    for (const wrong of [strangers, others]) {
      const other = createGateways(settingsOf({ ...banks.keys, pairs: wrong }, place))[channel];
      await expect(other.ask(noOf('plain'))).rejects.toThrow(GatewayUnavailable);
      await expect(other.close(noOf('plain'), await banks.now())).rejects.toThrow(GatewayUnavailable);
    }
  });

  test('where nobody listens, nothing is said', async () => {
    const place = { url: 'http://127.0.0.1:9', noticeUrl: 'http://127.0.0.1:9', now: banks.now };
    const nowhere = createGateways(settingsOf(banks.keys, place))[channel];
    await expect(nowhere.ask(noOf('plain'))).rejects.toThrow(GatewayUnavailable);
    await expect(nowhere.statement(parseLocalDate('2026-01-01'))).rejects.toThrow(GatewayUnavailable);
  });

  test('an order that the bank does not know is closed only when nothing can be paid on it any more', async () => {
    const orderNo = noOf('unheard-of');
    const expiresAt = await banks.now();
    expect(await gateway().close(orderNo, expiresAt)).toEqual({ outcome: 'unknown' });
    banks.letPass(61_000);
    expect(await gateway().close(orderNo, expiresAt)).toEqual({ outcome: 'closed' });
  });
});

test('an Alipay code that nobody scanned cannot be closed: it can be paid until its end, and then no more', async () => {
  const [scanned, forgotten] = ['P-unscanned-1', 'P-unscanned-2'];
  const { expiresAt } = await banks.open('alipay', scanned);
  await banks.open('alipay', forgotten);
  expect(await banks.gateways.alipay.close(scanned, expiresAt)).toEqual({ outcome: 'unknown' });
  expect(await banks.sandbox.pay(scanned)).toBe('paid');
  banks.letPass(3 * TEN_MINUTES_MS + 61_000);
  expect(await banks.sandbox.pay(forgotten)).toBe('expired');
  expect(await banks.gateways.alipay.close(forgotten, expiresAt)).toEqual({ outcome: 'closed' });
});
