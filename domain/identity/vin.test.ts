import fc from 'fast-check';
import { isValidVin, judgeVin, vinCheckCharacter } from './vin.ts';

test.each(['1M8GDM9AXKP042788', '11111111111111111', '1HGCM82633A004352'])('%s is valid', (vin) => {
  expect(isValidVin(vin)).toBe(true);
  expect(judgeVin(vin, 'domestic')).toBe('valid');
});

test.each([
  ['a wrong check character', '1M8GDM9A1KP042788', 'warn'],
  ['small letters', '1m8gdm9axkp042788', 'invalid'],
  ['the letter O', '1M8GDM9AXKPO42788', 'invalid'],
  ['the letter I', '1M8GDM9AXKPI42788', 'invalid'],
  ['the letter Q', '1M8GDM9AXKPQ42788', 'invalid'],
  ['16 characters', '1M8GDM9AXKP04278', 'invalid'],
  ['18 characters', '1M8GDM9AXKP0427888', 'invalid'],
  ['nothing', '', 'invalid'],
])('%s is refused; imported: %s → %s', (_, vin, imported) => {
  expect(isValidVin(vin)).toBe(false);
  expect(judgeVin(vin, 'domestic')).toBe('invalid');
  expect(judgeVin(vin, 'imported')).toBe(imported);
});

test('every sixteen characters have exactly one check character', () => {
  const characters = fc.array(fc.constantFrom(...'0123456789ABCDEFGHJKLMNPRSTUVWXYZ'), {
    minLength: 17,
    maxLength: 17,
  });
  fc.assert(
    fc.property(characters, (vin) => {
      const text = vin.join('');
      const valid = [...'0123456789X'].filter((check) =>
        isValidVin(text.slice(0, 8) + check + text.slice(9)),
      );
      expect(valid).toEqual([vinCheckCharacter(text)]);
    }),
    { numRuns: 200 },
  );
});
