// The text of our own PDFs, as a reader would copy it: content streams read through the fonts' maps to Unicode.
import { inflateSync } from 'node:zlib';

/** The text of all pages, in the order in which it was drawn, without spaces. */
export function textOfPdf(bytes: Uint8Array): string {
  const objects = objectsOf(Buffer.from(bytes).toString('latin1'));
  const fonts = fontsOf(objects);
  return contentsOf(objects)
    .map((content) => textOfContent(content, fonts))
    .join('')
    .replaceAll(/\s/g, '');
}

/** What is drawn on each page, as the file says it. */
export function contentsOfPdf(bytes: Uint8Array): readonly string[] {
  return contentsOf(objectsOf(Buffer.from(bytes).toString('latin1')));
}

function contentsOf(objects: ReadonlyMap<string, string>): readonly string[] {
  return [...objects.values()].flatMap((object) => {
    const [, id] = /\/Contents (\d+) 0 R/.exec(object) ?? [];
    return id === undefined ? [] : [streamOf(objects.get(id) ?? '')];
  });
}

function objectsOf(file: string): ReadonlyMap<string, string> {
  const found = file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g);
  return new Map([...found].map(([, id = '', body = '']) => [id, body]));
}

function streamOf(object: string): string {
  const [, body = ''] = /stream\n([\s\S]*?)\nendstream/.exec(object) ?? [];
  const content = Buffer.from(body, 'latin1');
  return (object.includes('/FlateDecode') ? inflateSync(content) : content).toString('latin1');
}

type Glyphs = ReadonlyMap<number, string>;

/** What each glyph of each font means, by the font's name on the pages. */
function fontsOf(objects: ReadonlyMap<string, string>): ReadonlyMap<string, Glyphs> {
  const named = [...objects.values()].flatMap((object) => [...object.matchAll(/\/(F\d+) (\d+) 0 R/g)]);
  return new Map(
    named.map(([, name = '', id = '']) => {
      const [, map = ''] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '') ?? [];
      return [name, glyphsOf(streamOf(objects.get(map) ?? ''))];
    }),
  );
}

/** `<0000> <00ff> [<4e00> <4e8c>]`: glyphs from the first on mean the listed texts. */
function glyphsOf(map: string): Glyphs {
  const glyphs = new Map<number, string>();
  for (const [, first = '', texts = ''] of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
    let glyph = Number.parseInt(first, 16);
    for (const [, text = ''] of texts.matchAll(/<([0-9a-f ]*)>/gi)) {
      glyphs.set(glyph, Buffer.from(text.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'));
      glyph += 1;
    }
  }
  return glyphs;
}

function textOfContent(content: string, fonts: ReadonlyMap<string, Glyphs>): string {
  let font: Glyphs = new Map();
  let text = '';
  for (const [, name, shown = ''] of content.matchAll(
    /\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]+>|[-\d. ])*)\] TJ/gi,
  )) {
    if (name !== undefined) font = fonts.get(name) ?? new Map();
    for (const [, codes = ''] of shown.matchAll(/<([0-9a-f]+)>/gi))
      for (const code of codes.match(/.{4}/g) ?? []) text += font.get(Number.parseInt(code, 16)) ?? '?';
  }
  return text;
}
