// The objects of a PDF file in the order of its bytes, with the place of every stream.
import { Refused } from '../refused.ts';
import { OBJECT_STREAM_NAMES, plainName } from './pdf-names.ts';

export interface PdfStream {
  /** Its dictionary as written. */
  readonly dictionary: string;
  readonly holdsObjects: boolean;
  readonly start: number;
  readonly end: number;
}

const TOKEN =
  /[\0\t\n\f\r ]+|%[^\r\n]*|<<|>>|[[\]{}(]|<[\0\t\n\f\r \da-fA-F]*>|\/[^\0\t\n\f\r ()<>[\]{}/%]*|[^\0\t\n\f\r ()<>[\]{}/%]+/y;
const CLOSED_BY: ReadonlyMap<string, string> = new Map([
  ['<<', '>>'],
  ['[', ']'],
  ['{', '}'],
]);
const CLOSERS = new Set(CLOSED_BY.values());
const MOST_TOKENS = 1_000_000;

/**
 * Finds the streams of a file. A file is refused when its syntax is broken, and when the names of an object stream
 * occur where no dictionary can be, for there a viewer might find objects that nobody has looked into.
 */
export function streamsOf(text: string): readonly PdfStream[] {
  const streams: PdfStream[] = [];
  const open: string[] = [];
  let [at, objectStart, previous, namesMet, namesBefore] = [0, 0, '', 0, 0];
  for (let tokens = 0; at < text.length; tokens += 1) {
    if (tokens > MOST_TOKENS) throw new Refused({ code: 'document-too-complex' });
    const token = tokenAt(text, at);
    const start = at;
    at += token.length;
    if (isBlank(token)) continue;
    if (token === '(') at = stringEnd(text, at);
    else if (CLOSED_BY.has(token)) open.push(token);
    else if (CLOSERS.has(token)) close(open, token);
    else if (token.startsWith('/')) namesMet += isObjectStreamName(token) ? 1 : 0;
    else if (token === 'obj') {
      if (open.length > 0) throw damaged();
      [objectStart, namesBefore] = [at, namesMet];
    } else if (token === 'stream') {
      if (previous !== '>>' || open.length > 0) throw damaged();
      const dictionary = text.slice(objectStart, start);
      const data = streamData(text, at);
      streams.push({ dictionary, holdsObjects: namesMet > namesBefore, ...data });
      at = data.end + 'endstream'.length;
    }
    previous = token;
  }
  if (open.length > 0 || timesFound(OBJECT_STREAM_NAMES, text) !== namesMet) throw damaged();
  return streams;
}

/** The text without what is in streams. */
export function outsideStreams(text: string, streams: readonly PdfStream[]): string {
  const starts = [0, ...streams.map(({ end }) => end)];
  const ends = [...streams.map(({ start }) => start), text.length];
  return starts.map((start, index) => text.slice(start, ends[index])).join('\n');
}

function tokenAt(text: string, at: number): string {
  TOKEN.lastIndex = at;
  const token = TOKEN.exec(text)?.[0];
  if (token === undefined) throw damaged();
  return token;
}

function isBlank(token: string): boolean {
  return token.startsWith('%') || token.charCodeAt(0) <= 0x20;
}

function isObjectStreamName(token: string): boolean {
  const name = plainName(token);
  return name === '/First' || name === '/ObjStm';
}

function close(open: string[], closer: string): void {
  const opener = open.pop();
  if (opener === undefined || CLOSED_BY.get(opener) !== closer) throw damaged();
}

/** The end of a string whose parenthesis was opened: it may hold balanced or escaped ones. */
function stringEnd(text: string, from: number): number {
  const marks = /[()]|\\./gs;
  marks.lastIndex = from;
  for (let depth = 1; ; ) {
    const mark = marks.exec(text)?.[0];
    if (mark === undefined) throw damaged();
    if (mark === '(') depth += 1;
    if (mark === ')') depth -= 1;
    if (depth === 0) return marks.lastIndex;
  }
}

function streamData(text: string, keywordEnd: number) {
  const lineEnd = /[ \t]*(?:\r?\n|\r)/y;
  lineEnd.lastIndex = keywordEnd;
  const start = lineEnd.test(text) ? lineEnd.lastIndex : -1;
  const end = text.indexOf('endstream', start);
  if (start < 0 || end < 0) throw damaged();
  return { start, end };
}

function timesFound(rule: RegExp, text: string): number {
  let times = 0;
  for (const _ of text.matchAll(rule)) times += 1;
  return times;
}

function damaged(): Refused {
  return new Refused({ code: 'document-damaged' });
}
