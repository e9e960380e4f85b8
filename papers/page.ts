// Pages to draw on: text in the typefaces of the papers, frames and ticks as lines. The only file that knows the PDF library.
import PDFDocument from 'pdfkit';
import { FONT_NAMES, type FontName, fontFile, showable } from './fonts.ts';
import type { Mark } from './marks.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface Type {
  readonly font: FontName;
  readonly size: number;
  readonly align: 'left' | 'center' | 'right';
}

export interface Page {
  readonly pdf: PDFKit.PDFDocument;
  /** Begins a page; the one before stays reachable. */
  readonly add: () => void;
  readonly turnTo: (at: number) => void;
  readonly count: () => number;
  /** The whole file, once `end` has been called. */
  readonly bytes: () => Promise<Uint8Array>;
  readonly end: () => void;
}

export interface PaperFacts {
  readonly title: string;
  readonly author: string;
  readonly createdAt: Date;
  readonly compress: boolean;
}

const LINE = 0.7;
const LEADING = 2;

/** The first page of a new paper. */
export function pageOf({ title, author, createdAt, compress }: PaperFacts): Page {
  const pdf = new PDFDocument({
    ...{ size: 'A4', margin: 0, bufferPages: true, compress, font: '' },
    ...{ pdfVersion: '1.7', lang: 'zh-CN', displayTitle: true },
    info: { Title: title, Author: author, CreationDate: createdAt },
  });
  for (const name of FONT_NAMES) pdf.registerFont(name, fontFile(name));
  return {
    pdf,
    add: () => void pdf.addPage(),
    turnTo: (at) => void pdf.switchToPage(at),
    count: () => pdf.bufferedPageRange().count,
    bytes: () => collect(pdf),
    end: () => pdf.end(),
  };
}

async function collect(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of pdf) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const settingOf = ({ align }: Type, width: number) => ({ width, align, lineGap: LEADING });
const linesOf = (text: string) => text.split('\n').map(showable);

/** How tall the text stands when it wraps at the width. Line by line: of several the library takes some for longer than it draws them. */
export function heightOfText({ pdf }: Page, text: string, width: number, type: Type): number {
  pdf.font(type.font).fontSize(type.size);
  const setting = settingOf(type, width);
  return linesOf(text).reduce((height, line) => height + pdf.heightOfString(line, setting), -LEADING);
}

/** How wide the text is in one line. */
export function widthOfText({ pdf }: Page, text: string, type: Type): number {
  return pdf.font(type.font).fontSize(type.size).widthOfString(showable(text));
}

/** Writes the text, wrapped at the width. Lines that it breaks itself are written one by one: the library would shift them. */
export function drawText(page: Page, text: string, { x, y }: Point, width: number, type: Type): void {
  const { pdf } = page;
  pdf.font(type.font).fontSize(type.size).fillColor('black');
  let top = y;
  for (const line of text.split('\n')) {
    pdf.text(showable(line), x, top, settingOf(type, width));
    top += heightOfText(page, line, width, type) + LEADING;
  }
}

/** The lines around a cell. */
export function frame({ pdf }: Page, { x, y, width, height }: Box): void {
  pdf.lineWidth(LINE).strokeColor('black').rect(x, y, width, height).stroke();
}

/** A line to sign on. */
export function rule({ pdf }: Page, { x, y }: Point, width: number): void {
  pdf
    .lineWidth(LINE)
    .strokeColor('black')
    .moveTo(x, y)
    .lineTo(x + width, y)
    .stroke();
}

/** A JPEG or PNG picture, as large as its box allows. */
export function drawPicture({ pdf }: Page, picture: Uint8Array, { x, y, width, height }: Box): void {
  pdf.image(Buffer.from(picture), x, y, { fit: [width, height] });
}

/** Fills a mark into its box, black. */
export function fillMark({ pdf }: Page, mark: Mark, { x, y, width, height }: Box): void {
  const [across, down] = [width / mark.width, height / mark.height];
  for (const span of mark.dark) pdf.rect(x + span.x * across, y + span.y * down, span.width * across, down);
  pdf.fill('black');
}

/** A box of a choice, with its tick where it was chosen: lines, since few typefaces have ☑. */
export function tickBox({ pdf }: Page, { x, y }: Point, size: number, ticked: boolean): void {
  pdf.lineWidth(LINE).strokeColor('black').rect(x, y, size, size).stroke();
  if (!ticked) return;
  pdf
    .lineWidth(1.4)
    .moveTo(x + size * 0.18, y + size * 0.52)
    .lineTo(x + size * 0.42, y + size * 0.78)
    .lineTo(x + size * 0.88, y + size * 0.16)
    .stroke();
}
