// 组织机构代码 (GB 11714): eight characters and a check.

const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;

/** Capitals without spaces and hyphen: `71526726-X` → `71526726X`. */
export function normaliseOrganisationCode(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase();
}

/** Whether the text, hyphen or not, is an organisation code with the right check character. */
export function isOrganisationCode(text: string): boolean {
  const code = normaliseOrganisationCode(text);
  return /^[0-9A-Z]{8}[0-9X]$/.test(code) && organisationCheckCharacter(code) === code.charAt(8);
}

/** The ninth character for the first eight. */
export function organisationCheckCharacter(code: string): string {
  const sum = WEIGHTS.reduce<number>(
    (total, weight, i) => total + weight * Number.parseInt(code.charAt(i), 36),
    0,
  );
  const check = 11 - (sum % 11);
  if (check === 10) return 'X';
  return check === 11 ? '0' : String(check);
}
