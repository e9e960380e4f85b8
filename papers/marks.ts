// Marks that machines read: a case number as bars (Code 128), a text as a square (QR). Geometry in modules; a page fills it.
import bwip from 'bwip-js/node';

interface Span {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface Mark {
  readonly width: number;
  readonly height: number;
  /** What is dark, a module high each; of bars the one row there is. */
  readonly dark: readonly Span[];
}

/** Code 128, the shortest that says the text. */
export function barsOf(text: string): Mark {
  const [symbol] = bwip.raw({ bcid: 'code128', text });
  if (symbol === undefined || !('sbs' in symbol)) throw new Error('no bars were made');
  const dark: Span[] = [];
  let x = 0;
  symbol.sbs.forEach((width, at) => {
    if (at % 2 === 0) dark.push({ x, y: 0, width });
    x += width;
  });
  return { width: x, height: 1, dark };
}

/** QR with medium correction: a folded paper is still read. */
export function squareOf(text: string): Mark {
  const [symbol] = bwip.raw({ bcid: 'qrcode', text, ...MEDIUM });
  if (symbol === undefined || !('pixs' in symbol)) throw new Error('no square was made');
  const { pixs, pixx: width, pixy: height } = symbol;
  const rows = Array.from({ length: height }, (_, y) => pixs.slice(y * width, (y + 1) * width));
  return { width, height, dark: rows.flatMap(spansOf) };
}

/** The same square as a PNG, with the quiet ground around it that readers need. */
export function squarePng(text: string): Promise<Uint8Array> {
  return bwip.toBuffer({ bcid: 'qrcode', text, ...MEDIUM, scale: 5, padding: 8, backgroundcolor: 'FFFFFF' });
}

const MEDIUM = { eclevel: 'M' } as const;

/** Neighbours in one piece: seams between them would show. */
function spansOf(row: readonly number[], y: number): readonly Span[] {
  const spans: Span[] = [];
  let from = -1;
  [...row, 0].forEach((isDark, x) => {
    if (isDark === 1 && from < 0) from = x;
    if (isDark !== 1 && from >= 0) {
      spans.push({ x: from, y, width: x - from });
      from = -1;
    }
  });
  return spans;
}
