// Numbers with right check digits, each given out once. Partitions keep runs apart, so that their registers can be merged.
import { addDays, type LocalDate } from '../../domain/calendar/local-date.ts';
import { residentIdCheckCharacter } from '../../domain/identity/resident-id.ts';
import { buildTrackingNumber } from '../../domain/identity/tracking-number.ts';
import { vinCheckCharacter } from '../../domain/identity/vin.ts';
import type { PlateCategory } from '../../domain/register/codes.ts';
import { LOCAL_PLATE_PREFIX } from '../../domain/register/local.ts';
import type { Sex } from './names.ts';

export const PARTITIONS = 10;
/** The small register of the first start, the demo accounts, applicants made one by one; the rest are bulk runs. */
export const PARTITION_OF = { once: 0, applicants: 7, demo: 8 } as const;
const BULK_PARTITIONS = [1, 2, 3, 4, 5, 6, 9] as const;

export function bulkPartition(seed: number): number {
  return BULK_PARTITIONS[seed % BULK_PARTITIONS.length] ?? 1;
}

const IDS_A_DAY = 100;
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const YEAR_CODES = '123456789ABCDEFGHJKLMNPRSTVWXY';
const PLANTS = 'ABCDEFGHJK';
const MOBILE_SECOND_DIGITS = '3578';
/** A prime larger than any factor of the counts below: steps of it reach every serial. */
const STRIDE = 48_271;

export type Numbering = ReturnType<typeof createNumbering>;

/** Hands out numbers of one partition, from the `first`-th on. */
export function createNumbering(partition: number, first = 0) {
  const counters = new Map<string, number>();
  const count = (kind: string, start = first) => {
    const given = counters.get(kind) ?? start;
    counters.set(kind, given + 1);
    return given;
  };
  const interleaved = (kind: string) => count(kind) * PARTITIONS + partition;

  return {
    partition,
    uuid: (kind: string) => uuidOf(kind, partition, count(`uuid/${kind}`)),
    /** The birthday may move on by some days when its numbers are used up. */
    resident(division: string, birthOn: LocalDate, sex: Sex): { idDocNo: string; birthOn: LocalDate } {
      for (let on = birthOn; ; on = addDays(on, 1)) {
        const serial = count(`id/${division}/${on}/${sex}`, 0) * 2 + (sex === 'M' ? 1 : 0);
        if (serial < IDS_A_DAY)
          return { idDocNo: residentId(division, on, partition * IDS_A_DAY + serial), birthOn: on };
      }
    },
    plate: (category: PlateCategory) => plateNumber(category, interleaved(`plate/${category}`)),
    vin: (maker: string, year: number) => vin(maker, year, partition, count('vin')),
    fileNo: () => `4117${partition}${digits(count('file'), 7)}`,
    mobile: () => mobileNumber(partition, count('mobile')),
    certNo: (year: number) => `ZMD-${year}-${partition}${digits(count('certificate'), 7)}`,
    trackingNumber: () => buildTrackingNumber('EB', partition * 10_000_000 + count('parcel')),
    serial: (kind: string) => count(kind),
  };
}

function digits(number: number, length: number): string {
  return String(number).padStart(length, '0');
}

function residentId(division: string, birthOn: LocalDate, serial: number): string {
  const body = division + birthOn.replaceAll('-', '') + digits(serial, 3);
  return body + residentIdCheckCharacter(body);
}

function mobileNumber(partition: number, index: number): string {
  const second = MOBILE_SECOND_DIGITS.charAt(index % MOBILE_SECOND_DIGITS.length);
  return `1${second}${partition}${digits(index, 8)}`;
}

function vin(maker: string, year: number, partition: number, index: number): string {
  const yearCode = YEAR_CODES.charAt((year - 2001 + YEAR_CODES.length) % YEAR_CODES.length);
  const draft = `${maker}${digits(index % 99_991, 5)}0${yearCode}${PLANTS.charAt(partition)}${digits(index, 6)}`;
  return draft.slice(0, 8) + vinCheckCharacter(draft) + draft.slice(9);
}

function plateNumber(category: PlateCategory, index: number): string {
  if (category === '15') return `${LOCAL_PLATE_PREFIX}${plateSerial(index, 4)}挂`;
  if (category === '16' || category === '17') return `${LOCAL_PLATE_PREFIX}${plateSerial(index, 4)}学`;
  return LOCAL_PLATE_PREFIX + plateSerial(index, 5);
}

interface Layout {
  readonly letterAt: readonly number[];
  readonly size: number;
}

/** Where letters may stand: nowhere, at one place, or at two. */
function layouts(length: number): readonly Layout[] {
  const places = Array.from({ length }, (_, at) => at);
  const pairs = places.flatMap((one) => places.filter((other) => other > one).map((other) => [one, other]));
  return [[], ...places.map((at) => [at]), ...pairs].map((letterAt) => ({
    letterAt,
    size: LETTERS.length ** letterAt.length * 10 ** (length - letterAt.length),
  }));
}

const LAYOUTS = { 4: layouts(4), 5: layouts(5) } as const;

/** @throws Error when all serials are given out */
function plateSerial(index: number, length: 4 | 5): string {
  const all = LAYOUTS[length];
  const total = all.reduce((sum, { size }) => sum + size, 0);
  if (index >= total) throw new Error(`no plate number left after ${index}`);
  let left = (index * STRIDE) % total;
  for (const { letterAt, size } of all) {
    if (left < size) return writeSerial(left, length, letterAt);
    left -= size;
  }
  throw new Error(`no plate number ${index}`);
}

function writeSerial(number: number, length: number, letterAt: readonly number[]): string {
  let left = number;
  return Array.from({ length }, (_, at) => {
    const characters = letterAt.includes(at) ? LETTERS : '0123456789';
    const character = characters.charAt(left % characters.length);
    left = Math.floor(left / characters.length);
    return character;
  }).join('');
}

/** Looks like any other random id; kind, partition and index make it unique. */
function uuidOf(kind: string, partition: number, index: number): string {
  const mixed = mix(hash(kind) ^ mix(index * PARTITIONS + partition + 1));
  const tag = (hash(kind) & 0xfff).toString(16).padStart(3, '0');
  const run = (0x8000 | (partition << 8) | (mixed & 0xff)).toString(16);
  return `${mixed.toString(16).padStart(8, '0')}-${run.slice(2)}${tag.slice(0, 2)}-4${tag}-${run}-${index.toString(16).padStart(12, '0')}`;
}

function hash(text: string): number {
  return (
    [...text].reduce(
      (h, character) => Math.imul(h ^ (character.codePointAt(0) ?? 0), 0x01000193),
      0x811c9dc5,
    ) >>> 0
  );
}

function mix(number: number): number {
  const once = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
