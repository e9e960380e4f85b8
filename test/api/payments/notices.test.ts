// What comes to the address of the banks and is not theirs, not ours, not of now or not of the order: nothing follows from it but a row.
import {
  alipayLetter,
  type BankLetter,
  post,
  type Telling,
  wechatLetter,
} from '../../harness/bank-letters.ts';
import { type Order, openPayments, type PaymentScene } from '../../harness/payment-scene.ts';
import { changedRows, countRows } from '../../harness/rows.ts';
import { AUDIT } from '../../harness/scene.ts';

let scene: PaymentScene;
beforeAll(async () => {
  scene = await openPayments();
});
afterAll(() => scene?.stop());

const LETTERS = { wechat: wechatLetter, alipay: alipayLetter } as const;
const CHANNELS = ['wechat', 'alipay'] as const;
type Channel = (typeof CHANNELS)[number];

let serials = 0;
function letter(channel: Channel, orderNo: string, more: Partial<Telling> = {}): BankLetter {
  serials += 1;
  const amount = channel === 'wechat' ? '10000' : '100.00';
  const { keys, clock } = scene;
  return LETTERS[channel]({ keys, at: clock.at, orderNo, amount, serial: `4200${serials}`, ...more });
}

/** Sends it; what it left behind. */
async function leftBy(send: () => Promise<boolean>): Promise<readonly [boolean, object]> {
  const before = await countRows(scene.db);
  const isTaken = await send();
  return [isTaken, changedRows(before, await countRows(scene.db))];
}

const lastAudit = async () => {
  const { action, object, refusal } = await scene.db.auditEvent.findFirstOrThrow({ orderBy: { id: 'desc' } });
  return [action, object, refusal];
};

async function paying(channel: Channel): Promise<Order> {
  const on = await scene.ordered();
  await scene.start(on, channel);
  return on;
}

describe.each(CHANNELS)('%s', (channel) => {
  const isRefusal = (status: number) => status === (channel === 'wechat' ? 401 : 200);

  test('a genuine one pays, told once or again', async () => {
    const on = await paying(channel);
    const genuine = letter(channel, on.orderNo);
    expect(await post(scene.api.url, genuine)).toBe(true);
    expect(await scene.stateOf(on.orderNo)).toBe('paid');
    const [taken, left] = await leftBy(() => post(scene.api.url, genuine));
    expect([taken, left]).toEqual([true, {}]);
    const { order } = await scene.stored(on.orderNo);
    expect([order.captures.length, order.refunds]).toEqual([1, []]);
    expect(await scene.db.bankNotice.findMany({ where: { orderNo: on.orderNo } })).toMatchObject([
      { times: 2 },
    ]);
  });

  test('ten at once are one payment', async () => {
    const on = await paying(channel);
    const genuine = letter(channel, on.orderNo);
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(scene.api.url, genuine)));
    expect(new Set(answers)).toEqual(new Set([true]));
    const { order } = await scene.stored(on.orderNo);
    expect([order.state, order.captures.length, order.refunds]).toEqual(['paid', 1, []]);
  });

  test.each(['signature', 'merchant', 'currency'] as const)('a false %s', async (forgery) => {
    const on = await paying(channel);
    const [, left] = await leftBy(async () => {
      expect(isRefusal(await scene.bank.forge(on.orderNo, forgery))).toBe(true);
      return false;
    });
    expect(left).toEqual(AUDIT);
    expect(await lastAudit()).toEqual(['bank-notice', `gateway/${channel}`, 'signature-invalid']);
    expect((await scene.stored(on.orderNo)).order).toMatchObject({ state: 'paying', captures: [] });
  });

  test.each(['0', '-10000', '1e309', '-0', '100.5e', '""', 'null'])('the amount %s', async (amount) => {
    const on = await paying(channel);
    const [taken, left] = await leftBy(() => post(scene.api.url, letter(channel, on.orderNo, { amount })));
    expect([taken, left]).toEqual([false, AUDIT]);
    expect(await scene.stateOf(on.orderNo)).toBe('paying');
  });

  test('another amount: an exception, and nothing is credited', async () => {
    const on = await paying(channel);
    const amount = channel === 'wechat' ? '9999' : '99.99';
    expect(await post(scene.api.url, letter(channel, on.orderNo, { amount }))).toBe(true);
    expect(await scene.stored(on.orderNo)).toMatchObject({
      ...{ order: { state: 'exception' }, task: 'decide-exception', paidAt: null },
    });
    const [decisionNo = ''] = on.decisionNos;
    const decision = await scene.db.penaltyDecision.findUniqueOrThrow({ where: { decisionNo } });
    expect(decision.state).toBe('unpaid');
  });

  test('an order that is not ours: nothing is stored but the row', async () => {
    for (const orderNo of [
      'PAY-20151103-999999-9',
      'ZMD-20151103-000001-0',
      '',
      '; DROP TABLE payment_order',
    ]) {
      const [taken, left] = await leftBy(() => post(scene.api.url, letter(channel, orderNo)));
      expect([orderNo, taken, left]).toEqual([orderNo, false, AUDIT]);
    }
    expect(await lastAudit()).toEqual(['bank-notice', `gateway/${channel}`, expect.any(String)]);
  });

  test('an order that is paid with the other bank, or with none yet', async () => {
    const with_ = await paying(channel === 'wechat' ? 'alipay' : 'wechat');
    const without = await scene.ordered();
    for (const { orderNo } of [with_, without]) {
      const [taken, left] = await leftBy(() => post(scene.api.url, letter(channel, orderNo)));
      expect([taken, left]).toEqual([false, AUDIT]);
      expect(await lastAudit()).toEqual(['bank-notice', `gateway/${channel}`, 'payment-order-not-found']);
    }
  });

  test('a genuine one again after a day and two hours is stale', async () => {
    const on = await scene.paid(await scene.ordered(), { channel });
    await scene.work.confirmAtRegister(on.orderNo);
    scene.clock.advance({ minutes: 26 * 60 });
    const [, left] = await leftBy(async () => {
      expect(isRefusal(await scene.bank.replay(on.orderNo))).toBe(true);
      return false;
    });
    expect(left).toEqual(AUDIT);
    expect((await scene.stored(on.orderNo)).order.captures).toHaveLength(1);
  });

  test.each(['', '{}', 'null', '[]', '<xml/>', 'sign=%00&sign_type=RSA2', '{"id":1e309}'])(
    'a body that is none (%s)',
    async (body) => {
      const broken = { ...letter(channel, 'PAY-20151103-000001-0'), body };
      const before = await countRows(scene.db);
      const answer = await fetch(`${scene.api.url}/api/v1/bank-notices/${channel}`, {
        ...{ method: 'POST', headers: broken.headers, body },
      });
      expect(answer.status).toBeLessThan(500);
      expect(await answer.text()).not.toMatch(/success|SUCCESS/);
      const { audit_event: _row, ...others } = changedRows(before, await countRows(scene.db));
      expect(others).toEqual({});
    },
  );
});

test('what comes after the end goes back, once', async () => {
  const on = await paying('wechat');
  await scene.paid(on);
  await scene.work.confirmAtRegister(on.orderNo);
  const second = letter('wechat', on.orderNo);
  for (const _twice of [1, 2]) expect(await post(scene.api.url, second)).toBe(true);
  const { order } = await scene.stored(on.orderNo);
  expect(order.state).toBe('reconciled');
  expect(order.refunds).toMatchObject([{ reason: 'double-payment', amountFen: 10_000, state: 'asked' }]);
});

test('there are two banks', async () => {
  const answer = await fetch(`${scene.api.url}/api/v1/bank-notices/unionpay`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
  });
  expect(answer.status).toBe(404);
});
