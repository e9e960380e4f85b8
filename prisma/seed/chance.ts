// Chance that repeats itself: the same seed draws the same register.

export interface Chance {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number;
  happens(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** One of the rows, as often as its weight says. */
  weighted<T extends { readonly weight: number }>(rows: readonly T[]): T;
}

export function createChance(seed: number): Chance {
  const next = sfc32(seed);
  const chance: Chance = {
    next,
    int: (least, most) => least + Math.floor(next() * (most - least + 1)),
    happens: (probability) => next() < probability,
    pick: (from) => existing(from[Math.floor(next() * from.length)]),
    weighted(rows) {
      let left = next() * rows.reduce((sum, { weight }) => sum + weight, 0);
      for (const row of rows) {
        left -= row.weight;
        if (left < 0) return row;
      }
      return existing(rows.at(-1));
    },
  };
  for (let warmed = 0; warmed < 15; warmed += 1) next();
  return chance;
}

function existing<T>(drawn: T | undefined): T {
  if (drawn === undefined) throw new Error('nothing to draw from');
  return drawn;
}

/** Chris Doty-Humphrey's small fast counter: long streams that do not meet for neighbouring seeds. */
function sfc32(seed: number): () => number {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, 0xb7e15162 ^ seed, 1];
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
}
