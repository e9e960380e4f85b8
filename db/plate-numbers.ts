// Numbers that are not free. A free number has no row: whose INSERT succeeds has the number, however many ask at once.
import type { Instant } from '../domain/calendar/local-date.ts';
import { drawNumbers } from '../domain/plates/draw.ts';
import { OPEN_COUNT } from '../domain/plates/open-numbers.ts';
import { PLATE_SETTINGS, type PlateMode, type PlatePool } from '../domain/plates/settings.ts';
import type { Transaction } from './client.ts';
import { stored } from './json.ts';
import { placesFrom } from './plate-seed.ts';

export interface NumberHolder {
  readonly pool: PlatePool;
  readonly reservationId: string;
  readonly now: Instant;
}

/** Whether this is the simulation. Whoever asks keeps the mode from changing until their transaction ends. */
export async function getPlateMode(tx: Transaction): Promise<PlateMode> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended('plate mode', 0))`;
  return readMode(tx);
}

/** The mode, once everybody has ended who asked for it: nobody begins a session until this transaction ends. */
export async function stopChoosing(tx: Transaction): Promise<PlateMode> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('plate mode', 0))`;
  return readMode(tx);
}

async function readMode(tx: Transaction): Promise<PlateMode> {
  const { mode } = await tx.plateMode.findUniqueOrThrow({ where: { id: true } });
  return stored<PlateMode>(mode);
}

/** Takes a number for a reservation; false when it is not free. */
export async function takeNumber(tx: Transaction, number: string, by: NumberHolder): Promise<boolean> {
  return (await take(tx, [number], 'reserved', by)).length === 1;
}

/** Takes what is free of several numbers. A real number is not free while a vehicle carries it. */
async function take(
  tx: Transaction,
  numbers: readonly string[],
  state: 'shown' | 'reserved',
  { pool, reservationId, now }: NumberHolder,
): Promise<readonly string[]> {
  // In the order of numbers, so that two draws that meet do not wait for each other.
  const rows = await tx.$queryRaw<{ number: string }[]>`
    INSERT INTO plate_number (pool, number, state, reservation_id, since)
    SELECT ${pool}, wanted.number, ${state}, ${reservationId}::uuid, ${now}::timestamptz
    FROM unnest(${[...numbers]}::text[]) AS wanted (number)
    WHERE ${pool} = 'simulation'
       OR NOT EXISTS (SELECT 1 FROM vehicle v WHERE v.plate_category = '02' AND v.plate_number = wanted.number)
    ORDER BY wanted.number
    ON CONFLICT DO NOTHING
    RETURNING number`;
  return rows.map(({ number }) => number);
}

export interface Drawn {
  readonly shown: readonly string[];
  /** Numbers of the seed's sequence that were not free: with them the draw can be repeated. */
  readonly taken: readonly string[];
}

/** Draws five free numbers by a seed and keeps them for a reservation while they are shown. */
export async function drawFreeNumbers(tx: Transaction, seed: string, by: NumberHolder): Promise<Drawn> {
  const taken = new Set<string>();
  const held = new Set<string>();
  for (;;) {
    const shown = drawNumbers(placesFrom(seed, OPEN_COUNT), taken, PLATE_SETTINGS.numbersShown);
    const wanted = shown.filter((number) => !held.has(number));
    for (const number of await take(tx, wanted, 'shown', by)) held.add(number);
    const missed = wanted.filter((number) => !held.has(number));
    if (missed.length === 0) return { shown, taken: [...taken] };
    for (const number of missed) taken.add(number);
  }
}

/** Gives back every number of a reservation but these, which stand as `state` says. */
export async function keepNumbers(
  tx: Transaction,
  reservationId: string,
  numbers: readonly string[],
  state: 'shown' | 'reserved' | 'assigned',
): Promise<void> {
  const kept = [...numbers];
  await tx.plateNumber.deleteMany({ where: { reservationId, number: { notIn: kept } } });
  if (kept.length > 0)
    await tx.plateNumber.updateMany({
      where: { reservationId, number: { in: kept }, state: { not: state } },
      data: { state },
    });
}
