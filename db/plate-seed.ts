// Chance for 随机选号: a seed of 32 bytes, and the sequence of places that it stands for. Anybody with SHA-256 can follow it.
import { createHash, randomBytes } from 'node:crypto';

const WORD = 2 ** 32;

/** A new seed, in hexadecimal digits. */
export function newDrawSeed(): string {
  return randomBytes(32).toString('hex');
}

/**
 * Places from 0 to `bound` − 1, all equally likely, without end: block n is SHA-256 of the seed's bytes followed by n as four
 * bytes, most significant first; each of its eight words of 32 bits gives its remainder, unless it is one of the last words,
 * which would favour small remainders.
 */
export function* placesFrom(seed: string, bound: number): Generator<number, never> {
  const fair = WORD - (WORD % bound);
  const bytes = Buffer.from(seed, 'hex');
  for (let block = 0; ; block += 1) {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(block);
    const digest = createHash('sha256').update(bytes).update(counter).digest();
    for (let offset = 0; offset < digest.length; offset += 4) {
      const word = digest.readUInt32BE(offset);
      if (word < fair) yield word % bound;
    }
  }
}
