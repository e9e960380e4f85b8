// The cells of a form: a label beside a text, boxes to tick, a square to scan, or a place to sign.
import type { Field, Tick } from './field.ts';
import { squareOf } from './marks.ts';
import {
  type Box,
  drawPicture,
  drawText,
  fillMark,
  frame,
  heightOfText,
  type Page,
  rule,
  tickBox,
  widthOfText,
} from './page.ts';

const LABEL_WIDTH = 80;
const PAD = 5;
const LEAST_HEIGHT = 23;
const SIGNING_ROOM = 54;
const TICK = 8.5;
const TICK_GAP = 4;
const CHOICE_GAP = 14;
const CHOICE_LINE = 17;

const LABEL = { font: 'regular', size: 10, align: 'center' } as const;
const VALUE = { font: 'regular', size: 10.5, align: 'left' } as const;
const LARGE = { font: 'bold', size: 24, align: 'left' } as const;
const CHOICE = { font: 'regular', size: 10, align: 'left' } as const;
const STATEMENT = { font: 'regular', size: 9.5, align: 'left' } as const;

const DATE_TO_SIGN = '年    月    日';
const SEAL_WIDTH = 110;

/** Half a millimetre a module and more. */
const SQUARE = 78;
const SQUARE_GAP = 14;

/** One inch of a photograph: 25 × 35 mm. */
const PICTURE = { width: 71, height: 99 } as const;
const PASTE_HERE = '(粘贴照片)';

/** How tall the field has to be at this width. */
export function heightOfField(page: Page, field: Field, width: number): number {
  const room = valueWidth(field, width);
  const label = labelHeight(page, field.label) + 2 * PAD;
  return Math.max(LEAST_HEIGHT, label, heightOfValue(page, field, room) + 2 * PAD);
}

/** Draws the field into its box. */
export function drawField(page: Page, field: Field, box: Box): void {
  const { x, y, width, height } = box;
  const room = valueWidth(field, width);
  const inner = { x: x + width - PAD - room, y: y + PAD, width: room, height: height - 2 * PAD };
  frame(page, box);
  if (field.label !== '') {
    frame(page, { x, y, width: LABEL_WIDTH, height });
    const at = { x: x + 3, y: y + (height - labelHeight(page, field.label)) / 2 };
    drawText(page, field.label, at, LABEL_WIDTH - 6, LABEL);
  }
  if ('statement' in field) {
    drawSigning(page, field, inner);
    return;
  }
  const slack = (inner.height - heightOfValue(page, field, room)) / 2;
  const middle = { ...inner, y: inner.y + slack };
  if ('ticks' in field) drawTicks(page, field.ticks, middle);
  else if ('square' in field) drawSquare(page, field, middle);
  else if ('picture' in field) drawPhotograph(page, field.picture, middle);
  else drawText(page, field.text, middle, room, typeOf(field));
}

const typeOf = ({ large }: { readonly large?: true }) => (large ? LARGE : VALUE);

const valueWidth = ({ label }: Field, width: number) => width - (label === '' ? 0 : LABEL_WIDTH) - 2 * PAD;
const labelHeight = (page: Page, label: string) => heightOfText(page, label, LABEL_WIDTH - 6, LABEL);

function heightOfValue(page: Page, field: Field, room: number): number {
  if ('ticks' in field) return placed(page, field.ticks, room).height;
  if ('statement' in field) return heightOfText(page, field.statement, room, STATEMENT) + SIGNING_ROOM;
  if ('square' in field) return Math.max(SQUARE, heightOfText(page, field.caption, besides(room), VALUE));
  if ('picture' in field) return PICTURE.height;
  return heightOfText(page, field.text, room, typeOf(field));
}

function drawPhotograph(page: Page, picture: Uint8Array | null, { x, y, width }: Box): void {
  if (picture === null) drawText(page, PASTE_HERE, { x, y: y + PICTURE.height / 2 }, width, VALUE);
  else drawPicture(page, picture, { x, y, ...PICTURE });
}

const besides = (room: number) => room - SQUARE - SQUARE_GAP;

function drawSquare(
  page: Page,
  { square, caption }: Extract<Field, { square: string }>,
  { x, y, width }: Box,
): void {
  fillMark(page, squareOf(square), { x: x + PAD, y, width: SQUARE, height: SQUARE });
  const below = Math.max(0, (SQUARE - heightOfText(page, caption, besides(width), VALUE)) / 2);
  drawText(page, caption, { x: x + SQUARE + SQUARE_GAP, y: y + below }, besides(width), VALUE);
}

interface Placed {
  readonly tick: Tick;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Choices in lines, as many to a line as it holds; one longer than the line wraps beside its box. */
function placed(page: Page, ticks: readonly Tick[], room: number) {
  const boxes: Placed[] = [];
  let x = 0;
  let y = 0;
  let line = 0;
  for (const tick of ticks) {
    const most = room - TICK - TICK_GAP;
    const width = Math.min(most, Math.ceil(widthOfText(page, tick.label, CHOICE)) + 1);
    const taken = TICK + TICK_GAP + width;
    if (x > 0 && x + taken > room) {
      x = 0;
      y += line;
      line = 0;
    }
    boxes.push({ tick, x, y, width });
    line = Math.max(line, CHOICE_LINE, heightOfText(page, tick.label, width, CHOICE) + 3);
    x += taken + CHOICE_GAP;
  }
  return { boxes, height: y + line - 2 };
}

function drawTicks(page: Page, ticks: readonly Tick[], { x, y, width: room }: Box): void {
  for (const { tick, width, ...at } of placed(page, ticks, room).boxes) {
    tickBox(page, { x: x + at.x, y: y + at.y + 3.5 }, TICK, tick.ticked);
    drawText(page, tick.label, { x: x + at.x + TICK + TICK_GAP, y: y + at.y }, width, CHOICE);
  }
}

function drawSigning(
  page: Page,
  { statement, signer, seal }: Extract<Field, { statement: string }>,
  { x, y, width, height }: Box,
): void {
  drawText(page, statement, { x, y }, width, STATEMENT);
  const signedAt = y + height - 34;
  const dateWidth = widthOfText(page, DATE_TO_SIGN, STATEMENT) + 30;
  const signerWidth = widthOfText(page, signer, STATEMENT) + 4;
  const left = Math.max(x, x + width - 200);
  drawText(page, signer, { x: left, y: signedAt }, width, STATEMENT);
  rule(page, { x: left + signerWidth, y: signedAt + 13 }, x + width - left - signerWidth);
  const dated = { x: x + width - dateWidth, y: signedAt + 19 };
  drawText(page, DATE_TO_SIGN, dated, dateWidth, { ...STATEMENT, align: 'right' });
  if (seal !== null) drawText(page, seal, { x, y: signedAt + 19 }, SEAL_WIDTH, STATEMENT);
}
