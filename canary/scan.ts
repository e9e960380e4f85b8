// Looks for thousands of texts at once: every place is held against a filter of their first eight bytes.
import { type Canary, LEAST_BYTES, patternsOf } from './canary.ts';

export interface Hit {
  readonly canary: Canary;
  readonly encoding: string;
  readonly from: number;
  readonly to: number;
}

export interface Scanner {
  /** The longest text looked for, in bytes: parts of one stream overlap by it. */
  readonly longest: number;
  scan(bytes: Buffer): readonly Hit[];
}

interface Sought {
  readonly canary: Canary;
  readonly encoding: string;
  readonly bytes: Buffer;
  /** Only digits, which may be part of a longer number. */
  readonly isNumber: boolean;
}

const FILTER_BITS = 24;

/** Prepares the search for all canaries in all their forms. */
export function createScanner(canaries: readonly Canary[]): Scanner {
  const filter = new Uint8Array(1 << (FILTER_BITS - 3));
  const byAnchor = new Map<string, Sought[]>();
  let longest = 0;
  for (const canary of canaries) {
    for (const { encoding, bytes } of patternsOf(canary.value)) {
      const anchor = bytes.toString('latin1', 0, LEAST_BYTES);
      const slot = slotOf(bytes.readInt32BE(0), bytes.readInt32BE(4));
      filter[slot >>> 3] = (filter[slot >>> 3] ?? 0) | (1 << (slot & 7));
      const sought = byAnchor.get(anchor) ?? [];
      sought.push({ canary, encoding, bytes, isNumber: /^\d+$/.test(bytes.toString('latin1')) });
      byAnchor.set(anchor, sought);
      longest = Math.max(longest, bytes.length);
    }
  }

  function scan(bytes: Buffer): readonly Hit[] {
    const hits: Hit[] = [];
    let high = 0;
    let low = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      high = (high << 8) | (low >>> 24);
      low = (low << 8) | (bytes[at] ?? 0);
      const slot = slotOf(high, low);
      if (((filter[slot >>> 3] ?? 0) & (1 << (slot & 7))) === 0) continue;
      const from = at - LEAST_BYTES + 1;
      if (from < 0) continue;
      for (const sought of byAnchor.get(bytes.toString('latin1', from, at + 1)) ?? []) {
        if (isThere(bytes, from, sought))
          hits.push({
            canary: sought.canary,
            encoding: sought.encoding,
            from,
            to: from + sought.bytes.length,
          });
      }
    }
    return hits;
  }

  return { longest, scan };
}

function slotOf(high: number, low: number): number {
  return (Math.imul(high, 0x9e3779b1) ^ Math.imul(low, 0x85ebca77)) >>> (32 - FILTER_BITS);
}

function isThere(bytes: Buffer, from: number, { bytes: wanted, isNumber }: Sought): boolean {
  const to = from + wanted.length;
  if (to > bytes.length || bytes.compare(wanted, 0, wanted.length, from, to) !== 0) return false;
  return !isNumber || (!isDigit(bytes[to]) && standsAlone(bytes, from));
}

/** Nothing but a country's prefix may stand before a number. */
function standsAlone(bytes: Buffer, from: number): boolean {
  if (!isDigit(bytes[from - 1])) return true;
  return /(?:^|\D)(?:00)?86$/.test(bytes.toString('latin1', Math.max(0, from - 5), from));
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;

const AROUND = 60;

/** What stands around a hit, everything that is looked for starred out. */
export function excerptOf(bytes: Buffer, { from, to }: Hit, scanner: Scanner): string {
  const begin = Math.max(0, from - AROUND);
  const part = Buffer.from(bytes.subarray(begin, to + AROUND));
  for (const other of scanner.scan(part)) part.fill('*', other.from, other.to);
  part.fill('*', from - begin, to - begin);
  return part
    .toString('utf8')
    .replaceAll(/[\p{C}\uFFFD]+/gu, '·')
    .replaceAll(/\*{4,}/g, '****');
}
