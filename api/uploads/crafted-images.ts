// Pictures for tests, built byte by byte where no encoder would write them so.
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

export const PNG_SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** A small picture whose left half is red and right half is blue. */
export function redAndBlue(width = 64, height = 32) {
  const red = { r: 230, g: 20, b: 20 };
  const blue = { r: 20, g: 20, b: 230 };
  const half = { create: { width: width / 2, height, channels: 3 as const, background: blue } };
  return sharp({ create: { width, height, channels: 3, background: red } }).composite([
    { input: half, left: width / 2, top: 0 },
  ]);
}

export function pngChunk(type: string, data: Uint8Array | string = ''): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(data)]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(body.length - 4, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

export interface PngParts {
  readonly width: number;
  readonly height: number;
  readonly bitDepth?: number;
  readonly interlaced?: boolean;
  /** Chunks between the header and the pixels. */
  readonly before?: readonly Buffer[];
  /** Pixels before they are deflated; as many grey ones as the header says, unless given. */
  readonly pixels?: Buffer;
}

/** A grey-scale PNG that declares what it likes. */
export function craftedPng({
  width,
  height,
  bitDepth = 8,
  interlaced,
  before = [],
  pixels,
}: PngParts): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bitDepth, 0, 0, 0, interlaced ? 1 : 0], 8);
  const rows = pixels ?? Buffer.alloc(height * (1 + Math.ceil((width * bitDepth) / 8)));
  return Buffer.concat([
    PNG_SIGNATURE,
    pngChunk('IHDR', header),
    ...before,
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND'),
  ]);
}

/** A JPEG with one more segment right after its start. */
export function withSegment(jpeg: Buffer, marker: number, data: Buffer | string): Buffer {
  const body = Buffer.from(data);
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

/** A JPEG whose frame header declares another size. */
export function withDeclaredSize(jpeg: Buffer, width: number, height: number): Buffer {
  const copy = Buffer.from(jpeg);
  const frame = copy.indexOf(Buffer.from([0xff, 0xc0]));
  copy.writeUInt16BE(height, frame + 5);
  copy.writeUInt16BE(width, frame + 7);
  return copy;
}

/** The smallest archive with one stored file. */
export function storedZip(name: string, text: string): Buffer {
  const [file, body] = [Buffer.from(name), Buffer.from(text)];
  const local = Buffer.alloc(30);
  local.writeUInt32BE(0x504b0304);
  local.writeUInt32LE(crc32(body), 14);
  local.writeUInt32LE(body.length, 18);
  local.writeUInt32LE(body.length, 22);
  local.writeUInt16LE(file.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32BE(0x504b0102);
  local.copy(central, 16, 14, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32BE(0x504b0506);
  end.set([1, 0, 1, 0], 8);
  end.writeUInt32LE(central.length + file.length, 12);
  end.writeUInt32LE(local.length + file.length + body.length, 16);
  return Buffer.concat([local, file, body, central, file, end]);
}
