import fc from 'fast-check';
import { isLocalPlateNumber, isPlateNumber, isPlateSerial, normalisePlateNumber } from './plate-number.ts';

test.each([
  ['02', '豫Q12345', true],
  ['02', '豫QA1234', true],
  ['02', '豫QAB123', true],
  ['02', '豫Q1A2B3', true],
  ['02', '豫QABC12', false],
  ['02', '豫QI1234', false],
  ['02', '豫QO1234', false],
  ['02', '豫Q1234', false],
  ['02', '豫Q123456', false],
  ['02', '豫q·a1234', true],
  ['02', '粤B12345', true],
  ['02', '豫O12345', false],
  ['02', 'AQ12345', false],
  ['02', 'Q12345', false],
  ['02', '', false],
  ['01', '豫Q12345', true],
  ['15', '豫Q1234挂', true],
  ['15', '豫Q12345', false],
  ['15', '豫Q12345挂', false],
  ['16', '豫Q1234学', true],
  ['16', '豫Q1234警', false],
  ['17', '豫QA123学', true],
  ['23', '豫Q1234警', true],
  ['24', '豫QABC4警', false],
  ['22', '豫Q12345临', true],
  ['03', '使014578', true],
  ['03', '使', false],
] as const)('category %s: %s is a number: %s', (category, number, expected) => {
  expect(isPlateNumber(category, number)).toBe(expected);
});

test('a number of another office is not local', () => {
  expect(isLocalPlateNumber('02', '豫Q12345')).toBe(true);
  expect(isLocalPlateNumber('02', '豫A12345')).toBe(false);
  expect(isLocalPlateNumber('02', '豫A12345', '豫A')).toBe(true);
});

test('spellings', () => {
  expect(normalisePlateNumber(' 豫Q·12345 ')).toBe('豫Q12345');
});

test('the serial agrees with the printed expression', () => {
  const serial = fc
    .array(fc.constantFrom(...'0123456789ABIOZ'), { minLength: 5, maxLength: 5 })
    .map((cs) => cs.join(''));
  fc.assert(
    fc.property(serial, (text) => {
      const letters = [...text].filter((c) => c >= 'A').length;
      const expected = /^[0-9A-HJ-NP-Z]{5}$/.test(text) && letters <= 2;
      expect(isPlateSerial(text)).toBe(expected);
      expect(isPlateNumber('02', `豫Q${text}`)).toBe(expected);
    }),
    { numRuns: 200 },
  );
});
