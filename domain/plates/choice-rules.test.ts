import { refusalText } from '../refusals.ts';
import { type ChoiceGiven, choiceRefusal } from './choice-rules.ts';

const free: ChoiceGiven = {
  method: 'self',
  use: { triesUsed: 0, drawsUsed: 0, hasChosen: false },
  number: '豫QA1234',
  isFree: true,
};
const usedUp = { ...free.use, drawsUsed: 1 };

test('a free number may be had', () => {
  expect(choiceRefusal(free)).toBeNull();
  expect(choiceRefusal({ ...free, method: 'random', number: null })).toBeNull();
});

test.each([
  ['the tries are used up', { use: { ...free.use, triesUsed: 10 } }, 'attempts-used'],
  ['after chance there is no way back', { use: usedUp }, 'attempts-used'],
  ['chance is used up', { method: 'random', use: usedUp, number: null }, 'attempts-used'],
  ['it has three letters', { number: '豫QAB1C2' }, 'number-format'],
  ['it has an I', { number: '豫QI1234' }, 'number-format'],
  ['it has an O', { number: '豫QO1234' }, 'number-format'],
  ['it is withheld', { number: '豫QA1888' }, 'number-not-available'],
  ['it is taken', { isFree: false }, 'number-not-available'],
  // The order of the law: 13 before 14 before 15.
  ['everything is wrong', { use: usedUp, number: '豫QABC12', isFree: false }, 'attempts-used'],
  ['form before freedom', { number: '豫QABC12', isFree: false }, 'number-format'],
] as const)('refused when %s', (_what, change, code) => {
  expect(choiceRefusal({ ...free, ...change })?.code).toBe(code);
});

test('the sentences of the law', () => {
  expect(
    (['attempts-used', 'number-format', 'number-not-available', 'session-timeout'] as const).map((code) =>
      refusalText({ code }, 'zh'),
    ),
  ).toEqual([
    '自编(随机)选号机会已用完,请到车管所选号。',
    '号牌编排不符合规则。',
    '该号牌不可选。',
    '选号超时,请重新选择。',
  ]);
});
