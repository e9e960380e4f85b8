import { parseLocalDate } from '../calendar/local-date.ts';
import { dayText, yuanText } from './texts.ts';

test.each([
  [0, '0'],
  [5, '0.05'],
  [20_000, '200'],
  [20_050, '200.50'],
])('%d fen are %s yuan', (fen, text) => {
  expect(yuanText(fen)).toBe(text);
});

test('a day in words', () => {
  expect(dayText(parseLocalDate('2015-11-08'))).toBe('2015年11月8日');
});
