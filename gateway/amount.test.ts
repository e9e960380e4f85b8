// Yuan to fen and back, by digits.
import fc from 'fast-check';
import { toInstant } from '../domain/calendar/local-date.ts';
import { findFen, yuanOf } from './amount.ts';
import { beijingTimeOf, findBeijingTime } from './shapes.ts';

test.each([
  ['206.00', 20_600],
  ['0.01', 1],
  ['0.29', 29],
  ['1.1', 110],
  ['8', 800],
  ['-206.00', -20_600],
  ['-0.00', 0],
  ['4503599627370.49', 450_359_962_737_049],
])('%s yuan are %d fen', (yuan, fen) => {
  expect(findFen(yuan)).toBe(fen);
});

test.each(['', '.5', '1.', '1.005', '1e2', '+1', ' 1', '1,000.00', '¥1', '12345678901234', '0x10', '１'])(
  '%p is no amount',
  (text) => {
    expect(findFen(text)).toBeUndefined();
  },
);

test('whatever is written is read again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (fen) => findFen(yuanOf(fen)) === fen),
  );
});

test('a wall time in Beijing is an instant, and no other text is', () => {
  const at = toInstant('2015-11-02T17:30:00+08:00');
  expect(findBeijingTime('2015-11-02 17:30:00')).toBe(at);
  expect(beijingTimeOf(at)).toBe('2015-11-02 17:30:00');
  for (const text of ['2015-11-02', '2015-11-31 00:00:00', '2015-11-02 24:00:00', '2015-11-02T17:30:00', ''])
    expect(findBeijingTime(text)).toBeUndefined();
});
