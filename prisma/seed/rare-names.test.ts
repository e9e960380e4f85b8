// Names to be recognised by: no two alike, and like nobody's.

import { createChance } from './chance.ts';
import { drawName } from './names.ts';
import { isRareName, rareName } from './rare-names.ts';

test('no two numbers have one name, nor even the same given name', () => {
  const numbers = Array.from({ length: 10 }, (_, service) => service * 100_000).flatMap((first) =>
    Array.from({ length: 3_000 }, (_, n) => first + n),
  );
  const names = numbers.map(rareName);
  expect(new Set(names).size).toBe(numbers.length);
  expect(new Set(names.map((name) => name.slice(2))).size).toBe(numbers.length);
  expect(names.every(isRareName)).toBe(true);
});

test('a name of the register is none of them', () => {
  const chance = createChance(1);
  const drawn = Array.from({ length: 2_000 }, () => drawName(chance, chance.happens(0.5) ? 'M' : 'F'));
  expect(drawn.filter(isRareName)).toEqual([]);
});
