// A PNG file reduced to the chunks its pixels need, so that no decoder inflates its texts or sees its tail.
import { Refused } from '../refused.ts';
import { refuseTooManyPixels } from './pixel-limits.ts';

const SIGNATURE_BYTES = 8;
const CHUNK_OVERHEAD = 12;
const HEADER_BYTES = 13;
const ORIENTATION_BYTES = 65_536;

const ONCE = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'eXIf', 'IEND']);

interface Chunk {
  readonly type: string;
  readonly length: number;
  readonly bytes: Uint8Array;
}

/** The file with its first frame only; chunks that are cut off or begin without a header are refused. */
export function pixelChunks(content: Uint8Array): Uint8Array {
  const kept = [content.subarray(0, SIGNATURE_BYTES)];
  const seen = new Set<string>();
  for (const chunk of chunks(content)) {
    if (seen.size === 0) checkHeader(chunk);
    if (isNeeded(chunk, seen)) kept.push(chunk.bytes);
    seen.add(chunk.type);
  }
  return Buffer.concat(kept);
}

function* chunks(content: Uint8Array): Generator<Chunk> {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  for (let at = SIGNATURE_BYTES; at + CHUNK_OVERHEAD <= content.byteLength; ) {
    const length = view.getUint32(at);
    const end = at + CHUNK_OVERHEAD + length;
    if (end > content.byteLength) break;
    const type = String.fromCharCode(...content.subarray(at + 4, at + 8));
    yield { type, length, bytes: content.subarray(at, end) };
    if (type === 'IEND') return;
    at = end;
  }
  throw new Refused({ code: 'document-damaged' });
}

function isNeeded({ type, length }: Chunk, seen: ReadonlySet<string>): boolean {
  if (type === 'IDAT') return true;
  if (type === 'eXIf' && length > ORIENTATION_BYTES) return false;
  return ONCE.has(type) && !seen.has(type);
}

function checkHeader({ type, length, bytes }: Chunk): void {
  if (type !== 'IHDR' || length !== HEADER_BYTES) throw new Refused({ code: 'document-damaged' });
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  refuseTooManyPixels(header.getUint32(8) * header.getUint32(12));
}
