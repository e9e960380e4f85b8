// What the banks tell by themselves: what is taken, what is refused, and what comes twice, late, forged or not at all.
import { setTimeout as pause } from 'node:timers/promises';
import { toInstant } from '../domain/calendar/local-date.ts';
import { PAYMENT_CHANNELS, type PaymentChannel } from '../domain/payments/payment-order.ts';
import { PARTIES } from '../sandbox/gateway/keys.ts';
import { fieldsText, linesOf, seal, signText } from '../sandbox/gateway/signing.ts';
import { type Banks, startBanks, until } from '../test/harness/banks.ts';
import { NoticeRefused, type ReceivedNotice } from './port.ts';

let banks: Banks;
beforeAll(async () => {
  banks = await startBanks();
});
afterAll(() => banks.close());

const faultOf = async (channel: PaymentChannel, notice: ReceivedNotice) => {
  try {
    await banks.gateways[channel].readNotice(notice);
    return null;
  } catch (error) {
    if (error instanceof NoticeRefused) return error.fault;
    throw error;
  }
};
const rawOf = (orderNo: string) => {
  const one = banks.heard.find((heard) => 'notice' in heard && heard.notice.orderNo === orderNo);
  if (!one) throw new Error(`nothing was heard of ${orderNo}`);
  return one.raw;
};

describe.each(PAYMENT_CHANNELS)('%s', (channel) => {
  const noOf = (name: string) => `N-${channel}-${name}`;
  const openAndPay = async (orderNo: string) => {
    await banks.open(channel, orderNo);
    expect(await banks.sandbox.pay(orderNo)).toBe('paid');
  };
  const capturesOf = (orderNo: string) =>
    banks.sandbox.books().find((order) => order.orderNo === orderNo)?.captures ?? [];
  const refund = async (orderNo: string) => {
    const [capture] = capturesOf(orderNo);
    return banks.gateways[channel].refund({
      orderNo,
      refundNo: `${orderNo}-R`,
      serial: capture?.serial ?? '',
      amountFen: 20_600,
      capturedFen: 20_600,
    });
  };
  const countOf = (orderNo: string) => banks.takenOf(orderNo).length;

  test('a payment is told with its capture, a refund with its number', async () => {
    const orderNo = noOf('plain');
    await openAndPay(orderNo);
    await until(() => countOf(orderNo) === 1);
    const [capture] = capturesOf(orderNo);
    expect(banks.takenOf(orderNo)).toEqual([
      {
        kind: 'paid',
        noticeId: expect.any(String),
        orderNo,
        capture: { serial: capture?.serial, amountFen: 20_600, capturedAt: capture?.at },
      },
    ]);
    await refund(orderNo);
    await until(() => countOf(orderNo) === 2);
    expect(banks.takenOf(orderNo)[1]).toMatchObject({
      ...{ kind: 'refund', orderNo, refundNo: `${orderNo}-R`, outcome: 'done' },
    });
  });

  test('one that is not taken comes again, under the same number', async () => {
    const orderNo = noOf('repeated');
    banks.failNext(3);
    await openAndPay(orderNo);
    await until(() => countOf(orderNo) === 1);
    await pause(60);
    expect(countOf(orderNo)).toBe(1);
  });

  test('at once, one after another, late, and never', async () => {
    const [parallel, repeats, late, lost] = [noOf('parallel'), noOf('series'), noOf('late'), noOf('lost')];
    banks.sandbox.setFaults(parallel, { notices: { parallel: 2 } });
    banks.sandbox.setFaults(repeats, { notices: { repeats: 3 } });
    banks.sandbox.setFaults(late, { notices: { delayMs: 2_000 } });
    banks.sandbox.setFaults(lost, { notices: { isLost: true } });
    for (const orderNo of [parallel, repeats, late, lost]) await openAndPay(orderNo);
    await until(() => countOf(parallel) === 2 && countOf(repeats) === 4);
    expect(countOf(late)).toBe(0);
    await until(() => countOf(late) === 1);
    expect([countOf(parallel), countOf(repeats), countOf(lost)]).toEqual([2, 4, 0]);
    const numbers = banks.takenOf(repeats).map(({ noticeId }) => noticeId);
    expect(new Set(numbers).size).toBe(1);
    expect(await banks.gateways[channel].ask(lost)).toMatchObject({ outcome: 'paid' });
  });

  test('that of a refund may come before that of the payment', async () => {
    const orderNo = noOf('crossed');
    banks.sandbox.setFaults(orderNo, { notices: { isAfterRefund: true } });
    await openAndPay(orderNo);
    await pause(50);
    expect(countOf(orderNo)).toBe(0);
    await refund(orderNo);
    await until(() => countOf(orderNo) === 2);
    expect(banks.takenOf(orderNo).map(({ kind }) => kind)).toEqual(['refund', 'paid']);
  });

  test('every capture is told under its own number', async () => {
    const orderNo = noOf('twice');
    banks.sandbox.setFaults(orderNo, { isChargedTwice: true });
    await openAndPay(orderNo);
    await until(() => countOf(orderNo) === 2);
    const serials = banks.takenOf(orderNo).map((told) => (told.kind === 'paid' ? told.capture.serial : ''));
    expect(new Set(serials)).toEqual(new Set(capturesOf(orderNo).map(({ serial }) => serial)));
  });

  test('what others say is refused: without the key, of another merchant, in another currency', async () => {
    for (const forgery of ['signature', 'merchant', 'currency'] as const) {
      const orderNo = noOf(`forged-${forgery}`);
      banks.sandbox.setFaults(orderNo, { notices: { forged: forgery } });
      await banks.open(channel, orderNo);
      await until(() =>
        banks.heard.some((one) => 'refused' in one && one.refused === forgery && one.channel === channel),
      );
      expect(countOf(orderNo)).toBe(0);
      const status = await banks.sandbox.forge(orderNo, forgery);
      expect(status).toBe(channel === 'wechat' ? 401 : 200);
    }
  });

  test('a changed byte breaks the signature', async () => {
    const orderNo = noOf('changed');
    await openAndPay(orderNo);
    await until(() => countOf(orderNo) === 1);
    const raw = rawOf(orderNo);
    expect(await faultOf(channel, raw)).toBeNull();
    expect(await faultOf(channel, { ...raw, body: raw.body.replace(/\d(?=\D*$)/, 'x') })).toBe('signature');
    expect(await faultOf(channel, { ...raw, body: '' })).toBe('signature');
    expect(await faultOf(channel, { headers: {}, body: '{}' })).toBe('signature');
  });

  test('an old one that is sent again is stale, a young one the same notice', async () => {
    const orderNo = noOf('replayed');
    banks.sandbox.setFaults(orderNo, { notices: { replayAfterMs: 30 } });
    await openAndPay(orderNo);
    await until(() => countOf(orderNo) === 2);
    const raw = rawOf(orderNo);
    banks.letPass(channel === 'wechat' ? 301_000 : 25 * 3_600_000 + 1_000);
    expect(await faultOf(channel, raw)).toBe('stale');
    await banks.sandbox.replay(orderNo);
    expect(countOf(orderNo)).toBe(2);
  });
});

test('one of Alipay that is signed in the weaker way, or for another seller, is refused', async () => {
  const { 'alipay-platform': key } = banks.keys.pairs;
  const fields = await alipayFields({});
  expect(await faultOf('alipay', form(fields, signText(fieldsText(fields, []), key), 'RSA'))).toBe(
    'signature',
  );
  expect(await faultOf('alipay', form(fields, signText(fieldsText(fields, []), key), 'MD5'))).toBe(
    'signature',
  );
  expect(await alipayFault({})).toBeNull();
  expect(await alipayFault({ seller_id: '2088000000000000' })).toBe('merchant');
  expect(await alipayFault({ notify_time: 'yesterday' })).toBe('shape');
});

test.each(['0.00', '-206.00', '206.001', '2e2', '206,00', '', ' 206.00', '99999999999999.99', 'NaN', '0x10'])(
  'an amount of Alipay that is none (%p) is refused',
  async (total_amount) => {
    expect(await alipayFault({ total_amount })).toBe('shape');
  },
);

test.each([0, -20_600, 206.5, 1e21, '20600', null])(
  'an amount of WeChat Pay that is none (%p) is refused',
  async (total) => {
    expect(await wechatFault({ amount: { total, currency: 'CNY' } })).toBe('shape');
  },
);

test('one of WeChat Pay that is sealed with another key, or is no payment, is refused', async () => {
  expect(await wechatFault({})).toBeNull();
  expect(await wechatFault({}, { apiKey: 'x'.repeat(32) })).toBe('shape');
  expect(await wechatFault({ trade_state: 'NOTPAY' })).toBe('shape');
  expect(await wechatFault({ appid: 'wx0000000000000000' })).toBe('merchant');
  expect(await wechatFault({}, { serial: 'PUB_KEY_ID_0000000000000000' })).toBe('signature');
  expect(await wechatFault({}, { serial: '__proto__' })).toBe('signature');
});

async function alipayFields(changed: Readonly<Record<string, string>>) {
  const time = new Date(Date.parse(await banks.now()) + 8 * 3_600_000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ');
  return {
    ...{
      notify_time: time,
      notify_id: 'n-1',
      app_id: PARTIES.alipay.appId,
      seller_id: PARTIES.alipay.sellerId,
    },
    ...{ out_trade_no: 'N-made', trade_no: '2200', trade_status: 'TRADE_SUCCESS', total_amount: '206.00' },
    gmt_payment: time,
    ...changed,
  };
}

function form(fields: Readonly<Record<string, string>>, sign: string, sign_type = 'RSA2'): ReceivedNotice {
  return { headers: {}, body: new URLSearchParams({ ...fields, sign, sign_type }).toString() };
}

async function alipayFault(changed: Readonly<Record<string, string>>) {
  const fields = await alipayFields(changed);
  // The package signs over empty values as well.
  const text = Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1));
  const signed = text.map(([name, value]) => `${name}=${value}`).join('&');
  return faultOf('alipay', form(fields, signText(signed, banks.keys.pairs['alipay-platform'])));
}

const OUR_KEY: string = PARTIES.wechat.platformKeyId;

async function wechatFault(changed: object, { apiKey = banks.keys.apiKey, serial = OUR_KEY } = {}) {
  const { merchantId, appId } = PARTIES.wechat;
  const content = {
    ...{
      mchid: merchantId,
      appid: appId,
      out_trade_no: 'N-made',
      transaction_id: '4200',
      trade_state: 'SUCCESS',
    },
    success_time: toInstant(await banks.now()),
    amount: { total: 20_600, currency: 'CNY' },
    ...changed,
  };
  const resource = seal(content, apiKey, 'transaction');
  const body = JSON.stringify({ id: 'n-1', event_type: 'TRANSACTION.SUCCESS', resource });
  const timestamp = String(Date.parse(await banks.now()) / 1_000);
  const signature = signText(linesOf(timestamp, 'nonce', body), banks.keys.pairs['wechat-platform']);
  return faultOf('wechat', {
    headers: {
      ...{ 'wechatpay-timestamp': timestamp, 'wechatpay-nonce': 'nonce' },
      ...{ 'wechatpay-signature': signature, 'wechatpay-serial': serial },
    },
    body,
  });
}
