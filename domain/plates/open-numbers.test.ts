import fc from 'fast-check';
import { isPlateNumber } from '../identity/plate-number.ts';
import { isOpenNumber, isWithheld, OPEN_COUNT, OPEN_PATTERNS, openNumberAt } from './open-numbers.ts';

test('the open patterns are all layouts of five with at most two letters', () => {
  const layouts = Array.from({ length: 32 }, (_, n) =>
    n.toString(2).padStart(5, '0').replaceAll('0', 'D').replaceAll('1', 'L'),
  ).filter((layout) => layout.replaceAll('D', '').length <= 2);
  expect([...OPEN_PATTERNS].sort()).toEqual(layouts.sort());
});

test('there are 10⁵ + 5·24·10⁴ + 10·24²·10³ numbers', () => {
  expect(OPEN_COUNT).toBe(100_000 + 5 * 24 * 10_000 + 10 * 24 ** 2 * 1_000);
});

test('each place has a number of its own, each in an open pattern', () => {
  // Every 101st of them: 101 divides no count of characters, so all layouts and characters are met.
  const numbers = Array.from({ length: Math.floor(OPEN_COUNT / 101) }, (_, n) => openNumberAt(n * 101));
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers.filter((number) => !isOpenNumber(number))).toEqual([]);
});

test.each([
  [0, '豫Q00000'],
  [99_999, '豫Q99999'],
  [100_000, '豫QA0000'],
  [OPEN_COUNT - 1, '豫Q99Z9Z'],
])('place %d is %s', (place, number) => {
  expect(openNumberAt(place)).toBe(number);
});

test.each([-1, OPEN_COUNT])('there is no place %d', (place) => {
  expect(() => openNumberAt(place)).toThrow(RangeError);
});

test('any number of the register’s form is open, and no other', () => {
  const character = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  fc.assert(
    fc.property(fc.array(character, { minLength: 4, maxLength: 6 }), (characters) => {
      const number = `豫Q${characters.join('')}`;
      expect(isOpenNumber(number)).toBe(isPlateNumber('02', number));
    }),
  );
});

test.each([
  ['three letters', '豫QABC12'],
  ['I', '豫QI1234'],
  ['O', '豫Q1O234'],
  ['four characters', '豫Q1234'],
  ['six characters', '豫Q123456'],
  ['another office', '豫A12345'],
  ['small letters', '豫Qa1234'],
  ['no prefix', '12345'],
])('%s is not open', (_what, number) => {
  expect(isOpenNumber(number)).toBe(false);
});

test.each([
  ['豫Q11123', true],
  ['豫Q8A888', true],
  ['豫QA1111', true],
  ['豫Q11A11', false],
  ['豫Q6868A', true],
  ['豫Q98989', true],
  ['豫Q68A68', false],
  ['豫Q12345', true],
  ['豫Q12346', false],
])('%s withheld: %s', (number, withheld) => {
  expect(isOpenNumber(number)).toBe(true);
  expect(isWithheld(number)).toBe(withheld);
});
