// The window beside the platform: one is at a record at a time, it is decided on once, and its fine is paid once.

import { sessionContracts } from '../../../api/contract/session.ts';
import { windowViolationContracts as contracts } from '../../../api/contract/window-violations.ts';
import { type Deciding, deciding } from '../../../db/deciding.ts';
import { importAboutRecord } from '../../../db/violations/import.ts';
import { releaseLeftLocks } from '../../../db/violations/window-locks.ts';
import { FEES_ON } from '../../../domain/fees.ts';
import { startApi, type TestApi } from '../../harness/api.ts';
import { type AuditBalance, watchAuditBalance } from '../../harness/audit-balance.ts';
import { newFine, newPayer, orderFines } from '../../harness/payments.ts';
import { type Desk, employ, openDesk, type Person, signedIn } from '../../harness/people.ts';
import { problemOf } from '../../harness/told.ts';
import { decisionNews, numbered, paymentNews } from '../../harness/violation-feed.ts';
import { type Driver, handle, newDriver, newRecord } from '../../harness/violations.ts';

let api: TestApi;
let desk: Desk;
let administrator: Person;
let driver: Driver;
let decides: Deciding;
let balance: AuditBalance;
beforeAll(async () => {
  api = await startApi();
  desk = await openDesk(api);
  await employ(api, [{ login: 'administrator', role: 'administrator' }]);
  administrator = await signedIn(api.url, 'administrator');
  driver = await newDriver(api);
  decides = deciding({ db: api.db, fees: FEES_ON, hashSecret: (secret) => secret, now: api.clock.now });
  balance = await watchAuditBalance(api.ownerUrl);
});
afterAll(async () => {
  await balance?.close();
  await api?.stop();
});

const record = () => newRecord(api, driver.car);
const licenceNoOf = async ({ licenceId }: Pick<Driver, 'licenceId'>) =>
  (await api.db.licence.findUniqueOrThrow({ where: { id: licenceId } })).licenceNo;
const rowOf = (recordNo: string) => api.db.surveillanceRecord.findUniqueOrThrow({ where: { recordNo } });

const takeUp = (by: Person, recordNo: string) => by.ask(contracts.takeUp, { params: { recordNo } });
const release = (by: Person, recordNo: string) => by.ask(contracts.release, { params: { recordNo } });
const decide = (by: Person, recordNo: string, licenceNo: string | null = null) =>
  by.ask(contracts.decide, { params: { recordNo }, body: { licenceNo } });
const pay = (by: Person, decisionNo: string) => by.ask(contracts.pay, { params: { decisionNo } });

async function decided(recordNo: string): Promise<string> {
  const told = await decide(desk.clerk, recordNo, await licenceNoOf(driver));
  expect(told.status).toBe(201);
  return told.body.decisionNo;
}

/** What somebody was refused with: its code. */
const codeOf = (told: { status: number; headers: Headers; text: string }) => problemOf(told).code;

/** A fine of somebody else's that an order is about to pay. */
async function ordered() {
  const payer = await newPayer(decides);
  const decisionNo = await newFine(decides, payer);
  const { orderNo } = await orderFines(decides, payer, [decisionNo]);
  const { recordNo } = await api.db.penaltyDecision.findUniqueOrThrow({ where: { decisionNo } });
  const state = async () => (await api.db.paymentOrder.findUniqueOrThrow({ where: { orderNo } })).state;
  return { payer, recordNo, decisionNo, orderNo, state };
}

describe('a lock of the window', () => {
  test('keeps other windows and the platform away until it is released', async () => {
    const recordNo = await record();
    expect((await takeUp(desk.clerk, recordNo)).status).toBe(204);
    expect((await takeUp(desk.clerk, recordNo)).status).toBe(204);
    expect(await rowOf(recordNo)).toMatchObject({ lockBy: 'window' });
    expect(codeOf(await takeUp(desk.otherClerk, recordNo))).toBe('locked-in-progress');
    expect(codeOf(await decide(desk.otherClerk, recordNo))).toBe('locked-in-progress');
    expect(codeOf(await handle(api.db, driver, recordNo))).toBe('handled-elsewhere');
    expect(codeOf(await release(desk.otherClerk, recordNo))).toBe('window-lock-not-yours');
    expect((await release(desk.clerk, recordNo)).status).toBe(204);
    expect(await rowOf(recordNo)).toMatchObject({ lockBy: null, lockHolder: null, lockSince: null });
    expect(codeOf(await release(desk.clerk, recordNo))).toBe('window-lock-not-yours');
  });

  test('goes with the session that took it', async () => {
    const [one, other, third] = [await record(), await record(), await record()];
    for (const each of ['leaves', 'is-ended', 'idles']) await employ(api, [{ login: each, role: 'clerk' }]);
    const leaves = await signedIn(api.url, 'leaves');
    await takeUp(leaves, one);
    await leaves.ask(sessionContracts.signOut);
    expect((await rowOf(one)).lockBy).toBeNull();

    const isEnded = await signedIn(api.url, 'is-ended');
    await takeUp(isEnded, other);
    const again = await signedIn(api.url, 'is-ended');
    const { items } = (await again.ask(sessionContracts.listSessions)).body;
    const before = items.find(({ current }) => !current);
    await again.ask(sessionContracts.endSession, { params: { id: before?.id ?? '' } });
    expect((await rowOf(other)).lockBy).toBeNull();

    await takeUp(await signedIn(api.url, 'idles'), third);
    await releaseLeftLocks(decides, Date.now() + 14 * 60_000);
    expect((await rowOf(third)).lockBy).toBe('window');
    await releaseLeftLocks(decides, Date.now() + 16 * 60_000);
    expect((await rowOf(third)).lockBy).toBeNull();
  });

  test('is released by an administrator after 24 hours, and not before', async () => {
    const recordNo = await record();
    await takeUp(desk.clerk, recordNo);
    api.clock.advance({ minutes: 24 * 60 - 1 });
    expect(codeOf(await release(administrator, recordNo))).toBe('window-lock-too-young');
    api.clock.advance({ minutes: 1 });
    expect((await release(administrator, recordNo)).status).toBe(204);
    expect((await rowOf(recordNo)).lockBy).toBeNull();
  });

  test('is nothing that windows of another office can see', async () => {
    const recordNo = await record();
    const elsewhere = await newRecord(api, driver.car, { division: '410105' });
    expect(codeOf(await takeUp(desk.outsider, recordNo))).toBe('record-not-found');
    expect(codeOf(await takeUp(desk.clerk, elsewhere))).toBe('record-not-found');
    expect(codeOf(await takeUp(desk.clerk, '4117029999999999'))).toBe('record-not-found');
    expect(codeOf(await takeUp(administrator, recordNo))).toBe('not-permitted');
  });
});

describe('a decision at the window', () => {
  test('penalises the driver, ends the lock, and is the only one', async () => {
    const recordNo = await record();
    await takeUp(desk.clerk, recordNo);
    const decisionNo = await decided(recordNo);
    expect(await rowOf(recordNo)).toMatchObject({ state: 'penalised', lockBy: null });
    expect(await api.db.penaltyDecision.findUniqueOrThrow({ where: { decisionNo } })).toMatchObject({
      ...{ channel: 'window', state: 'unpaid', licenceId: driver.licenceId },
    });
    expect(codeOf(await decide(desk.clerk, recordNo))).toBe('already-handled');
    expect(codeOf(await handle(api.db, driver, recordNo))).toBe('already-handled');
  });

  test('on a licence of another place records no points here; an unknown number is asked for again', async () => {
    const recordNo = await record();
    const unknown = problemOf(await decide(desk.clerk, recordNo, '410203199001011234'));
    expect([unknown.code, unknown.pointer]).toEqual(['driver-not-registered', '/licenceNo']);
    const { decisionNo } = (await decide(desk.clerk, recordNo)).body;
    expect(await api.db.pointEntry.count({ where: { decisionNo } })).toBe(0);
  });

  test('is refused while another platform is at the record', async () => {
    const recordNo = await record();
    const lock = { kind: 'lock', recordNo, holder: '交管12123', since: api.clock.at } as const;
    await importAboutRecord(decides, { recordNo, entries: numbered([lock]), pictures: new Map() });
    expect(codeOf(await decide(desk.clerk, recordNo))).toBe('handled-elsewhere');
    expect(codeOf(await takeUp(desk.clerk, recordNo))).toBe('handled-elsewhere');
  });

  test('once a key, however often it is sent', async () => {
    const recordNo = await record();
    const asking = { params: { recordNo }, body: { licenceNo: null }, key: 'window-key-0001' };
    const first = (await desk.clerk.ask(contracts.decide, asking)).body;
    expect((await desk.clerk.ask(contracts.decide, asking)).body).toEqual(first);
  });
});

describe('a fine at the window', () => {
  test('is paid once', async () => {
    const decisionNo = await decided(await record());
    expect((await pay(desk.clerk, decisionNo)).body.decisionNo).toBe(decisionNo);
    expect(codeOf(await pay(desk.clerk, decisionNo))).toBe('fine-paid');
    expect(codeOf(await pay(desk.clerk, '4117021999999999'))).toBe('decision-not-found');
    expect(codeOf(await pay(desk.outsider, decisionNo))).toBe('decision-not-found');
  });

  test('is not taken while an order may pay it, nor anything of the driver while money is in doubt', async () => {
    const { payer, decisionNo, orderNo } = await ordered();
    const other = await newRecord(api, payer.car);
    expect(codeOf(await pay(desk.clerk, decisionNo))).toBe('payment-in-doubt');
    await api.db.paymentOrder.update({ where: { orderNo }, data: { state: 'unreconciled' } });
    expect(codeOf(await pay(desk.clerk, decisionNo))).toBe('unreconciled-payment');
    expect(codeOf(await decide(desk.clerk, await record(), await licenceNoOf(payer)))).toBe(
      'unreconciled-payment',
    );
    expect(codeOf(await takeUp(desk.clerk, other))).toBe('unreconciled-payment');
  });

  test('paid elsewhere lets go of the order that would pay it here', async () => {
    const { recordNo, decisionNo, state } = await ordered();
    expect(await state()).toBe('created');
    const entries = numbered([paymentNews(recordNo, decisionNo)]);
    await importAboutRecord(decides, { recordNo, entries, pictures: new Map() });
    expect(await state()).toBe('cancelled');
    expect(await api.db.penaltyDecision.findUniqueOrThrow({ where: { decisionNo } })).toMatchObject({
      ...{ state: 'paid', paidBy: 'window' },
    });
  });
});

test('a decision elsewhere on a record decided on here waits for a clerk, and its order lets go', async () => {
  const { recordNo, decisionNo, state } = await ordered();
  const entries = numbered([decisionNews(recordNo, 'E4117021')]);
  await importAboutRecord(decides, { recordNo, entries, pictures: new Map() });
  expect(await state()).toBe('cancelled');
  const { items } = (await desk.clerk.ask(contracts.rivals)).body;
  expect(items).toContainEqual({
    ...{ recordNo, decisionNo: 'E4117021', receivedAt: api.clock.at },
    standing: { decisionNo, channel: 'platform' },
  });
  expect((await desk.outsider.ask(contracts.rivals)).body.items).toEqual([]);
  expect(codeOf(await pay(desk.clerk, decisionNo))).toBe('handled-elsewhere');
});

describe('many at once', () => {
  test('each has its own answer, and sent again none is done twice', async () => {
    const [one, two] = [await record(), await record()];
    const open = await decided(await record());
    const items = [
      { key: 'batch-item-1', act: 'decide', recordNo: one, licenceNo: null },
      { key: 'batch-item-2', act: 'decide', recordNo: '4117029999999999', licenceNo: null },
      { key: 'batch-item-3', act: 'record-payment', decisionNo: open },
      { key: 'batch-item-4', act: 'record-payment', decisionNo: open },
      { key: 'batch-item-5', act: 'decide', recordNo: two, licenceNo: 'nobody' },
    ];
    const { results } = (await desk.clerk.ask(contracts.batch, { body: { items } })).body;
    expect(results.map(({ ok, problem }) => (ok ? 'done' : problem?.code))).toEqual([
      ...['done', 'record-not-found', 'done', 'fine-paid', 'driver-not-registered'],
    ]);
    const decisions = await api.db.penaltyDecision.count();
    const again = (await desk.clerk.ask(contracts.batch, { body: { items: items.toReversed() } })).body;
    expect(again.results.toReversed()).toEqual(results);
    expect(await api.db.penaltyDecision.count()).toBe(decisions);
  });

  test('a hundred, and no more', async () => {
    const items = Array.from({ length: 101 }, (_, index) => ({
      ...{ key: `too-many-${index}`, act: 'record-payment', decisionNo: '4117021999999999' },
    }));
    const { results } = (await desk.clerk.ask(contracts.batch, { body: { items: items.slice(1) } })).body;
    expect(results.every(({ problem }) => problem?.code === 'decision-not-found')).toBe(true);
    expect((await desk.clerk.ask(contracts.batch, { body: { items } })).status).toBe(422);
  });
});

test('every change of the window is told once', async () => {
  const [one, two] = [await record(), await record()];
  const found = await balance.during(async () => {
    await takeUp(desk.clerk, one);
    await release(desk.clerk, one);
    const decisionNo = await decided(one);
    await pay(desk.clerk, decisionNo);
    const items = [{ key: 'balance-item', act: 'decide', recordNo: two, licenceNo: null }];
    await desk.clerk.ask(contracts.batch, { body: { items } });
    const lock = { kind: 'lock', recordNo: two, holder: null, since: null } as const;
    await importAboutRecord(decides, { recordNo: two, entries: numbered([lock]), pictures: new Map() });
  });
  expect(found).toMatchObject({ mutations: 6, unaudited: [], repeated: [] });
});
