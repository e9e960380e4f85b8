// The banks' stand-in itself: its page, who may steer it, and its faults by chance.
import { type Banks, CONTROL_KEY, startBanks, TEN_MINUTES_MS, until } from '../../test/harness/banks.ts';
import { drawPlan } from './faults.ts';
import { faultRates } from './messages.ts';

const withBanks = async (use: (banks: Banks) => Promise<void>) => {
  const banks = await startBanks();
  try {
    await use(banks);
  } finally {
    await banks.close();
  }
};

test('the ladder ends: a merchant who never takes a notice is left alone', () =>
  withBanks(async (banks) => {
    banks.failNext(4);
    await banks.open('wechat', 'G-ladder-1');
    await banks.sandbox.pay('G-ladder-1');
    await until(() => banks.takenOf('G-ladder-1').length === 1);
    banks.failNext(5);
    await banks.open('wechat', 'G-ladder-2');
    await banks.sandbox.pay('G-ladder-2');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(banks.takenOf('G-ladder-2')).toEqual([]);
  }));

describe('the page of a payer', () => {
  const send = (url: string, action: string, lang = 'zh') =>
    fetch(url, { method: 'POST', body: new URLSearchParams({ action, lang }) });

  test('says what is paid, and what came of it, in both languages, without a script', () =>
    withBanks(async (banks) => {
      const { payUrl } = await banks.open('wechat', 'G-page-1');
      const response = await fetch(payUrl);
      expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src/);
      const page = await response.text();
      expect(page).toContain('<html lang="zh-CN">');
      for (const text of ['¥206.00', '交通违法罚款', 'G-page-1', '付款', '取消'])
        expect(page).toContain(text);
      expect(page).not.toContain('<script');
      expect(await (await fetch(`${payUrl}?lang=en`)).text()).toContain('Pay before');
      const paid = await send(payUrl, 'pay', 'en');
      expect(paid.url).toBe(`${payUrl}?lang=en`);
      expect(await paid.text()).toContain('<h1 role="status">Paid</h1>');
      expect(await banks.gateways.wechat.ask('G-page-1')).toMatchObject({ outcome: 'paid' });
      await send(payUrl, 'pay');
      expect(banks.sandbox.books()[0]?.capturedFen).toBe(20_600);
    }));

  test('a cancelled, an expired and a strange page offer nothing', () =>
    withBanks(async (banks) => {
      const [cancelled, expired] = ['G-page-2', 'G-page-3'];
      const first = await banks.open('alipay', cancelled);
      const text = await (await send(first.payUrl, 'cancel')).text();
      expect(text).toContain('已取消付款');
      expect(text).not.toContain('<button');
      const second = await banks.open('alipay', expired);
      banks.letPass(3 * TEN_MINUTES_MS);
      expect(await (await fetch(second.payUrl)).text()).toContain('订单已超过付款时间');
      await send(second.payUrl, 'pay');
      expect(banks.sandbox.books().map(({ capturedFen }) => capturedFen)).toEqual([0, 0]);
      expect((await fetch(`${banks.url}/pay/AAAAAAAAAAAAAAAAAAAAAA`)).status).toBe(404);
    }));

  test('what an order is called is text', () =>
    withBanks(async (banks) => {
      const order = { orderNo: 'G-page-4', amountFen: 1, title: '<b>"&' };
      const { expiresAt } = await banks.open('wechat', 'G-page-5');
      const { payUrl } = await banks.gateways.wechat.open({ ...order, expiresAt });
      expect(await (await fetch(payUrl)).text()).toContain('&lt;b&gt;&quot;&amp;');
    }));
});

test('it is steered with the key alone', () =>
  withBanks(async (banks) => {
    await banks.open('wechat', 'G-control-1');
    const call = (path: string, key: string, method = 'POST', body?: object) =>
      fetch(`${banks.url}/control${path}`, {
        method,
        headers: { 'x-gateway-key': key, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
    expect((await call('/orders/G-control-1/pay', 'another')).status).toBe(401);
    expect((await call('/orders/G-unknown/pay', CONTROL_KEY)).status).toBe(404);
    const plan = { capturedFen: 5 };
    expect((await call('/orders/G-control-1/faults', CONTROL_KEY, 'PUT', plan)).status).toBe(200);
    expect((await call('/orders/G-control-1/faults', CONTROL_KEY, 'PUT', { capturedFen: -5 })).status).toBe(
      400,
    );
    expect(await (await call('/orders/G-control-1/pay', CONTROL_KEY)).json()).toEqual({ outcome: 'paid' });
    const books = await (await call('/books', CONTROL_KEY, 'GET')).json();
    expect(books).toMatchObject([{ orderNo: 'G-control-1', capturedFen: 5, refundedFen: 0 }]);
  }));

test('faults by chance come about as often as asked, and the same for the same order', () => {
  const rates = faultRates.parse({
    seed: 3,
    lost: 0.1,
    chargedTwice: 0.2,
    wrongAmount: 0.3,
    doneUnsaid: 0.5,
  });
  const plans = Array.from({ length: 2_000 }, (_, index) => drawPlan(rates, `P-${index}`));
  const share = (count: number) => count / plans.length;
  expect(share(plans.filter(({ notices }) => notices?.isLost).length)).toBeCloseTo(0.1, 1);
  expect(share(plans.filter(({ isChargedTwice }) => isChargedTwice).length)).toBeCloseTo(0.2, 1);
  expect(share(plans.filter(({ capturedFen }) => capturedFen !== undefined).length)).toBeCloseTo(0.3, 1);
  expect(share(plans.flatMap(({ calls = [] }) => calls).length) / 4).toBeCloseTo(0.5, 1);
  expect(drawPlan(rates, 'P-7')).toEqual(plans[7]);
  expect(plans.map((plan) => plan.isChargedTwice)).not.toEqual(
    plans.map((_, index) => drawPlan({ ...rates, seed: 4 }, `P-${index}`).isChargedTwice),
  );
  const none = drawPlan(faultRates.parse({}), 'P-7');
  expect(none).toMatchObject({ calls: [], isChargedTwice: false, capturedFen: undefined });
});
