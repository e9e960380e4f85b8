import fc from 'fast-check';
import { dateOfEpochDay, parseLocalDate } from '../calendar/local-date.ts';
import { buildApplicationNumber, findApplicationNumber, isApplicationNumber } from './application-number.ts';

const trial = parseLocalDate('2015-11-01');

test('a number says its day and its place in it', () => {
  const number = buildApplicationNumber(trial, 1);
  expect(number).toMatch(/^ZMD-20151101-000001-\d$/);
  expect(findApplicationNumber(number)).toEqual({ prefix: 'ZMD', submittedOn: trial, serial: 1 });
  expect(isApplicationNumber(` ${number.toLowerCase()} `)).toBe(true);
});

test.each(['', 'ZMD-20151101-000001', 'ZMD-20151301-000001-1', 'ZMD20151101000001', '-20151101-000001-1'])(
  '%j is none',
  (text) => {
    expect(isApplicationNumber(text)).toBe(false);
  },
);

test.each([0, -1, 1_000_000, 1.5, Number.NaN])('serial %d cannot be built', (serial) => {
  expect(() => buildApplicationNumber(trial, serial)).toThrow();
});

test('builds and reads back; a single wrong digit always shows', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 16_000, max: 30_000 }),
      fc.integer({ min: 1, max: 999_999 }),
      fc.nat(14),
      fc.integer({ min: 1, max: 9 }),
      (day, serial, position, shift) => {
        const number = buildApplicationNumber(dateOfEpochDay(day), serial);
        expect(findApplicationNumber(number)).toEqual({
          prefix: 'ZMD',
          submittedOn: dateOfEpochDay(day),
          serial,
        });
        const places = [...number].flatMap((character, i) => (/\d/.test(character) ? [i] : []));
        const at = places[position] ?? 0;
        const wrong = String((Number(number.charAt(at)) + shift) % 10);
        expect(isApplicationNumber(number.slice(0, at) + wrong + number.slice(at + 1))).toBe(false);
      },
    ),
    { numRuns: 200 },
  );
});
