// Text for a terminal: Chinese characters take two cells, and colours are for people only.
import { styleText } from 'node:util';

export type Colour = 'green' | 'red' | 'yellow' | 'cyan' | 'dim' | 'bold';
export type Paint = (colour: Colour, text: string) => string;

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

/** Colours where they are wanted, plain text elsewhere. */
export function createPaint(colours: boolean): Paint {
  return (colour, text) => (colours ? styleText(colour, text) : text);
}

/** Cells that a text takes. */
export function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + (WIDE.test(character) ? 2 : 1), 0);
}

/** The text filled up to so many cells. */
export function padCells(text: string, cells: number, side: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, cells - widthOf(text)));
  return side === 'left' ? text + blanks : blanks + text;
}
