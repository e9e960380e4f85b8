import fc from 'fast-check';
import { buildTrackingNumber, isTrackingNumber, trackingCheckDigit } from './tracking-number.ts';

// The worked example of the standard, and one number for each special remainder.
test.each([
  ['47312482', '9'],
  ['00000000', '5'],
  ['00000020', '4'],
])('%s has check digit %s', (digits, check) => {
  expect(trackingCheckDigit(digits)).toBe(check);
});

test.each(['RR473124829GB', 'rr 4731 2482 9 gb'])('%s is valid', (text) => {
  expect(isTrackingNumber(text)).toBe(true);
});

test.each(['RR473124820GB', 'RR47312482GB', '1234567890123', ''])('%j is refused', (text) => {
  expect(isTrackingNumber(text)).toBe(false);
});

test('what is built is valid, and no other check digit is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999_999 }), (serial) => {
      const number = buildTrackingNumber('EA', serial);
      expect(isTrackingNumber(number)).toBe(true);
      const valid = [...'0123456789'].filter((digit) =>
        isTrackingNumber(number.slice(0, 10) + digit + number.slice(11)),
      );
      expect(valid).toHaveLength(1);
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['E', 1],
  ['EA', -1],
  ['EA', 100_000_000],
  ['EA', 1.5],
])('%s %d cannot be built', (service, serial) => {
  expect(() => buildTrackingNumber(service, serial)).toThrow();
});
