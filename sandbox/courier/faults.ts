// Faults by chance, the same for the same seed.
import type { DeliverPlan, FaultRates } from './messages.ts';

/** How the callbacks of one event travel. */
export interface Journey {
  /** 0 when nothing is told. */
  readonly copies: number;
  readonly delayMs: number;
  readonly isOvertaken: boolean;
}

/** A small generator of numbers in [0, 1) (mulberry32). */
export function seededChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws journeys at the given rates. */
export function createFaults(rates: FaultRates): () => Journey {
  const chance = seededChance(rates.seed);
  return () => {
    // Every journey draws as often, so that one rate does not shift the others.
    const [drop, duplicate, delay, length, reorder] = [chance(), chance(), chance(), chance(), chance()];
    return {
      copies: drop < rates.drop ? 0 : duplicate < rates.duplicate ? 2 : 1,
      delayMs: delay < rates.delay ? Math.round(length * rates.delayMs) : 0,
      isOvertaken: reorder < rates.reorder,
    };
  };
}

/** A journey as it was asked for. */
export function journeyOf({
  copies = 1,
  delayMs = 0,
  drop = false,
  order = 'in-turn',
}: DeliverPlan): Journey {
  return { copies: drop ? 0 : copies, delayMs, isOvertaken: order === 'after-next' };
}
