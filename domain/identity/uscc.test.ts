import { organisationCheckCharacter } from './organisation-code.ts';
import { isUscc, organisationCodeOf, usccCheckCharacter } from './uscc.ts';

test('a published code is valid and holds its organisation code', () => {
  expect(isUscc('9144030071526726XG')).toBe(true);
  expect(isUscc('91440300 71526726x g')).toBe(true);
  expect(organisationCodeOf('9144030071526726XG')).toBe('71526726X');
});

test.each([
  ['a wrong check character', '9144030071526726XH'],
  ['a letter that is not used', '9144030071526726XI'],
  ['17 characters', '9144030071526726X'],
  ['nothing', ''],
])('%s is refused', (_, code) => {
  expect(isUscc(code)).toBe(false);
});

test('a wrong organisation code inside is refused though the outer check is right', () => {
  const outer = '91440300715267261';
  expect(organisationCheckCharacter('71526726')).toBe('X');
  expect(isUscc(outer + usccCheckCharacter(outer))).toBe(false);
});

test('no single wrong character goes unseen', () => {
  const code = '9144030071526726XG';
  for (let i = 0; i < code.length; i++) {
    for (const character of '0123456789ABCDEFGHJKLMNPQRTUWXY') {
      const changed = code.slice(0, i) + character + code.slice(i + 1);
      expect(isUscc(changed)).toBe(changed === code);
    }
  }
});
