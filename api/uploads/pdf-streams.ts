// The streams of a PDF file, inflated within a budget of bytes and time.
import { promisify } from 'node:util';
import { isNativeError } from 'node:util/types';
import { inflate } from 'node:zlib';
import { Refused } from '../refused.ts';
import { objectFilter, swollenLength } from './pdf-filters.ts';
import { plainName } from './pdf-names.ts';
import type { PdfStream } from './pdf-objects.ts';

/** All object streams together, which are held to be read. */
const OBJECT_BYTES = 16_000_000;
/** The numbers and places at the head of an object stream: some ten thousand objects. */
const HEAD_BYTES = 200_000;
/** All other streams together, which are only measured: some thirty pages of a colour scan. */
const CONTENT_BYTES = 240_000_000;
/** Bytes bound the work; the clock is for a machine that is hardly moving. */
const SECONDS = 10;

const inflated = promisify(inflate);

/** What an object stream says, and where in it each numbered object starts. */
export interface ObjectText {
  readonly text: string;
  readonly starts: ReadonlyMap<number, number>;
}

/** Every object stream. Throws Refused for one that swells too far or cannot be looked into. */
export async function objectTexts(
  content: Buffer,
  streams: readonly PdfStream[],
): Promise<readonly ObjectText[]> {
  const texts: ObjectText[] = [];
  let left = OBJECT_BYTES;
  for (const { dictionary, start, end } of streams.filter(({ holdsObjects }) => holdsObjects)) {
    const data = content.subarray(start, end);
    const filter = objectFilter(dictionary);
    const first = /\/First[\0\t\n\f\r ]+(\d+)(?![\0\t\n\f\r ]+\d)/.exec(plainName(dictionary))?.[1];
    if (filter === 'other' || first === undefined) throw new Refused({ code: 'document-damaged' });
    const bytes = filter === 'none' ? data : await inflateWithin(data, left);
    left -= bytes.length;
    if (left <= 0 || Number(first) > HEAD_BYTES) throw new Refused({ code: 'document-too-complex' });
    const text = bytes.toString('latin1');
    texts.push({ text, starts: startsOf(text, Number(first)) });
  }
  return texts;
}

/** The head of an object stream: pairs of an object's number and its place after `first`. */
function startsOf(text: string, first: number): ReadonlyMap<number, number> {
  const head = (text.slice(0, first).match(/\d+/g) ?? []).map(Number);
  return new Map(
    head.flatMap((number, index) => (index % 2 ? [] : [[number, first + (head[index + 1] ?? 0)]])),
  );
}

/** Refuses streams that swell beyond what a document needs. */
export async function measureStreams(content: Buffer, streams: readonly PdfStream[]): Promise<void> {
  const deadline = performance.now() + SECONDS * 1000;
  let left = CONTENT_BYTES;
  for (const { dictionary, start, end } of streams.filter(({ holdsObjects }) => !holdsObjects)) {
    left -= await swollenLength(dictionary, content.subarray(start, end), left);
    if (left < 0 || performance.now() > deadline) throw new Refused({ code: 'document-too-complex' });
  }
}

async function inflateWithin(data: Buffer, maxOutputLength: number): Promise<Buffer> {
  try {
    return await inflated(data, { maxOutputLength });
  } catch (error) {
    const swollen = isNativeError(error) && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new Refused({ code: swollen ? 'document-too-complex' : 'document-damaged' });
  }
}
