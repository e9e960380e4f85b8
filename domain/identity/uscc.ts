// 统一社会信用代码 (GB 32100), accepted beside the organisation code since 2015-10-01.
import { isOrganisationCode } from './organisation-code.ts';

const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** Capitals without spaces. */
export function normaliseUscc(text: string): string {
  return text.replace(/\s/g, '').toUpperCase();
}

/** Whether the text is a unified social credit code: both its own check and that of the organisation code inside. */
export function isUscc(text: string): boolean {
  const code = normaliseUscc(text);
  return (
    code.length === 18 &&
    [...code].every((character) => CHARACTERS.includes(character)) &&
    usccCheckCharacter(code) === code.charAt(17) &&
    isOrganisationCode(organisationCodeOf(code))
  );
}

/** The organisation code inside, characters 9 to 17. */
export function organisationCodeOf(uscc: string): string {
  return normaliseUscc(uscc).slice(8, 17);
}

/** The 18th character for the first seventeen. */
export function usccCheckCharacter(code: string): string {
  const sum = WEIGHTS.reduce<number>(
    (total, weight, i) => total + weight * CHARACTERS.indexOf(code.charAt(i)),
    0,
  );
  return CHARACTERS.charAt((31 - (sum % 31)) % 31);
}
