// 5选1, drawn fairly: every number as likely as any other, and the same five from the same seed.
import { createHash } from 'node:crypto';
import { drawNumbers } from '../domain/plates/draw.ts';
import { OPEN_COUNT, openNumberAt } from '../domain/plates/open-numbers.ts';
import { newDrawSeed, placesFrom } from './plate-seed.ts';

const NONE: ReadonlySet<string> = new Set();
/** Seeds that are the same in every run. */
const seedOf = (n: number) => createHash('sha256').update(`test ${n}`).digest('hex');

function take(places: Iterable<number>, count: number): readonly number[] {
  const taken: number[] = [];
  for (const place of places) {
    taken.push(place);
    if (taken.length === count) break;
  }
  return taken;
}

/** Σ (observed − expected)² / expected */
function chiSquare(observed: readonly number[], expected: number): number {
  return observed.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

test('a seed is 32 bytes, and never the same twice', () => {
  const seeds = Array.from({ length: 100 }, newDrawSeed);
  for (const seed of seeds) expect(seed).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(seeds).size).toBe(100);
});

test('the sequence is the one that is described', () => {
  const seed = seedOf(0);
  const words = [0, 1].flatMap((block) => {
    const hash = createHash('sha256').update(Buffer.from(seed, 'hex'));
    const digest = hash.update(Buffer.from([0, 0, 0, block])).digest('hex');
    return (digest.match(/.{8}/g) ?? []).map((word) => Number.parseInt(word, 16));
  });
  expect(take(placesFrom(seed, 1_000), 16)).toEqual(words.map((word) => word % 1_000));
});

test('drawn again from its seed, a draw shows the same five', () => {
  for (let n = 0; n < 50; n += 1) {
    const draw = () => drawNumbers(placesFrom(seedOf(n), OPEN_COUNT), NONE, 5);
    expect(draw()).toEqual(draw());
    expect(new Set(draw()).size).toBe(5);
  }
});

test('another seed shows others', () => {
  const shown = Array.from({ length: 50 }, (_, n) =>
    drawNumbers(placesFrom(seedOf(n), OPEN_COUNT), NONE, 5).join(),
  );
  expect(new Set(shown).size).toBe(50);
});

test('every place is as likely as any other', () => {
  const cells = Array.from({ length: 20 }, () => 0);
  for (const place of take(placesFrom(seedOf(1), OPEN_COUNT), 100_000)) {
    const cell = Math.floor((place * cells.length) / OPEN_COUNT);
    cells[cell] = (cells[cell] ?? 0) + 1;
  }
  // 19 degrees of freedom: a fair sequence goes beyond 43.8 once in a thousand.
  expect(chiSquare(cells, 5_000)).toBeLessThan(43.8);
});

test('among the free numbers every one is as likely as any other, whatever is taken', () => {
  // A pool of twelve numbers, four of them taken.
  const taken = new Set([0, 3, 7, 11].map((place) => openNumberAt(2_040 + place)));
  const counts = new Map<string, number>();
  for (let n = 0; n < 8_000; n += 1) {
    const places = placesFrom(seedOf(n), 12);
    for (const number of drawNumbers(among(places, 2_040), taken, 5))
      counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  expect([...counts.keys()].filter((number) => taken.has(number))).toEqual([]);
  expect(counts.size).toBe(8);
  // Five of eight each time; drawn without repetition the counts vary less than chi-square allows for: 24.3 at 7 degrees.
  expect(chiSquare([...counts.values()], 5_000)).toBeLessThan(24.3);
});

function* among(places: Iterable<number>, from: number): Generator<number> {
  for (const place of places) yield from + place;
}
