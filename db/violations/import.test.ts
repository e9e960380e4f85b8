// What the violation system tells ends in the same register in whatever order it comes, and however often.
import fc from 'fast-check';
import { toInstant } from '../../domain/calendar/local-date.ts';
import { FEES_ON } from '../../domain/fees.ts';
import type { AboutRecord } from '../../domain/violations/feed.ts';
import { createApplicantFor } from '../../prisma/seed/applicants.ts';
import { testClock } from '../../test/harness/clock.ts';
import { asOwner, createTestDatabase, type TestDatabase } from '../../test/harness/database.ts';
import { testVault } from '../../test/harness/vault.ts';
import {
  decisionNews,
  momentOf,
  numbered,
  paymentNews,
  RECORD,
  recordNews,
  type Unnumbered,
  withdrawalNews,
} from '../../test/harness/violation-feed.ts';
import { type Car, newCar } from '../../test/harness/violations.ts';
import { type Database, openDatabase } from '../client.ts';
import { type Deciding, deciding } from '../deciding.ts';
import { transact } from '../transact.ts';
import { savePenaltyDecision } from './decisions.ts';
import { importAboutRecord, importPoints, listPicturesToFetch } from './import.ts';
import { listRivalDecisions } from './rivals.ts';
import { hasRivalDecision } from './waiting.ts';
import { decideAtWindow } from './window.ts';

const clock = testClock();
let database: TestDatabase;
let db: Database;
let decides: Deciding;
let car: Car;
let driver: { readonly licenceId: string; readonly licenceNo: string };

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.url, vault: testVault, poolSize: 4 });
  decides = deciding({ db, fees: FEES_ON, hashSecret: (secret) => secret, now: clock.now });
  const { licenceId, accountId } = await createApplicantFor(db, 'licence-renewal', {
    ...{ today: clock.today, n: 1 },
  });
  const { personId } = await db.account.findUniqueOrThrow({ where: { id: accountId } });
  const { licenceNo } = await db.licence.findUniqueOrThrow({ where: { id: licenceId ?? '' } });
  driver = { licenceId: licenceId ?? '', licenceNo };
  car = await newCar(db, personId ?? '');
});
afterAll(async () => {
  await db?.$disconnect();
  await database?.drop();
});
beforeEach(() => forgetAll());

/** An empty register of violations, and everybody as before. */
async function forgetAll(): Promise<void> {
  await asOwner(database.ownerUrl, 'TRUNCATE surveillance_record, violation_entry, point_entry CASCADE');
  await db.vehicle.update({ where: { id: car.id }, data: { statuses: ['A'] } });
  await db.licence.update({
    where: { id: driver.licenceId },
    data: { statuses: ['A'], pointsAsOf: null },
  });
}

const NO_PICTURES = new Map<string, Uint8Array<ArrayBuffer>>();

async function tell(...entries: readonly AboutRecord[]): Promise<readonly boolean[]> {
  const changed: boolean[] = [];
  for (const entry of entries)
    changed.push(
      await importAboutRecord(decides, { recordNo: entry.recordNo, entries: [entry], pictures: NO_PICTURES }),
    );
  return changed;
}

const ofCar = (recordNo: string, more: Parameters<typeof recordNews>[1] = {}) =>
  recordNews(recordNo, { plateCategory: car.plateCategory, plateNumber: car.plateNumber, ...more });

/** Everything that the entries may have changed, as one value. */
async function register() {
  const records = await db.surveillanceRecord.findMany({ orderBy: { recordNo: 'asc' } });
  const decisions = await db.penaltyDecision.findMany({ orderBy: { decisionNo: 'asc' } });
  const points = await db.pointEntry.findMany({ orderBy: { decisionNo: 'asc' }, omit: { id: true } });
  const evidence = await db.evidence.findMany({
    orderBy: [{ recordNo: 'asc' }, { position: 'asc' }],
    omit: { id: true, contentSealed: true },
  });
  const waiting = await db.violationEntry.findMany({
    orderBy: [{ kind: 'asc' }, { subject: 'asc' }],
    omit: { bodySealed: true },
  });
  const { statuses: ofCarNow } = await db.vehicle.findUniqueOrThrow({ where: { id: car.id } });
  const { statuses } = await db.licence.findUniqueOrThrow({ where: { id: driver.licenceId } });
  return { records, decisions, points, evidence, waiting, ofCarNow, statuses };
}

const recordOf = (recordNo: string) => db.surveillanceRecord.findUniqueOrThrow({ where: { recordNo } });
const isUnhandled = async () =>
  (await db.vehicle.findUniqueOrThrow({ where: { id: car.id } })).statuses.includes('G');

/** The life of one record as the violation system may lead it: it knows one decision at a time. */
function lifeOf(recordNo: string): fc.Arbitrary<readonly Unnumbered<AboutRecord>[]> {
  const changes = fc.array(
    fc.record({
      isUnderReview: fc.boolean(),
      fineFen: fc.constantFrom(0, 5_000, 10_000, 20_000),
      points: fc.constantFrom(0, 1, 3, 6),
      state: fc.constantFrom('recorded' as const, 'queryable' as const, 'cancelled' as const),
    }),
    { minLength: 1, maxLength: 3 },
  );
  const round = fc.record({
    isLocked: fc.boolean(),
    isOurs: fc.boolean(),
    points: fc.constantFrom(0, 3, 6),
    fineFen: fc.constantFrom(0, 10_000),
    isPaid: fc.boolean(),
    changesAfter: fc.boolean(),
  });
  return fc.tuple(changes, fc.array(round, { maxLength: 3 }), fc.boolean()).map(([told, rounds, ends]) => {
    const [entered, ...later] = told.map((each) => ofCar(recordNo, each));
    const news: Unnumbered<AboutRecord>[] = entered ? [entered] : [];
    rounds.forEach(({ isLocked, isOurs, isPaid, points, fineFen, changesAfter }, index) => {
      const decisionNo = `${recordNo}D${index}`;
      const licenceNo = isOurs ? driver.licenceNo : '410203199001011234';
      if (isLocked) {
        news.push({ kind: 'lock', recordNo, holder: '交管12123', since: momentOf(index) });
        if (changesAfter) news.push({ kind: 'lock', recordNo, holder: null, since: null });
      }
      news.push(decisionNews(recordNo, decisionNo, { licenceNo, points, fineFen }));
      const change = later.pop();
      if (changesAfter && change) news.push(change);
      if (isPaid && fineFen > 0) news.push(paymentNews(recordNo, decisionNo));
      const isLast = index === rounds.length - 1;
      if (!isLast || ends) news.push(withdrawalNews(recordNo, decisionNo));
    });
    return [...news, ...later];
  });
}

/** Entries of several records, in the order in which they are told: shuffled, and some of them again. */
const told = fc
  .tuple(lifeOf('4117020000001'), lifeOf('4117020000002'))
  .map((lives) => numbered(lives.flat()))
  .chain((entries) =>
    fc.tuple(
      fc.constant(entries),
      fc
        .tuple(fc.shuffledSubarray([...entries], { minLength: entries.length }), fc.subarray([...entries]))
        .chain(([all, again]) =>
          fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }),
        ),
    ),
  );

test('any order, any repetition: one register', async () => {
  await fc.assert(
    fc.asyncProperty(told, async ([entries, shuffled]) => {
      await forgetAll();
      await tell(...entries);
      const expected = await register();
      expect(expected.waiting).toEqual([]);
      await forgetAll();
      await tell(...shuffled);
      expect(await register()).toEqual(expected);
      // Told once more, nothing is news.
      expect(await tell(...shuffled)).not.toContain(true);
    }),
    { numRuns: 25 },
  );
}, 120_000);

describe('a record', () => {
  test('is found by its vehicle; of an unknown one it is kept without', async () => {
    await tell(...numbered([ofCar('1'), recordNews('2', { plateNumber: '豫A99999' })]));
    expect([(await recordOf('1')).vehicleId, (await recordOf('2')).vehicleId]).toEqual([car.id, null]);
    expect(await isUnhandled()).toBe(true);
  });

  test('cancelled there it is cancelled here, and no longer counts', async () => {
    await tell(...numbered([ofCar('1'), ofCar('1', { state: 'cancelled' })]));
    expect((await recordOf('1')).state).toBe('cancelled');
    expect(await isUnhandled()).toBe(false);
  });

  test('what was decided here stays when only something else of it changes', async () => {
    await tell(...numbered([ofCar('1')]));
    const decided = await db.$transaction((tx) =>
      savePenaltyDecision(tx, {
        ...{ recordNo: '1', licenceId: driver.licenceId, applicationId: null },
        ...{ channel: 'platform', decidedAt: clock.at },
      }),
    );
    expect(decided).toHaveProperty('decisionNo');
    await tell(...numbered([ofCar('1', { isUnderReview: true })], 2));
    expect(await recordOf('1')).toMatchObject({ state: 'penalised', isUnderReview: true });
  });

  test('its pictures are sealed, kept in their places, and fetched once', async () => {
    const picture = new Uint8Array([0xff, 0xd8, 0xff, 7, 7, 7]);
    const [one, two] = ['6a0f0c2e-8f0b-4c5e-9a58-0d6a5c3b1f01', '6a0f0c2e-8f0b-4c5e-9a58-0d6a5c3b1f02'];
    const ref = (id: string) => ({ id, mediaType: 'image/jpeg' as const, takenAt: RECORD.occurredAt });
    const first = numbered([ofCar('1', { evidence: [ref(one), ref(two)] })]);
    expect(await listPicturesToFetch(db, '1', first)).toEqual([one, two]);
    const pictures = new Map([[one, picture]]);
    await importAboutRecord(decides, { recordNo: '1', entries: first, pictures });
    const [kept, ...others] = await db.evidence.findMany({ where: { recordNo: '1' } });
    expect(others).toEqual([]);
    expect(kept).toMatchObject({ position: 1, sourceRef: one });
    expect(Buffer.from(kept?.contentSealed ?? []).includes(Buffer.from(picture))).toBe(false);
    expect(testVault.openBytes(kept?.contentSealed ?? new Uint8Array())).toEqual(picture);
    expect(await listPicturesToFetch(db, '1', first)).toEqual([]);
    const later = numbered([ofCar('1', { evidence: [ref(two), ref(one)] })], 2);
    expect(await listPicturesToFetch(db, '1', later)).toEqual([two]);
    await importAboutRecord(decides, {
      ...{ recordNo: '1', entries: later },
      pictures: new Map([one, two].map((id) => [id, picture])),
    });
    const rows = await db.evidence.findMany({ where: { recordNo: '1' }, orderBy: { position: 'asc' } });
    expect(rows.map(({ sourceRef }) => sourceRef)).toEqual([two, one]);
  });
});

describe('another platform', () => {
  test('takes up a record and lets go of it', async () => {
    const [entered, lock, free] = numbered([
      ofCar('1'),
      { kind: 'lock', recordNo: '1', holder: '交管12123', since: momentOf(1) },
      { kind: 'lock', recordNo: '1', holder: null, since: null },
    ]);
    if (!entered || !lock || !free) throw new Error('three entries');
    await tell(entered, lock);
    expect(await recordOf('1')).toMatchObject({ lockBy: 'other-internet', lockHolder: '交管12123' });
    await tell(free);
    expect(await recordOf('1')).toMatchObject({ lockBy: null, lockHolder: null, lockSince: null });
  });

  test('a decision before its record waits for it', async () => {
    const [entered, decision, payment] = numbered([
      ofCar('1'),
      decisionNews('1', 'D1', { licenceNo: driver.licenceNo }),
      paymentNews('1', 'D1'),
    ]);
    if (!entered || !decision || !payment) throw new Error('three entries');
    expect(await tell(payment, decision)).toEqual([true, true]);
    expect(await db.penaltyDecision.count()).toBe(0);
    const rows = await db.$queryRaw<{ row: string }[]>`SELECT t::text AS row FROM violation_entry t`;
    expect(rows.map(({ row }) => row).join()).not.toContain(driver.licenceNo);
    await tell(entered);
    expect(await recordOf('1')).toMatchObject({ state: 'paid' });
    expect(await db.pointEntry.findMany()).toMatchObject([{ licenceId: driver.licenceId, points: 3 }]);
    expect(await db.violationEntry.count()).toBe(0);
  });

  test('twelve points withhold the licence, in whatever order they become known; withdrawn they do not', async () => {
    const six = { licenceNo: driver.licenceNo, points: 6 };
    const entries = numbered([
      ofCar('1'),
      ofCar('2'),
      decisionNews('1', 'D1', { ...six, decidedAt: toInstant('2015-10-27T11:00:00+08:00') }),
      decisionNews('2', 'D2', six),
    ]);
    await tell(...entries.toReversed());
    const statuses = async () =>
      (await db.licence.findUniqueOrThrow({ where: { id: driver.licenceId } })).statuses;
    expect(await statuses()).toEqual(['B']);
    await tell(...numbered([withdrawalNews('1', 'D1')], 5));
    expect(await statuses()).toEqual(['A']);
    expect(await db.pointEntry.count({ where: { voidedOn: null } })).toBe(1);
  });
});

describe('decided here and elsewhere', () => {
  async function decidedHere(): Promise<string> {
    await tell(...numbered([ofCar('1')]));
    const decided = await db.$transaction((tx) =>
      savePenaltyDecision(tx, {
        ...{ recordNo: '1', licenceId: driver.licenceId, applicationId: null },
        ...{ channel: 'platform', decidedAt: clock.at },
      }),
    );
    if ('code' in decided) throw new Error(decided.code);
    return decided.decisionNo;
  }

  test('nothing is overwritten: the other decision waits for a person, also when told again', async () => {
    const ours = await decidedHere();
    const theirs = numbered([decisionNews('1', 'W1', { licenceNo: driver.licenceNo })], 2);
    expect(await tell(...theirs, ...theirs)).toEqual([true, false]);
    expect(await db.penaltyDecision.findMany()).toMatchObject([{ decisionNo: ours, state: 'unpaid' }]);
    expect(await db.pointEntry.count()).toBe(1);
    expect(await hasRivalDecision(db, '1')).toBe(true);
    expect(await listRivalDecisions(db, 10)).toMatchObject([
      { recordNo: '1', decisionNo: 'W1', standing: { decisionNo: ours, channel: 'platform' } },
    ]);
  });

  test('theirs withdrawn, ours stands and nothing waits', async () => {
    const ours = await decidedHere();
    await tell(...numbered([decisionNews('1', 'W1'), withdrawalNews('1', 'W1')], 2));
    expect(await hasRivalDecision(db, '1')).toBe(false);
    expect(await db.penaltyDecision.findMany({ where: { state: 'unpaid' } })).toMatchObject([
      { decisionNo: ours },
    ]);
  });

  test('ours withdrawn, theirs takes its place with the next sync', async () => {
    const ours = await decidedHere();
    const theirs = numbered([decisionNews('1', 'W1', { licenceNo: driver.licenceNo })], 2);
    await tell(...theirs, ...numbered([withdrawalNews('1', ours)], 3));
    await importAboutRecord(decides, { recordNo: '1', entries: [], pictures: NO_PICTURES });
    expect(await db.penaltyDecision.findMany({ where: { state: 'unpaid' } })).toMatchObject([
      { decisionNo: 'W1', channel: 'window' },
    ]);
    expect(await db.pointEntry.findMany({ where: { voidedOn: null } })).toMatchObject([{ decisionNo: 'W1' }]);
    expect(await hasRivalDecision(db, '1')).toBe(false);
  });

  test('ours paid elsewhere is paid, once', async () => {
    const ours = await decidedHere();
    const paid = numbered([paymentNews('1', ours)], 2);
    expect(await tell(...paid, ...paid)).toEqual([true, false]);
    expect(await db.penaltyDecision.findMany()).toMatchObject([{ state: 'paid', paidBy: 'window' }]);
    expect(await recordOf('1')).toMatchObject({ state: 'paid' });
    expect(await isUnhandled()).toBe(false);
  });
});

test('points are complete as of the latest moment told, never of an earlier one', async () => {
  const points = (seq: number, licenceNo: string) => ({
    ...({ kind: 'points', seq, licenceNo } as const),
    asOf: momentOf(seq),
  });
  expect(await importPoints(decides, points(5, driver.licenceNo))).toBe(true);
  expect(await importPoints(decides, points(3, driver.licenceNo))).toBe(false);
  expect(await importPoints(decides, points(9, '410203199001011234'))).toBe(false);
  const { pointsAsOf } = await db.licence.findUniqueOrThrow({ where: { id: driver.licenceId } });
  expect(pointsAsOf && toInstant(pointsAsOf)).toBe(momentOf(5));
});

test('told and decided here at the same moment: one decision stands, the other waits or is refused', async () => {
  const outcomes: string[] = [];
  for (let index = 0; index < 20; index += 1) {
    const recordNo = `RACE${index}`;
    await tell(...numbered([ofCar(recordNo)]));
    const theirs = numbered(
      [decisionNews(recordNo, `W${index}`, { licenceNo: driver.licenceNo, points: 0 })],
      2,
    );
    const [ours] = await Promise.all([
      transact(db, (tx) =>
        decideAtWindow(tx, { recordNo, licenceNo: driver.licenceNo }, { session: 'one', now: clock.at }),
      ),
      tell(...theirs),
    ]);
    const standing = await db.penaltyDecision.findMany({ where: { recordNo } });
    expect(standing).toHaveLength(1);
    const isRefused = 'code' in ours;
    expect(standing[0]?.decisionNo).toBe(isRefused ? `W${index}` : ours.decisionNo);
    expect(await hasRivalDecision(db, recordNo)).toBe(!isRefused);
    outcomes.push(isRefused ? ours.code : 'ours');
  }
  expect(outcomes.every((each) => each === 'ours' || each === 'already-handled')).toBe(true);
});
