import { createFaults, journeyOf } from './faults.ts';
import type { FaultRates } from './messages.ts';

const RATES: FaultRates = { seed: 7, duplicate: 0.2, drop: 0.1, delay: 0.3, delayMs: 500, reorder: 0.25 };

const journeys = (rates: FaultRates, count = 2_000) => Array.from({ length: count }, createFaults(rates));

test('the same seed draws the same journeys, another seed others', () => {
  expect(journeys(RATES)).toEqual(journeys(RATES));
  expect(journeys({ ...RATES, seed: 8 })).not.toEqual(journeys(RATES));
});

test('faults come about as often as asked', () => {
  const drawn = journeys(RATES);
  const share = (holds: (journey: (typeof drawn)[number]) => boolean) =>
    drawn.filter(holds).length / drawn.length;
  expect(share(({ copies }) => copies === 0)).toBeCloseTo(0.1, 1);
  expect(share(({ copies }) => copies === 2)).toBeCloseTo(0.18, 1);
  expect(share(({ delayMs }) => delayMs > 0)).toBeCloseTo(0.3, 1);
  expect(share(({ isOvertaken }) => isOvertaken)).toBeCloseTo(0.25, 1);
  expect(Math.max(...drawn.map(({ delayMs }) => delayMs))).toBeLessThanOrEqual(500);
});

test('without rates nothing goes wrong', () => {
  const none = { ...RATES, duplicate: 0, drop: 0, delay: 0, reorder: 0 };
  expect(
    journeys(none).every(({ copies, delayMs, isOvertaken }) => copies === 1 && delayMs === 0 && !isOvertaken),
  ).toBe(true);
});

test('a plan says it all', () => {
  expect(journeyOf({})).toEqual({ copies: 1, delayMs: 0, isOvertaken: false });
  expect(journeyOf({ copies: 3, delayMs: 5, order: 'after-next' })).toEqual({
    copies: 3,
    delayMs: 5,
    isOvertaken: true,
  });
  expect(journeyOf({ copies: 3, drop: true }).copies).toBe(0);
});
