import { methodsLeft, situationOf } from './methods.ts';

const use = (triesUsed: number, drawsUsed: number, hasChosen = false) => ({
  triesUsed,
  drawsUsed,
  hasChosen,
});

test.each([
  ['nothing chosen', use(0, 0), 'nothing-used', ['self', 'random']],
  ['one of ten tries', use(1, 0), 'self-begun', ['self', 'random']],
  ['nine of ten tries', use(9, 0), 'self-begun', ['self', 'random']],
  ['ten tries: chance is still there, once', use(10, 0), 'self-used-up', ['random']],
  ['five were shown: no way back', use(0, 1), 'random-shown', []],
  ['tries, then five were shown', use(10, 1), 'random-shown', []],
  ['a number was chosen', use(3, 0, true), 'chosen', []],
  ['a drawn number was chosen', use(0, 1, true), 'chosen', []],
] as const)('%s', (_what, used, situation, left) => {
  expect(situationOf(used)).toBe(situation);
  expect(methodsLeft(used)).toEqual(left);
});

test('the limits are those of the platform', () => {
  expect(methodsLeft(use(2, 1), { selfTries: 2, randomDraws: 2 })).toEqual(['random']);
});
