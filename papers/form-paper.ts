// A form as an office hands it out: A4, sections named at the left, a grid of labelled cells, places to sign, instructions.
import type { Field } from './field.ts';
import { drawField, heightOfField } from './form-fields.ts';
import { drawText, frame, heightOfText, type Page, type Point } from './page.ts';
import {
  BOTTOM,
  drawHead,
  LEFT,
  numberPages,
  openPaper,
  type PaperEdges,
  TURNED,
  turn,
  WIDTH,
} from './page-edges.ts';

/** Fields side by side. */
export type Row = readonly [Field] | readonly [Field, Field];

export interface Section {
  readonly name: string;
  readonly rows: readonly Row[];
}

export interface FormPaper extends PaperEdges {
  readonly sections: readonly Section[];
  /** Instructions below the grid. */
  readonly notes: readonly string[];
  /** What they are called; 填表说明 of a form to fill in. */
  readonly notesHeading?: string;
}

const NOTES_HEADING = '填表说明';
const NOTE_ROOM = 14;

const NAME_WIDTH = 26;
const GRID_LEFT = LEFT + NAME_WIDTH;
const GRID_WIDTH = WIDTH - NAME_WIDTH;

const NAME = { font: 'bold', size: 10.5, align: 'center' } as const;
const NOTE = { font: 'regular', size: 8, align: 'left' } as const;

interface Measured {
  readonly row: Row;
  readonly height: number;
}

/** The form as a PDF: the same paper gives the same bytes. `compress: false` leaves the pages readable in the file. */
export async function formPdf(paper: FormPaper, { compress = true } = {}): Promise<Uint8Array> {
  const page = openPaper(paper, compress);
  const bytes = page.bytes();
  let y = drawHead(page, paper);
  for (const section of paper.sections) y = drawSection(page, paper, section, y);
  drawNotes(page, paper, y + 6);
  numberPages(page, paper);
  page.end();
  return bytes;
}

/** A section stays together where a page can hold it, and is continued under its name where none can. */
function drawSection(page: Page, paper: FormPaper, section: Section, from: number): number {
  const rows = measured(page, section);
  const isTooTall = from + sum(rows) > BOTTOM;
  let y = isTooTall && TURNED + sum(rows) <= BOTTOM ? turn(page, paper) : from;
  let left = rows;
  while (left.length > 0) {
    const fitting = Math.max(y > TURNED ? 0 : 1, countFitting(left, BOTTOM - y));
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
  const total = heights.reduce((one, other) => one + other, NOTE_ROOM);
  let y = from + total > BOTTOM ? turn(page, paper) : from;
  drawText(page, paper.notesHeading ?? NOTES_HEADING, { x: LEFT, y }, WIDTH, { ...NOTE, font: 'bold' });
  y += 13;
  lines.forEach((line, at) => {
    drawText(page, line, { x: LEFT, y }, WIDTH, NOTE);
    y += heights[at] ?? 0;
  });
}

const vertical = (name: string) => Array.from(name).join('\n');
const sum = (rows: readonly Measured[]) => rows.reduce((total, { height }) => total + height, 0);
