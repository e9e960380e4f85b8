// Each activity on a real case: done again it changes nothing, and what went wrong outside says nothing personal.
import { randomInt, randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/activity';
import { type Database, openDatabase } from '../db/client.ts';
import { deciding } from '../db/deciding.ts';
import { tracking } from '../domain/application/testing/played-case.ts';
import { addMinutes, type Instant, toInstant } from '../domain/calendar/local-date.ts';
import { FEES_ON } from '../domain/fees.ts';
import { createTestDatabase, type TestDatabase } from '../test/harness/database.ts';
import { caseOnDesk } from '../test/harness/desk.ts';
import { createFiler, type Filing } from '../test/harness/filing.ts';
import { testVault } from '../test/harness/vault.ts';
import { createCaseActivities } from './case-activities.ts';
import type { CaseActivities } from './contract.ts';
import { type CourierMovement, CourierRefused, CourierUnavailable, type ParcelOrder } from './courier.ts';

let database: TestDatabase;
let db: Database;
let now: Instant = toInstant('2026-11-24T01:00:00Z');
let activities: CaseActivities;
let decides: ReturnType<typeof deciding>;
let filer: ReturnType<typeof createFiler>;

const ordered: ParcelOrder[] = [];
let movements: readonly CourierMovement[] = [];
let fault: Error | null = null;
let whileOrdering: () => Promise<void> = async () => {};

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.url, vault: testVault, poolSize: 6 });
  decides = deciding({ db, fees: FEES_ON, hashSecret: (secret) => secret, now: async () => now });
  filer = createFiler(decides);
  activities = createCaseActivities({
    deciding: decides,
    ems: {
      orderParcel: async (order) => {
        if (fault) throw fault;
        ordered.push(order);
        await whileOrdering();
        return { trackingNumber: tracking(serialOf(order.reference)) };
      },
      track: async () => {
        if (fault) throw fault;
        return movements;
      },
    },
  });
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});
beforeEach(() => {
  ordered.length = 0;
  movements = [];
  fault = null;
  whileOrdering = async () => {};
});

/** The courier gives one number a reference. */
const serials = new Map<string, number>();
function serialOf(reference: string): number {
  const serial = serials.get(reference) ?? randomInt(1_000, 100_000_000);
  serials.set(reference, serial);
  return serial;
}

const FREE = 'inspection-mark-reissue';
const TO_PRODUCED = [
  { action: 'accept' },
  { action: 'approve' },
  { action: 'record-register', produces: true },
  { action: 'complete-production' },
] as const;

async function file(filing: Filing = { service: FREE }) {
  const { outcome } = await filer.file(filing);
  return caseOnDesk(decides, outcome.id);
}

async function produced() {
  const on = await file();
  await on.does(...TO_PRODUCED);
  return on;
}

async function dispatched() {
  const on = await produced();
  await activities.orderParcel(on.id);
  await on.does({ action: 'dispatch', trackingNumber: null });
  return on;
}

const movement = (report: CourierMovement['report'], occurredAt = now): CourierMovement => ({
  eventNo: randomUUID(),
  report,
  occurredAt,
  place: '驻马店',
  handedBack: true,
});

const count = async (on: Awaited<ReturnType<typeof file>>, type: string) =>
  (await on.eventTypes()).filter((found) => found === type).length;

test.each(['ringAlarm', 'requestFee', 'applyToRegister', 'orderParcel', 'trackParcel'] as const)(
  '%s of an unknown case answers with its end',
  async (activity) => {
    const answer = await activities[activity](randomUUID());
    expect(answer).toMatchObject({ open: false, stage: 'ended', effects: [], alarmAt: null });
    expect(answer.seq).toBe(Number.MAX_SAFE_INTEGER);
  },
);

test('ringAlarm raises what is due once and answers with the next alarm', async () => {
  const on = await file();
  now = addMinutes(now, 3 * 24 * 60);
  const first = await activities.ringAlarm(on.id);
  expect((await on.rungs()).slice(0, 3)).toEqual([
    'acceptance/1/half',
    'acceptance/1/at-risk',
    'acceptance/1/breach',
  ]);
  expect(first.alarmAt && first.alarmAt > now).toBe(true);
  expect(await activities.ringAlarm(on.id)).toEqual(first);
});

test('requestFee names the order that came with the submission, and sends no poke besides its answer', async () => {
  const on = await file({ service: 'plate-replace' });
  await db.pendingPoke.deleteMany({ where: { applicationId: on.id } });
  const [first, second] = [await activities.requestFee(on.id), await activities.requestFee(on.id)];
  expect([first.effects, second.effects]).toEqual([[], []]);
  const { orderNo } = await db.paymentOrder.findFirstOrThrow({ where: { applicationId: on.id } });
  const ordered = await db.applicationEvent.findMany({
    where: { applicationId: on.id, type: 'fee-ordered' },
  });
  expect(ordered.map(({ data }) => data)).toContainEqual(expect.objectContaining({ orderNo }));
  expect(await db.pendingPoke.count({ where: { applicationId: on.id } })).toBe(0);
});

test('applyToRegister changes the register once, however often it is asked', async () => {
  const on = await file();
  await on.does({ action: 'accept' }, { action: 'approve' });
  const certificates = () => db.certificate.count({ where: { applicationId: on.id } });
  const answers = await Promise.all([activities.applyToRegister(on.id), activities.applyToRegister(on.id)]);
  expect(await certificates()).toBe(1);
  expect(await activities.applyToRegister(on.id)).toEqual(answers[0]);
  expect(await certificates()).toBe(1);
  expect(await count(on, 'register-updated')).toBe(1);
});

describe('orderParcel', () => {
  test('is done once: repeated, nobody is asked again', async () => {
    const on = await produced();
    const first = await activities.orderParcel(on.id);
    const number = await on.trackingNumber();
    await activities.orderParcel(on.id);
    expect(first.effects).toEqual([]);
    expect(ordered.map(({ reference }) => reference)).toEqual([`${on.id}/1`]);
    expect(await on.trackingNumber()).toBe(number);
    expect(await count(on, 'parcel-ordered')).toBe(1);
    expect(await db.parcelRecord.count({ where: { applicationId: on.id } })).toBe(1);
  });

  test('a label written for an address that was changed meanwhile is not used', async () => {
    const on = await produced();
    whileOrdering = () =>
      on.does({ action: 'change-delivery', delivery: { mode: 'post', zone: 'interprovince' } });
    expect(await activities.orderParcel(on.id)).toMatchObject({
      state: 'produced',
      effects: ['order-parcel'],
    });
    expect((await on.application()).parcel).toMatchObject({ attempt: 2, trackingNumber: null });
    whileOrdering = async () => {};
    await activities.orderParcel(on.id);
    expect(ordered.map(({ reference }) => reference)).toEqual([`${on.id}/1`, `${on.id}/2`]);
    expect((await on.application()).parcel?.trackingNumber).toBe(tracking(serialOf(`${on.id}/2`)));
  });

  test('a courier that will never take it is an answer, not a failure', async () => {
    const on = await produced();
    fault = new CourierRefused('address-refused');
    expect((await activities.orderParcel(on.id)).effects).toEqual([]);
    expect((await on.application()).parcel?.orderRefused).toBe('address-refused');
  });

  test('without an address nobody is asked', async () => {
    const on = await produced();
    await db.$executeRaw`UPDATE application SET address_sealed = NULL WHERE id = ${on.id}::uuid`;
    await activities.orderParcel(on.id);
    expect(ordered).toEqual([]);
    expect((await on.application()).parcel?.orderRefused).toBe('no-address');
  });

  test('after the parcel was sent by hand it changes nothing', async () => {
    const on = await produced();
    await on.does({ action: 'dispatch', trackingNumber: tracking(randomInt(1_000, 100_000_000)) });
    const before = await on.application();
    expect((await activities.orderParcel(on.id)).state).toBe('dispatched');
    expect(ordered).toEqual([]);
    expect(await on.application()).toEqual(before);
  });
});

test('an order that was taken but whose answer was lost brings the same number again', async () => {
  const on = await produced();
  whileOrdering = async () => Promise.reject(new CourierUnavailable('cut off'));
  await expect(activities.orderParcel(on.id)).rejects.toThrow('CourierUnavailable');
  whileOrdering = async () => {};
  await activities.orderParcel(on.id);
  expect(ordered.map(({ reference }) => reference)).toEqual([`${on.id}/1`, `${on.id}/1`]);
});

describe('trackParcel', () => {
  test('finds what was never told, stores it once, and asks again later', async () => {
    const on = await dispatched();
    movements = [movement('picked-up'), movement('in-transit')];
    now = addMinutes(now, 12 * 60);
    const answer = await activities.trackParcel(on.id);
    expect(answer).toMatchObject({ state: 'in-transit', effects: [] });
    await activities.trackParcel(on.id);
    const trackingNumber = await on.trackingNumber();
    expect(await db.courierEvent.count({ where: { trackingNumber } })).toBe(2);
    expect(await count(on, 'parcel-reported')).toBe(1);
  });

  test('a delivery in time that nobody told of is kept', async () => {
    const on = await dispatched();
    const deliveredAt = addMinutes(now, 60);
    now = addMinutes(now, 10 * 24 * 60);
    movements = [movement('delivered', deliveredAt)];
    // The question itself lets time tell first what was due meanwhile.
    const answer = await activities.trackParcel(on.id);
    expect(answer).toMatchObject({ state: 'done', open: false });
    expect((await on.application()).clocks.delivery).toMatchObject({
      outcome: 'kept',
      stoppedAt: deliveredAt,
    });
  });

  test('a courier that knows nothing leaves the case as it is', async () => {
    const on = await dispatched();
    const answer = await activities.trackParcel(on.id);
    expect(answer).toMatchObject({ state: 'dispatched', effects: [] });
    expect(await count(on, 'tracking-checked')).toBe(1);
  });
});

describe('what goes wrong outside', () => {
  test.each([
    ['orderParcel', produced],
    ['trackParcel', dispatched],
  ] as const)('%s is tried again, and the failure names a kind only', async (activity, reach) => {
    const on = await reach();
    const before = await on.application();
    fault = new CourierUnavailable('no answer for 金丝雀, 13812345678, 解放路1号');
    const failure: unknown = await activities[activity](on.id).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure).toMatchObject({ type: 'CourierUnavailable', nonRetryable: false });
    expect(String(failure)).not.toMatch(/金丝雀|13812345678|解放路/);
    expect((await on.application()).state).toBe(before.state);
  });
});
