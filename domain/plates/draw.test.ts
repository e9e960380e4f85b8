import { drawNumbers } from './draw.ts';
import { isWithheld, openNumberAt } from './open-numbers.ts';

const NONE: ReadonlySet<string> = new Set();

test('five different numbers in the order of the sequence; withheld ones and repetitions count for nothing', () => {
  const withheld = 11_123;
  expect(isWithheld(openNumberAt(withheld))).toBe(true);
  const drawn = drawNumbers([20_459, withheld, 20_459, 5_902, 77_031, 5_902, 4_013, 60_210, 1], NONE, 5);
  expect(drawn).toEqual(['豫Q20459', '豫Q05902', '豫Q77031', '豫Q04013', '豫Q60210']);
});

test('a taken number is passed over, and the others stay as they were', () => {
  const places = [20_459, 5_902, 77_031, 4_013, 60_210, 31_907];
  const first = drawNumbers(places, NONE, 5);
  const again = drawNumbers(places, new Set(['豫Q77031']), 5);
  expect(again).toEqual([...first.filter((number) => number !== '豫Q77031'), '豫Q31907']);
});

test('a sequence that ends too soon is an error', () => {
  expect(() => drawNumbers([1, 2, 2], NONE, 5)).toThrow(RangeError);
});
