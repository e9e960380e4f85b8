// A list as an office works through it: a table with a line each, the head again on every page, counts and signatures at its end.
import { barsOf } from './marks.ts';
import { drawText, fillMark, frame, heightOfText, type Page, rule, tickBox, widthOfText } from './page.ts';
import {
  BAR_MODULE,
  BOTTOM,
  drawHead,
  LEFT,
  numberPages,
  openPaper,
  type PaperEdges,
  turn,
  WIDTH,
} from './page-edges.ts';

export interface Column {
  readonly heading: string;
  /** Share of the width; all of them together are the whole. */
  readonly share: number;
}

/** A text, a number as bars with itself below, or a box for the pen. */
export type Cell =
  | { readonly text: string; readonly align?: 'left' | 'center' }
  | { readonly bars: string }
  | { readonly box: true };

export interface TablePaper extends PaperEdges {
  readonly columns: readonly Column[];
  readonly lines: readonly (readonly Cell[])[];
  /** Below the table. */
  readonly totals: readonly string[];
  /** Who signs, side by side. */
  readonly signers: readonly string[];
}

const PAD = 4;
const HEADING_HEIGHT = 22;
const LEAST_HEIGHT = 24;
const BARS_HEIGHT = 16;
const BARS_LINE = 36;
const BOX = 10;
const SIGNING_HEIGHT = 62;

const HEADING = { font: 'bold', size: 9, align: 'center' } as const;
const TEXT = { font: 'regular', size: 9, align: 'left' } as const;
const NUMBER = { font: 'regular', size: 8, align: 'center' } as const;
const TOTAL = { font: 'regular', size: 9.5, align: 'left' } as const;

/** The list as a PDF: the same paper gives the same bytes. */
export async function tablePdf(paper: TablePaper, { compress = true } = {}): Promise<Uint8Array> {
  const page = openPaper(paper, compress);
  const bytes = page.bytes();
  let y = drawHeadings(page, paper, drawHead(page, paper));
  for (const line of paper.lines) {
    const height = heightOfLine(page, paper, line);
    if (y + height > BOTTOM) y = drawHeadings(page, paper, turn(page, paper));
    drawLine(page, paper, line, y, height);
    y += height;
  }
  drawEnd(page, paper, y + 8);
  numberPages(page, paper);
  page.end();
  return bytes;
}

const widthOf = ({ share }: Column) => WIDTH * share;

function drawHeadings(page: Page, { columns }: TablePaper, y: number): number {
  eachCell(columns, (column, x, width) => {
    frame(page, { x, y, width, height: HEADING_HEIGHT });
    const inset = (HEADING_HEIGHT - heightOfText(page, column.heading, width, HEADING)) / 2;
    drawText(page, column.heading, { x, y: y + inset }, width, HEADING);
  });
  return y + HEADING_HEIGHT;
}

function heightOfLine(page: Page, { columns }: TablePaper, line: readonly Cell[]): number {
  const heights = columns.map((column, at) => {
    const cell = line[at];
    if (cell && 'text' in cell)
      return heightOfText(page, cell.text, widthOf(column) - 2 * PAD, TEXT) + 2 * PAD;
    return cell && 'bars' in cell ? BARS_LINE : LEAST_HEIGHT;
  });
  return Math.max(LEAST_HEIGHT, ...heights);
}

function drawLine(
  page: Page,
  { columns }: TablePaper,
  line: readonly Cell[],
  y: number,
  height: number,
): void {
  eachCell(columns, (_, x, width, at) => {
    const cell = line[at];
    frame(page, { x, y, width, height });
    if (cell === undefined) return;
    if ('bars' in cell) drawBars(page, cell.bars, { x, y, width });
    else if ('box' in cell)
      tickBox(page, { x: x + (width - BOX) / 2, y: y + (height - BOX) / 2 }, BOX, false);
    else {
      const room = width - 2 * PAD;
      const inset = (height - heightOfText(page, cell.text, room, TEXT)) / 2;
      drawText(page, cell.text, { x: x + PAD, y: y + inset }, room, { ...TEXT, align: cell.align ?? 'left' });
    }
  });
}

function drawBars(page: Page, text: string, { x, y, width }: { x: number; y: number; width: number }): void {
  const mark = barsOf(text);
  const across = mark.width * BAR_MODULE;
  fillMark(page, mark, { x: x + (width - across) / 2, y: y + 5, width: across, height: BARS_HEIGHT });
  drawText(page, text, { x, y: y + 6 + BARS_HEIGHT }, width, NUMBER);
}

function drawEnd(page: Page, paper: TablePaper, from: number): void {
  const heights = paper.totals.map((total) => heightOfText(page, total, WIDTH, TOTAL) + 4);
  const needed = heights.reduce((sum, height) => sum + height, SIGNING_HEIGHT);
  let y = from + needed > BOTTOM ? turn(page, paper) : from;
  paper.totals.forEach((total, at) => {
    drawText(page, total, { x: LEFT, y }, WIDTH, TOTAL);
    y += heights[at] ?? 0;
  });
  const width = WIDTH / paper.signers.length;
  paper.signers.forEach((signer, at) => {
    const x = LEFT + at * width;
    const signed = widthOfText(page, signer, TOTAL) + 4;
    drawText(page, signer, { x, y: y + 22 }, width, TOTAL);
    rule(page, { x: x + signed, y: y + 35 }, width - signed - 14);
    drawText(page, '年    月    日', { x, y: y + 42 }, width - 14, { ...TOTAL, align: 'right' });
  });
}

function eachCell(
  columns: readonly Column[],
  draw: (column: Column, x: number, width: number, at: number) => void,
): void {
  let x = LEFT;
  columns.forEach((column, at) => {
    draw(column, x, widthOf(column), at);
    x += widthOf(column);
  });
}
