// The scanner's texts: each of ours is known by its form, and nothing else is taken for one.
import fc from 'fast-check';
import { parseLocalDate } from '../calendar/local-date.ts';
import { buildApplicationNumber } from '../identity/application-number.ts';
import { findScanned, slipText } from './scanned.ts';

const NUMBER = buildApplicationNumber(parseLocalDate('2015-11-02'), 17);
const TOKEN = `YZP1.${'Ab0-_'.repeat(12)}`;

test.each([
  [NUMBER, { kind: 'number', number: NUMBER }],
  [` ${NUMBER.toLowerCase()}\r\n`, { kind: 'number', number: NUMBER }],
  [slipText(NUMBER, '042137'), { kind: 'slip', number: NUMBER, pickupCode: '042137' }],
  [slipText(NUMBER, '042137').toLowerCase(), { kind: 'slip', number: NUMBER, pickupCode: '042137' }],
  [`${TOKEN}\n`, { kind: 'pass', token: TOKEN }],
])('%j', (text, scanned) => {
  expect(findScanned(text)).toEqual(scanned);
});

test.each([
  '',
  'https://example.com',
  NUMBER.slice(0, -1),
  NUMBER.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)),
  slipText(NUMBER, '04213'),
  slipText('ZMD-1', '042137'),
  'YZP1.',
  TOKEN.replace('YZP1', 'YZP2'),
  `${TOKEN} ${TOKEN}`,
])('%j is nothing of ours', (text) => {
  expect(findScanned(text)).toBeUndefined();
});

test('every slip is read back as it was written', () => {
  const serial = fc.integer({ min: 1, max: 999_999 });
  const code = fc.integer({ min: 0, max: 999_999 }).map((n) => String(n).padStart(6, '0'));
  fc.assert(
    fc.property(serial, code, (n, pickupCode) => {
      const number = buildApplicationNumber(parseLocalDate('2015-11-02'), n);
      expect(findScanned(slipText(number, pickupCode))).toEqual({ kind: 'slip', number, pickupCode });
    }),
  );
});
