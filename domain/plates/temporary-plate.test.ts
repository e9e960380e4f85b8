import { calendarCases } from '../calendar/fixtures/trial-calendar.ts';
import { parseLocalDate } from '../calendar/local-date.ts';
import { findTemporaryPlateValidTo, mayIssueTemporaryPlate } from './temporary-plate.ts';

const D20 = calendarCases.legalDateCases.find(({ id }) => id === 'D20');
const issuedOn = parseLocalDate('2016-02-20');

test('D20: fifteen days, the day of issue not counted', () => {
  expect(D20?.input).toMatchObject({ issuedOn, scope: 'local', days: 15 });
  expect(findTemporaryPlateValidTo(issuedOn, 'local', 15)).toBe(D20?.expected.validTo);
});

test.each([
  ['local', 16, undefined],
  ['local', 0, undefined],
  ['local', 1.5, undefined],
  ['cross', 30, '2016-03-21'],
  ['cross', 31, undefined],
] as const)('%s for %d days: %s', (scope, days, validTo) => {
  expect(findTemporaryPlateValidTo(issuedOn, scope, days)).toBe(validTo);
});

test('three times and no more', () => {
  expect([0, 1, 2, 3].map(mayIssueTemporaryPlate)).toEqual([true, true, true, false]);
});
