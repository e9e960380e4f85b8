// 车辆识别代号 (GB 16735): 17 characters without I, O, Q, the ninth a check.

const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2] as const;
const VALUES: Readonly<Record<string, number>> = {
  ...{ A: 1, B: 2, C: 3, D: 4, E: 5, F: 6, G: 7, H: 8, J: 1, K: 2, L: 3, M: 4, N: 5, P: 7, R: 9 },
  ...{ S: 2, T: 3, U: 4, V: 5, W: 6, X: 7, Y: 8, Z: 9 },
};

export type VinVerdict = 'valid' | 'warn' | 'invalid';

/** Whether the text is a VIN with the right check character; letters must be capitals. */
export function isValidVin(vin: string): boolean {
  return hasVinForm(vin) && vinCheckCharacter(vin) === vin.charAt(8);
}

/** As `isValidVin`, but an imported vehicle whose maker does not use the check character is a warning, not a refusal. */
export function judgeVin(vin: string, origin: 'domestic' | 'imported'): VinVerdict {
  if (isValidVin(vin)) return 'valid';
  return origin === 'imported' && hasVinForm(vin) ? 'warn' : 'invalid';
}

/** The ninth character for the other sixteen. */
export function vinCheckCharacter(vin: string): string {
  const sum = WEIGHTS.reduce<number>((total, weight, i) => total + weight * characterValue(vin.charAt(i)), 0);
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}

function hasVinForm(vin: string): boolean {
  return /^[0-9A-HJ-NPR-Z]{17}$/.test(vin);
}

function characterValue(character: string): number {
  return VALUES[character] ?? Number(character);
}
