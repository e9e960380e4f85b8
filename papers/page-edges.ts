// What every page of a paper has at its edges: title, number with its bars, name when it goes on, page number.
import { epochMs, type Instant, localDateOf } from '../domain/calendar/local-date.ts';
import { barsOf } from './marks.ts';
import { drawText, fillMark, type Page, pageOf, widthOfText } from './page.ts';

export interface PaperEdges {
  readonly title: string;
  /** Left and right below the title. */
  readonly head: readonly [string, string];
  /** What the desk scans, as bars at the top; left out where nothing is scanned. */
  readonly scanned?: string;
  readonly printedAt: Instant;
}

const AUTHOR = '驻马店市公安局交通警察支队';

export const LEFT = 48;
export const WIDTH = 595.28 - 2 * LEFT;
const TOP = 44;
/** Where a page that goes on begins. */
export const TURNED = TOP + 20;
/** Below it nothing but the page's number. */
export const BOTTOM = 841.89 - 46;

const TITLE = { font: 'bold', size: 18, align: 'center' } as const;
const RUNNING_TITLE = { font: 'regular', size: 9, align: 'center' } as const;
const HEAD = { font: 'regular', size: 9.5, align: 'left' } as const;
const FOOT = { font: 'regular', size: 8.5, align: 'center' } as const;

/** A quarter of a millimetre a module: what hand scanners read from any printer. */
export const BAR_MODULE = 0.72;
const BARS = { top: 16, height: 20 } as const;

/** The first page of a paper, empty. */
export function openPaper({ title, printedAt }: PaperEdges, compress: boolean): Page {
  return pageOf({ title, author: AUTHOR, compress, createdAt: new Date(epochMs(printedAt)) });
}

/** Draws title and head and answers where the paper goes on. */
export function drawHead(page: Page, { title, head, scanned }: PaperEdges): number {
  const [left, right] = head;
  const headAt = TOP + 34;
  if (scanned !== undefined) drawBars(page, scanned);
  drawText(page, title, { x: LEFT, y: TOP }, WIDTH, TITLE);
  const leftWidth = Math.min(WIDTH - 20, widthOfText(page, left, HEAD) + 2);
  drawText(page, left, { x: LEFT, y: headAt }, leftWidth, HEAD);
  const from = LEFT + leftWidth;
  drawText(page, right, { x: from, y: headAt }, LEFT + WIDTH - from, { ...HEAD, align: 'right' });
  return headAt + 18;
}

function drawBars(page: Page, text: string): void {
  const mark = barsOf(text);
  const width = mark.width * BAR_MODULE;
  fillMark(page, mark, { x: LEFT + WIDTH - width, y: BARS.top, width, height: BARS.height });
}

/** Begins the next page and answers where it goes on. */
export function turn(page: Page, { title, head }: PaperEdges): number {
  page.add();
  drawText(page, `${title}(续) ${head[0]}`, { x: LEFT, y: TOP }, WIDTH, RUNNING_TITLE);
  return TURNED;
}

/** Numbers the pages once all are there. */
export function numberPages(page: Page, { printedAt }: PaperEdges): void {
  const count = page.count();
  for (let at = 0; at < count; at += 1) {
    page.turnTo(at);
    const number = `第 ${at + 1} 页 共 ${count} 页`;
    drawText(page, number, { x: LEFT, y: BOTTOM + 12 }, WIDTH, FOOT);
    const printed = `打印日期:${localDateOf(printedAt)}`;
    drawText(page, printed, { x: LEFT, y: BOTTOM + 12 }, WIDTH, { ...FOOT, align: 'right' });
  }
}
