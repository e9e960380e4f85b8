// 临时行驶车号牌, printed by the dealer on A4 and cut out: the number as large as it gets, and what it is good for below.
import type { Instant, LocalDate } from '../domain/calendar/local-date.ts';
import { drawText, frame, heightOfText, type Page, type Type } from './page.ts';
import { LEFT, numberPages, openPaper, WIDTH } from './page-edges.ts';
import { dateText } from './registration-parts.ts';

export interface TemporaryPlatePaper {
  readonly number: string;
  readonly vin: string;
  readonly engineNo: string;
  readonly brandModel: string;
  readonly owner: string;
  /** 本行政辖区内 or 跨行政辖区 */
  readonly scope: string;
  readonly seq: number;
  readonly issuedOn: LocalDate;
  /** The last day on which it is good. */
  readonly validTo: LocalDate;
  readonly office: string;
  readonly dealer: string;
  readonly printedAt: Instant;
}

const TITLE = '临时行驶车号牌';
const TOP = 60;
const INSET = 14;
const INNER = WIDTH - 2 * INSET;

const NAME: Type = { font: 'bold', size: 16, align: 'center' };
const NUMBER: Type = { font: 'bold', size: 76, align: 'center' };
const VALID: Type = { font: 'bold', size: 20, align: 'center' };
const CELL: Type = { font: 'regular', size: 11, align: 'left' };
const NOTE: Type = { font: 'regular', size: 9, align: 'left' };

const NOTES = [
  '请将号牌沿边框裁下,粘贴在前风窗玻璃右侧;有效期内随车携带机动车来历证明和交通事故责任强制保险凭证。',
  '临时行驶车号牌仅限本车使用,不得伪造、变造或者转借;超过有效期的,不得上道路行驶。',
  '有效期自核发之日起计算,截止日期当日有效。',
] as const;

/** The plate as a PDF: the same plate gives the same bytes. */
export async function temporaryPlatePdf(
  paper: TemporaryPlatePaper,
  { compress = true } = {},
): Promise<Uint8Array> {
  const edges = { title: TITLE, head: ['', ''], printedAt: paper.printedAt } as const;
  const page = openPaper(edges, compress);
  const bytes = page.bytes();
  const bottom = drawPlate(page, paper);
  let y = bottom + 20;
  for (const [index, note] of NOTES.entries()) {
    const text = `${index + 1}. ${note}`;
    drawText(page, text, { x: LEFT, y }, WIDTH, NOTE);
    y += heightOfText(page, text, WIDTH, NOTE) + 4;
  }
  numberPages(page, edges);
  page.end();
  return bytes;
}

/** Draws the plate in its frame and answers where the frame ends. */
function drawPlate(page: Page, paper: TemporaryPlatePaper): number {
  const x = LEFT + INSET;
  drawText(page, TITLE, { x, y: TOP + 14 }, INNER, NAME);
  drawText(page, paper.number, { x, y: TOP + 50 }, INNER, NUMBER);
  drawText(page, `有效期至 ${dateText(paper.validTo)}`, { x, y: TOP + 166 }, INNER, VALID);
  let y = TOP + 208;
  for (const cells of rowsOf(paper)) {
    const width = INNER / cells.length;
    cells.forEach((cell, at) => {
      drawText(page, cell, { x: x + at * width, y }, width - 8, CELL);
    });
    y += Math.max(...cells.map((cell) => heightOfText(page, cell, width - 8, CELL))) + 6;
  }
  frame(page, { x: LEFT, y: TOP, width: WIDTH, height: y + INSET - TOP });
  return y + INSET;
}

/** Names may be long: they have a line of their own. */
function rowsOf(paper: TemporaryPlatePaper): readonly (readonly string[])[] {
  return [
    [`机动车所有人:${paper.owner}`],
    [`车辆识别代号:${paper.vin}`, `发动机号:${paper.engineNo}`],
    [`厂牌型号:${paper.brandModel}`, `行驶区域:${paper.scope}`],
    [`核发日期:${dateText(paper.issuedOn)}`, `核发次数:第${paper.seq}次`],
    [`申领单位:${paper.dealer}`],
    [`核发机关:${paper.office}`],
  ];
}
