import fc from 'fast-check';
import { dateOfEpochDay, epochDay, parseLocalDate } from '../calendar/local-date.ts';
import { buildBodyCertificateNumber, findBodyCertificateNumber } from './body-certificate-number.ts';
import { IdentityError } from './identity-error.ts';

const DAY = parseLocalDate('2015-11-03');

test('a number is day, serial and check digit', () => {
  const number = buildBodyCertificateNumber(DAY, 1);
  expect(number).toMatch(/^TJ-20151103-000001-\d$/);
  expect(findBodyCertificateNumber(` ${number.toLowerCase()} `)).toEqual({ examinedOn: DAY, serial: 1 });
});

test.each([0, -1, 1.5, 1_000_000])('%d is no serial', (serial) => {
  expect(() => buildBodyCertificateNumber(DAY, serial)).toThrow(IdentityError);
});

test.each(['', 'TJ-20151103-000001', 'ZMD-20151103-000001-7', 'ZMD-2015-000123', 'TJ-20151332-000001-1'])(
  '“%s” is none',
  (text) => {
    expect(findBodyCertificateNumber(text)).toBeUndefined();
  },
);

test('a number whose serial is nothing is none', () => {
  // Its check digit would be right.
  const digits = Array.from({ length: 10 }, (_, check) => `TJ-20151103-000000-${check}`);
  expect(digits.map(findBodyCertificateNumber)).toEqual(digits.map(() => undefined));
});

const days = fc.integer({
  min: epochDay(parseLocalDate('2015-01-01')),
  max: epochDay(parseLocalDate('2099-12-31')),
});
const serials = fc.integer({ min: 1, max: 999_999 });

test('what was built is found, and a wrong digit always shows', () => {
  fc.assert(
    fc.property(days, serials, fc.nat(14), fc.integer({ min: 1, max: 9 }), (day, serial, at, by) => {
      const examinedOn = dateOfEpochDay(day);
      const number = buildBodyCertificateNumber(examinedOn, serial);
      expect(findBodyCertificateNumber(number)).toEqual({ examinedOn, serial });
      const places = [...number].flatMap((character, place) => (/\d/.test(character) ? [place] : []));
      const place = places[at] ?? 0;
      const wrong = String((Number(number.charAt(place)) + by) % 10);
      expect(
        findBodyCertificateNumber(number.slice(0, place) + wrong + number.slice(place + 1)),
      ).toBeUndefined();
    }),
  );
});
