import { hkCheckCharacter, isHkId, normaliseHkId } from './hk-id.ts';

test.each(['A123456(3)', 'a1234563', ' A123456（3） '])('%s is valid', (text) => {
  expect(isHkId(text)).toBe(true);
});

test.each(['A123456(7)', 'A12345(3)', '1234563', 'ABC123456(3)', ''])('%j is refused', (text) => {
  expect(isHkId(text)).toBe(false);
});

test('one form, one check character', () => {
  expect(normaliseHkId('AB987654(3)')).toBe('AB9876543');
  for (const body of ['A123456', 'AB987654', 'Z000000']) {
    const valid = [...'0123456789A'].filter((check) => isHkId(body + check));
    expect(valid).toEqual([hkCheckCharacter(body)]);
  }
});
