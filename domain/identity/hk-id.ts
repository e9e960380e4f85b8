// 香港居民身份证: one or two letters, six digits and a check character in brackets.

const WEIGHTS = [9, 8, 7, 6, 5, 4, 3, 2] as const;
const SPACE_VALUE = 36;

/** Capitals without spaces and brackets: `A123456(3)` → `A1234563`. */
export function normaliseHkId(text: string): string {
  return text.replace(/[\s()（）]/g, '').toUpperCase();
}

/** Whether the text, brackets or not, is a Hong Kong identity number with the right check character. */
export function isHkId(text: string): boolean {
  const number = normaliseHkId(text);
  return /^[A-Z]{1,2}\d{6}[0-9A]$/.test(number) && hkCheckCharacter(number.slice(0, -1)) === number.slice(-1);
}

/** The check character for letters and six digits. */
export function hkCheckCharacter(body: string): string {
  const padded = body.padStart(WEIGHTS.length, ' ');
  const sum = WEIGHTS.reduce<number>(
    (total, weight, i) => total + weight * characterValue(padded.charAt(i)),
    0,
  );
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'A' : String(check);
}

function characterValue(character: string): number {
  return character === ' ' ? SPACE_VALUE : Number.parseInt(character, 36);
}
