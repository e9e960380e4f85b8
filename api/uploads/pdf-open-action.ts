// What a PDF file does when it is opened: it may go to one of its pages, nothing else.
import { nameRule } from './pdf-names.ts';
import type { ObjectText } from './pdf-streams.ts';

/** A file has one opening action for each time it was saved. */
const MOST_REVISIONS = 16;
const WHITE = '[\\0\\t\\n\\f\\r ]';
const OPEN_ACTION = nameRule(['OpenAction'], 'g');
const TO_A_PAGE = nameRule(['GoTo']);
const ELSEWHERE = nameRule(['URI', 'Named', 'Next', 'Hide', 'Thread', 'Trans', 'SetOCGState', 'GoTo3DView']);
const REFERENCE = new RegExp(`${WHITE}*0*(\\d+)${WHITE}+\\d+${WHITE}+R`, 'y');
const DESTINATION = new RegExp(`${WHITE}*(?:\\[|null)`, 'y');
const DICTIONARY = new RegExp(`${WHITE}*<<(.*?)>>`, 'sy');

/** Whether an opening action of a file is more than a place in it; `main` is what is outside its streams. */
export function opensByItself(main: string, packed: readonly ObjectText[]): boolean {
  let actions = 0;
  for (const text of [main, ...packed.map((stream) => stream.text)])
    for (const name of text.matchAll(OPEN_ACTION)) {
      actions += 1;
      const value = name.index + name[0].length;
      const number = matchAt(REFERENCE, text, value)?.[1];
      const isPlace = number === undefined ? isPlaceAt(text, value) : isPlaceObject(main, packed, number);
      if (!isPlace || actions > MOST_REVISIONS) return true;
    }
  return false;
}

/** Whether every object of this number, of whichever revision of the file, is a place. */
function isPlaceObject(main: string, packed: readonly ObjectText[], number: string): boolean {
  const heads = main.matchAll(new RegExp(`(?<!\\d)0*${number}${WHITE}+\\d+${WHITE}+obj`, 'g'));
  const inMain = [...heads].map((head) => isPlaceAt(main, head.index + head[0].length));
  const inPacked = packed.flatMap(({ text, starts }) => {
    const start = starts.get(Number(number));
    return start === undefined ? [] : [isPlaceAt(text, start)];
  });
  const found = [...inMain, ...inPacked];
  return found.length > 0 && found.every(Boolean);
}

function isPlaceAt(text: string, at: number): boolean {
  if (matchAt(DESTINATION, text, at)) return true;
  const dictionary = matchAt(DICTIONARY, text, at)?.[1];
  if (dictionary === undefined || dictionary.includes('<<')) return false;
  return TO_A_PAGE.test(dictionary) && !ELSEWHERE.test(dictionary);
}

function matchAt(rule: RegExp, text: string, at: number): RegExpExecArray | null {
  rule.lastIndex = at;
  return rule.exec(text);
}
