import {
  isOrganisationCode,
  normaliseOrganisationCode,
  organisationCheckCharacter,
} from './organisation-code.ts';

test.each(['71526726-X', '19220382-1', '80210043-3', '71526726x', ' 71526726 - X '])(
  '%s is valid',
  (code) => {
    expect(isOrganisationCode(code)).toBe(true);
  },
);

test.each(['71526726-1', '71526726', '71526726-XX', '7152672_-X', '', 'ABCDEFGH-A'])(
  '%j is refused',
  (code) => {
    expect(isOrganisationCode(code)).toBe(false);
  },
);

test('one form for all spellings', () => {
  expect(normaliseOrganisationCode('71526726-x')).toBe('71526726X');
});

test('a remainder of 0 gives 0, one of 1 gives X', () => {
  expect(organisationCheckCharacter('00000000')).toBe('0');
  expect(organisationCheckCharacter('71526726')).toBe('X');
});

test('no single wrong character goes unseen', () => {
  for (let i = 0; i < 8; i++) {
    for (const digit of '0123456789') {
      const changed = `${'192203821'.slice(0, i)}${digit}${'192203821'.slice(i + 1)}`;
      expect(isOrganisationCode(changed)).toBe(changed === '192203821');
    }
  }
});
