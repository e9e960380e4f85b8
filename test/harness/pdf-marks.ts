// What a scanner reads off our own PDFs: the black boxes of a page as pixels, and every bar code and square among them.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { contentsOfPdf } from './pdf-text.ts';

/** Pixels a point: two for each quarter of a millimetre, as an ordinary scanner has. */
const SCALE = 3;
const PAGE = { width: Math.ceil(595.28 * SCALE), height: Math.ceil(841.89 * SCALE) };

export interface ReadMark {
  readonly format: string;
  readonly text: string;
}

let isReady = false;

function prepare(): void {
  if (isReady) return;
  isReady = true;
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const wasmBinary = new Uint8Array(readFileSync(wasm)).buffer;
  prepareZXingModule({ overrides: { wasmBinary } });
}

/** Every mark on every page, from the top. */
export async function marksOfPdf(bytes: Uint8Array): Promise<readonly ReadMark[]> {
  const pages = await Promise.all(contentsOfPdf(bytes).map((content) => read(paint(content), PAGE)));
  return pages.flat();
}

/** Every mark in a picture, as it is or as a data URL. */
export async function marksOfPng(picture: Uint8Array | string): Promise<readonly ReadMark[]> {
  const PNG_URL = 'data:image/png;base64,';
  if (typeof picture !== 'string') return scan(picture);
  if (!picture.startsWith(PNG_URL)) throw new Error('no data URL of a PNG');
  return scan(new Uint8Array(Buffer.from(picture.slice(PNG_URL.length), 'base64')));
}

function read(
  data: Uint8ClampedArray<ArrayBuffer>,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<readonly ReadMark[]> {
  return scan({ data, width, height, colorSpace: 'srgb' });
}

async function scan(image: Parameters<typeof readBarcodes>[0]): Promise<readonly ReadMark[]> {
  prepare();
  const formats = ['Code128', 'QRCode'] as const;
  const found = await readBarcodes(image, { formats: [...formats], maxNumberOfSymbols: 255 });
  return found
    .sort((one, other) => one.position.topLeft.y - other.position.topLeft.y)
    .map(({ format, text }) => ({ format, text }));
}

const BLACK = 0xff_00_00_00;
const WHITE = 0xff_ff_ff_ff;

/** The filled boxes of a page; lines and letters are left out, as they are no part of any mark. */
function paint(content: string): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint32Array(PAGE.width * PAGE.height).fill(WHITE);
  let boxes: (readonly number[])[] = [];
  for (const line of content.split('\n')) {
    const box = /^([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re$/.exec(line);
    if (box) boxes.push(box.slice(1).map(Number));
    else if (line === 'f' || line === 'S') {
      if (line === 'f') for (const each of boxes) blacken(pixels, each);
      boxes = [];
    }
  }
  return new Uint8ClampedArray(pixels.buffer);
}

/** Boxes are given from the top of the page, as the library turns it over. */
function blacken(pixels: Uint32Array, [x = 0, y = 0, width = 0, height = 0]: readonly number[]): void {
  const [left, right] = [Math.round(x * SCALE), Math.round((x + width) * SCALE)];
  for (let row = Math.round(y * SCALE); row < Math.round((y + height) * SCALE); row += 1)
    pixels.fill(BLACK, row * PAGE.width + left, row * PAGE.width + right);
}
