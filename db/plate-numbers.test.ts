// Who has a number is decided by one row: what is taken is passed over, and a draw can be repeated all the same.
import { randomUUID } from 'node:crypto';
import { drawNumbers } from '../domain/plates/draw.ts';
import { OPEN_COUNT } from '../domain/plates/open-numbers.ts';
import type { PlatePool } from '../domain/plates/settings.ts';
import { createApplicantFor } from '../prisma/seed/applicants.ts';
import { startApi, type TestApi } from '../test/harness/api.ts';
import { begin, chooser } from '../test/harness/plates.ts';
import { drawFreeNumbers, takeNumber } from './plate-numbers.ts';
import { newDrawSeed, placesFrom } from './plate-seed.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

const firstOf = (seed: string, count: number) => drawNumbers(placesFrom(seed, OPEN_COUNT), new Set(), count);
const holder = async (pool: PlatePool = 'simulation') => ({
  ...{ pool, reservationId: await begin(await chooser(api)), now: api.clock.at },
});

test('what others hold, and what the office withholds, is passed over; with it the draw can be repeated', async () => {
  const seed = newDrawSeed();
  const [first, second, third, fourth, fifth, sixth, seventh] = firstOf(seed, 7);
  const other = await holder();
  await api.db.$transaction((tx) => takeNumber(tx, second ?? '', other));
  await api.db.plateNumber.create({
    data: { pool: 'simulation', number: fourth ?? '', state: 'withheld', since: api.clock.at },
  });
  const by = await holder();
  const { shown, taken } = await api.db.$transaction((tx) => drawFreeNumbers(tx, seed, by));
  expect(shown).toEqual([first, third, fifth, sixth, seventh]);
  expect([...taken].sort()).toEqual([second, fourth].sort());
  expect(drawNumbers(placesFrom(seed, OPEN_COUNT), new Set(taken), 5)).toEqual(shown);
  const held = await api.db.plateNumber.findMany({ where: { reservationId: by.reservationId } });
  expect(held.map(({ number, state }) => [number, state]).sort()).toEqual(
    [...shown].sort().map((number) => [number, 'shown']),
  );
});

test('two draws of one seed at the same moment share no number', async () => {
  const seed = newDrawSeed();
  const holders = [await holder(), await holder(), await holder()];
  const drawn = await Promise.all(
    holders.map((by) => api.db.$transaction((tx) => drawFreeNumbers(tx, seed, by), { timeout: 20_000 })),
  );
  const all = drawn.flatMap(({ shown }) => shown);
  expect(new Set(all).size).toBe(15);
  expect([...all].sort()).toEqual([...firstOf(seed, 15)].sort());
});

test('a number is in each pool once; in the real one not while a vehicle carries it', async () => {
  const { vehicleId } = await createApplicantFor(api.db, 'plate-replace', { today: api.clock.today, n: 9 });
  const number = '豫QG1234';
  await api.db.vehicle.update({ where: { id: vehicleId ?? '' }, data: { plateNumber: number } });
  const take = async (pool: PlatePool) => {
    const by = await holder(pool);
    return api.db.$transaction((tx) => takeNumber(tx, number, by));
  };
  expect([await take('real'), await take('simulation'), await take('simulation')]).toEqual([
    ...[false, true, false],
  ]);
});

test('a number is somebody’s, or the office’s', async () => {
  const row = { pool: 'simulation', number: '豫QG1235', since: api.clock.at };
  await expect(api.db.plateNumber.create({ data: { ...row, state: 'reserved' } })).rejects.toThrow(
    /plate_number_held/,
  );
  await expect(
    api.db.plateNumber.create({ data: { ...row, state: 'reserved', reservationId: randomUUID() } }),
  ).rejects.toThrow(/reservation/);
});
