// Filters of PDF streams, as far as it takes to know how far a stream swells and what an object stream says.
import { createInflate } from 'node:zlib';
import { plainName } from './pdf-names.ts';

/** The longest run of one LZW code: 4096 bytes for nine bits. */
const LZW_SWELLS = 3641;
const RUN_LENGTH_SWELLS = 64;
const CHUNK_BYTES = 65_536;
const FILTER_ELSEWHERE = /\/Filter[\0\t\n\f\r ]+\d/;
const NAME = /\/([^\0\t\n\f\r ()<>[\]{}/%]*)/g;

/** The names in a dictionary, its keys and its values, escapes resolved. */
export function namesIn(dictionary: string): readonly string[] {
  return [...dictionary.matchAll(NAME)].map(([, name]) => plainName(name ?? ''));
}

/** Whether an object stream is deflated once, stored as it is, or in any other way. */
export function objectFilter(dictionary: string): 'deflate' | 'none' | 'other' {
  const names = namesIn(dictionary);
  if (['DecodeParms', 'DP', 'F'].some((name) => names.includes(name))) return 'other';
  const given = names.filter((name) => name === 'Filter').length;
  if (given === 0) return 'none';
  const once = /\/Filter\s*(?:\/FlateDecode(?![\w#])|\[\s*\/FlateDecode\s*\])/.test(plainName(dictionary));
  return given === 1 && once ? 'deflate' : 'other';
}

/** How many bytes a stream becomes, at most a little over `limit`; of one that does not swell, none. */
export async function swollenLength(dictionary: string, data: Buffer, limit: number): Promise<number> {
  if (FILTER_ELSEWHERE.test(plainName(dictionary))) return limit + 1;
  const filters = namesIn(dictionary).filter((name) => name.endsWith('Decode'));
  if (filters.filter((name) => name === 'FlateDecode').length > 1) return limit + 1;
  if (filters.includes('LZWDecode')) return data.length * LZW_SWELLS;
  if (filters.includes('RunLengthDecode')) return data.length * RUN_LENGTH_SWELLS;
  if (filters.includes('ASCII85Decode')) return inflatedLength(ascii85Bytes(data), limit);
  if (filters.includes('ASCIIHexDecode'))
    return inflatedLength(Buffer.from(data.toString('latin1').replace(/[^\da-f]/gi, ''), 'hex'), limit);
  return inflatedLength(data, limit);
}

/** Data that is no deflate does not swell, nor does deflated data after its first fault. */
async function inflatedLength(data: Buffer, limit: number): Promise<number> {
  if (data.length < 2 || (data.readUInt8(0) & 0x0f) !== 8 || data.readUInt16BE(0) % 31 !== 0) return 0;
  let length = 0;
  const source = createInflate({ chunkSize: CHUNK_BYTES });
  source.end(data);
  try {
    for await (const chunk of source) {
      length += Buffer.byteLength(chunk);
      if (length > limit) break;
    }
  } catch {
    return length;
  }
  return length;
}

/** Five digits of base 85 make four bytes; z makes four zeros; an incomplete last group is left out. */
function ascii85Bytes(data: Buffer): Buffer {
  const bytes = Buffer.alloc(data.length * 4);
  let [length, group, digits] = [0, 0, 0];
  for (const byte of data) {
    if (byte === 0x7e) break;
    if (byte === 0x7a && digits === 0) length += 4;
    if (byte < 0x21 || byte > 0x75) continue;
    group = group * 85 + byte - 0x21;
    digits += 1;
    if (digits < 5) continue;
    bytes.writeUInt32BE(group % 0x1_0000_0000, length);
    [length, group, digits] = [length + 4, 0, 0];
  }
  return bytes.subarray(0, length);
}
