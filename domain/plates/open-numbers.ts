// The numbers that may be chosen: 豫Q with five characters in an open pattern, less those that are withheld (plates.md §2–§3).
import { LOCAL_PLATE_PREFIX } from '../register/local.ts';

/** D digit, L letter without I and O; every layout with at most two letters is open (setting `plate.patterns`). */
export const OPEN_PATTERNS = [
  ...['DDDDD'],
  ...['LDDDD', 'DLDDD', 'DDLDD', 'DDDLD', 'DDDDL'],
  ...['LLDDD', 'DLLDD', 'DDLLD', 'DDDLL', 'LDLDD', 'LDDLD', 'LDDDL', 'DLDLD', 'DLDDL', 'DDLDL'],
] as const;

interface WithheldPattern {
  readonly zh: string;
  readonly form: RegExp;
}

/** Withheld from free choice and from chance (setting `plate.reservedPatterns`, assumed). */
export const WITHHELD_PATTERNS: readonly WithheldPattern[] = [
  { zh: '三个以上连续相同数字', form: /(\d)\1\1/ },
  { zh: '重复的吉祥号', form: /([689]{2})\1/ },
];

/** The reserve list: kept for the office itself (assumed). */
export const RESERVED_SERIALS: ReadonlySet<string> = new Set(['00001', '12345', '54321', 'A0001', 'AA001']);

const CHARACTERS = { D: '0123456789', L: 'ABCDEFGHJKLMNPQRSTUVWXYZ' } as const;
const COUNTED = OPEN_PATTERNS.map((pattern) => {
  const places = [...pattern].map((kind) => (kind === 'L' ? CHARACTERS.L : CHARACTERS.D));
  return { places, count: places.reduce((product, { length }) => product * length, 1) };
});

/** How many numbers there are in the open patterns, withheld ones included: 7 060 000. */
export const OPEN_COUNT = COUNTED.reduce((sum, { count }) => sum + count, 0);

/** The open number at a place from 0 to `OPEN_COUNT` − 1: each number has one place. @throws RangeError beyond them */
export function openNumberAt(place: number): string {
  let left = place;
  for (const { places, count } of COUNTED) {
    if (left >= 0 && left < count) return LOCAL_PLATE_PREFIX + serialAt(places, left);
    left -= count;
  }
  throw new RangeError(`no open number at ${place}`);
}

function serialAt(places: readonly string[], rank: number): string {
  let left = rank;
  const characters = places.toReversed().map((choices) => {
    const character = choices.charAt(left % choices.length);
    left = Math.floor(left / choices.length);
    return character;
  });
  return characters.toReversed().join('');
}

/** Whether a number is in one of the open patterns. */
export function isOpenNumber(number: string): boolean {
  const serial = number.slice(LOCAL_PLATE_PREFIX.length);
  const layout = [...serial].map(kindOf).join('');
  return number.startsWith(LOCAL_PLATE_PREFIX) && OPEN_PATTERNS.some((pattern) => pattern === layout);
}

function kindOf(character: string): 'D' | 'L' | '?' {
  if (CHARACTERS.D.includes(character)) return 'D';
  return CHARACTERS.L.includes(character) ? 'L' : '?';
}

/** Whether an open number is kept back. */
export function isWithheld(number: string): boolean {
  const serial = number.slice(LOCAL_PLATE_PREFIX.length);
  return RESERVED_SERIALS.has(serial) || WITHHELD_PATTERNS.some(({ form }) => form.test(serial));
}
