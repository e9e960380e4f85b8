// The typefaces of the papers, and which characters they can show.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';

const { resolve } = createRequire(import.meta.url);

const FILES = {
  regular: resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  bold: resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
} as const;

export type FontName = keyof typeof FILES;
export const FONT_NAMES = ['regular', 'bold'] as const satisfies readonly FontName[];

const faces = new Map<FontName, Buffer>();
let covers: ((codePoint: number) => boolean) | undefined;

/** A typeface's file, read once: twenty megabytes that a process without printing never holds. */
export function fontFile(name: FontName): Buffer {
  const face = faces.get(name) ?? readFileSync(FILES[name]);
  faces.set(name, face);
  return face;
}

/** Tells for a character whether a typeface draws it. */
function coverageOf(file: Buffer): (codePoint: number) => boolean {
  const font = create(file);
  if (!('hasGlyphForCodePoint' in font)) throw new Error('the file holds several typefaces');
  return (codePoint) => font.hasGlyphForCodePoint(codePoint);
}

/** The text with □ for each character the typeface lacks, to be filled in by hand, and none that breaks a line. */
export function showable(text: string): string {
  covers ??= coverageOf(fontFile('regular'));
  const isShown = covers;
  return Array.from(text.normalize('NFC'), (character) => shownAs(character, isShown)).join('');
}

function shownAs(character: string, isShown: (codePoint: number) => boolean): string {
  if (/^\s$/u.test(character)) return ' ';
  // Controls and marks that only choose a variant or a direction leave nothing to see.
  if (/^[\p{Cc}\p{Cf}\p{Variation_Selector}]$/u.test(character)) return '';
  return isShown(character.codePointAt(0) ?? 0) ? character : '□';
}
