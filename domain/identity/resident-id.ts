// 公民身份号码 (GB 11643): the number of a resident identity card and of a temporary one.

import type { LocalDate } from '../calendar/local-date.ts';
import { isLocalDate } from '../calendar/local-date.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

/** GB/T 2260 provinces, and 83 of the later residence permits of Taiwan residents. Prefixes below are never judged: counties come and go. */
const PROVINCES: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
);

export interface ResidentId {
  readonly number: string;
  /** Six digits of the first registration, not of the present residence. */
  readonly division: string;
  readonly birthOn: LocalDate;
  readonly sex: 'M' | 'F';
}

/** Without spaces, X in capitals, and a 15-digit number of the first generation in its 18-digit form. */
export function normaliseResidentId(text: string): string {
  const compact = text.replace(/\s/g, '').toUpperCase();
  return /^\d{15}$/.test(compact) ? upgrade(compact) : compact;
}

/** What a number says of its holder; undefined when it is no valid number or the birth lies after `today`. */
export function findResidentId(text: string, today: LocalDate): ResidentId | undefined {
  const number = normaliseResidentId(text);
  if (!/^\d{17}[\dX]$/.test(number) || !PROVINCES.has(number.slice(0, 2))) return undefined;
  if (residentIdCheckCharacter(number) !== number.charAt(17)) return undefined;
  const birthOn = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isLocalDate(birthOn) || birthOn > today) return undefined;
  const sex = Number(number.charAt(16)) % 2 === 1 ? 'M' : 'F';
  return { number, division: number.slice(0, 6), birthOn, sex };
}

/** Whether the text is a resident identity number of somebody born by `today`. */
export function isResidentId(text: string, today: LocalDate): boolean {
  return findResidentId(text, today) !== undefined;
}

/** The 18th character for the first 17 digits. */
export function residentIdCheckCharacter(digits: string): string {
  const sum = WEIGHTS.reduce<number>((total, weight, i) => total + weight * Number(digits.charAt(i)), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

// All numbers of 15 digits were given to persons born in the 1900s.
function upgrade(old: string): string {
  const digits = `${old.slice(0, 6)}19${old.slice(6)}`;
  return digits + residentIdCheckCharacter(digits);
}
