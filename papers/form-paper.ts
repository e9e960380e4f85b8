// A form as an office hands it out: A4, sections named at the left, a grid of labelled cells, places to sign, instructions.
import { epochMs, type Instant, localDateOf } from '../domain/calendar/local-date.ts';
import type { Field } from './field.ts';
import { drawField, heightOfField } from './form-fields.ts';
import { drawText, frame, heightOfText, type Page, type Point, pageOf } from './page.ts';

/** Fields side by side. */
export type Row = readonly [Field] | readonly [Field, Field];

export interface Section {
  readonly name: string;
  readonly rows: readonly Row[];
}

export interface FormPaper {
  readonly title: string;
  /** Left and right above the grid. */
  readonly head: readonly [string, string];
  readonly sections: readonly Section[];
  /** 填表说明 */
  readonly notes: readonly string[];
  readonly printedAt: Instant;
}

const AUTHOR = '驻马店市公安局交通警察支队';
const NOTES_HEADING = '填表说明';

const LEFT = 48;
const WIDTH = 595.28 - 2 * LEFT;
const TOP = 44;
/** Below it nothing but the page's number. */
const BOTTOM = 841.89 - 46;
const NAME_WIDTH = 26;
const GRID_LEFT = LEFT + NAME_WIDTH;
const GRID_WIDTH = WIDTH - NAME_WIDTH;

const TITLE = { font: 'bold', size: 18, align: 'center' } as const;
const RUNNING_TITLE = { font: 'regular', size: 9, align: 'center' } as const;
const HEAD = { font: 'regular', size: 9.5, align: 'left' } as const;
const NAME = { font: 'bold', size: 10.5, align: 'center' } as const;
const NOTE = { font: 'regular', size: 8, align: 'left' } as const;
const FOOT = { font: 'regular', size: 8.5, align: 'center' } as const;

interface Measured {
  readonly row: Row;
  readonly height: number;
}

/** The form as a PDF: the same paper gives the same bytes. `compress: false` leaves the pages readable in the file. */
export async function formPdf(paper: FormPaper, { compress = true } = {}): Promise<Uint8Array> {
  const page = pageOf({
    ...{ title: paper.title, author: AUTHOR, compress },
    createdAt: new Date(epochMs(paper.printedAt)),
  });
  const bytes = page.bytes();
  let y = drawHead(page, paper);
  for (const section of paper.sections) y = drawSection(page, paper, section, y);
  drawNotes(page, paper, y + 6);
  numberPages(page, paper);
  page.end();
  return bytes;
}

function drawHead(page: Page, { title, head }: FormPaper): number {
  const [left, right] = head;
  const headAt = TOP + 34;
  drawText(page, title, { x: LEFT, y: TOP }, WIDTH, TITLE);
  drawText(page, left, { x: LEFT, y: headAt }, WIDTH / 2, HEAD);
  drawText(page, right, { x: LEFT + WIDTH / 2, y: headAt }, WIDTH / 2, { ...HEAD, align: 'right' });
  return headAt + 18;
}

function turn(page: Page, { title, head }: FormPaper): number {
  page.add();
  drawText(page, `${title}(续) ${head[0]}`, { x: LEFT, y: TOP }, WIDTH, RUNNING_TITLE);
  return TOP + 20;
}

/** A section stays together where a page can hold it, and is continued under its name where none can. */
function drawSection(page: Page, paper: FormPaper, section: Section, from: number): number {
  const rows = measured(page, section);
  const isTooTall = from + sum(rows) > BOTTOM;
  let y = isTooTall && TOP + 20 + sum(rows) <= BOTTOM ? turn(page, paper) : from;
  let left = rows;
  while (left.length > 0) {
    const fitting = Math.max(y > TOP + 20 ? 0 : 1, countFitting(left, BOTTOM - y));
    if (fitting > 0) y = drawRows(page, section.name, left.slice(0, fitting), y);
    left = left.slice(fitting);
    if (left.length > 0) y = turn(page, paper);
  }
  return y;
}

/** Rows of a section that is shorter than its own name grow until the name fits. */
function measured(page: Page, { name, rows }: Section): readonly Measured[] {
  const natural = rows.map((row) => ({ row, height: heightOfRow(page, row) }));
  const lacking = heightOfText(page, vertical(name), NAME_WIDTH, NAME) + 10 - sum(natural);
  if (lacking <= 0) return natural;
  return natural.map(({ row, height }) => ({ row, height: height + lacking / rows.length }));
}

function countFitting(rows: readonly Measured[], space: number): number {
  let used = 0;
  const beyond = rows.findIndex(({ height }) => {
    used += height;
    return used > space;
  });
  return beyond === -1 ? rows.length : beyond;
}

function drawRows(page: Page, name: string, rows: readonly Measured[], from: number): number {
  const height = sum(rows);
  const box = { x: LEFT, y: from, width: NAME_WIDTH, height };
  frame(page, box);
  const inset = (height - heightOfText(page, vertical(name), NAME_WIDTH, NAME)) / 2;
  drawText(page, vertical(name), { x: LEFT, y: from + inset }, NAME_WIDTH, NAME);
  let y = from;
  for (const { row, height: rowHeight } of rows) {
    drawRow(page, row, { x: GRID_LEFT, y }, rowHeight);
    y += rowHeight;
  }
  return y;
}

const widthOf = (row: Row) => GRID_WIDTH / row.length;
const heightOfRow = (page: Page, row: Row) =>
  Math.max(...row.map((field) => heightOfField(page, field, widthOf(row))));

function drawRow(page: Page, row: Row, { x, y }: Point, height: number): void {
  const width = widthOf(row);
  row.forEach((field, at) => {
    drawField(page, field, { x: x + at * width, y, width, height });
  });
}

function drawNotes(page: Page, paper: FormPaper, from: number): void {
  const lines = paper.notes.map((note, at) => `${at + 1}. ${note}`);
  const heights = lines.map((line) => heightOfText(page, line, WIDTH, NOTE) + 1.5);
  const total = heights.reduce((one, other) => one + other, 14);
  let y = from + total > BOTTOM ? turn(page, paper) : from;
  drawText(page, NOTES_HEADING, { x: LEFT, y }, WIDTH, { ...NOTE, font: 'bold' });
  y += 13;
  lines.forEach((line, at) => {
    drawText(page, line, { x: LEFT, y }, WIDTH, NOTE);
    y += heights[at] ?? 0;
  });
}

function numberPages(page: Page, { printedAt }: FormPaper): void {
  const count = page.count();
  for (let at = 0; at < count; at += 1) {
    page.turnTo(at);
    const number = `第 ${at + 1} 页 共 ${count} 页`;
    drawText(page, number, { x: LEFT, y: BOTTOM + 12 }, WIDTH, FOOT);
    const printed = `打印日期:${localDateOf(printedAt)}`;
    drawText(page, printed, { x: LEFT, y: BOTTOM + 12 }, WIDTH, { ...FOOT, align: 'right' });
  }
}

const vertical = (name: string) => Array.from(name).join('\n');
const sum = (rows: readonly Measured[]) => rows.reduce((total, { height }) => total + height, 0);
