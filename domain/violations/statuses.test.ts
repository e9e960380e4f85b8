import { sameStatuses, withStatus } from './statuses.ts';

test.each([
  [['A'], true, ['G']],
  [['G'], true, ['G']],
  [['Q'], true, ['Q', 'G']],
  [['Q', 'G'], false, ['Q']],
  [['G'], false, ['A']],
  [['A'], false, ['A']],
])('%j, unhandled %s: %j', (statuses, held, expected) => {
  expect(withStatus(statuses, 'G', 'A', held)).toEqual(expected);
});

test('the order of statuses is of no account', () => {
  expect(sameStatuses(['G', 'Q'], ['Q', 'G'])).toBe(true);
  expect(sameStatuses(['G'], ['Q', 'G'])).toBe(false);
  expect(sameStatuses(['G'], ['Q'])).toBe(false);
});
