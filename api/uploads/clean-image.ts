// Pictures made anew from their pixels: nothing else of the file is kept, no EXIF, no position, no tail.
import { isNativeError } from 'node:util/types';
import sharp from 'sharp';
import { Refused } from '../refused.ts';
import { INTERLACED_PIXEL_LIMIT, PIXEL_LIMIT, refuseTooManyPixels } from './pixel-limits.ts';
import { pixelChunks } from './png-chunks.ts';

const LONGEST_SIDE = 4000;
const KEPT_BYTES = 10_000_000;
const DECODING_SECONDS = 3;
const JPEG_QUALITY = 85;

export interface CleanImage {
  readonly mediaType: 'image/jpeg' | 'image/png';
  readonly content: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** What is tried until it is small enough; four million pixels of JPEG always are. */
const ATTEMPTS = [
  { side: LONGEST_SIDE, asJpeg: false },
  { side: 2000, asJpeg: true },
] as const;

// Threads and cached pixels multiply memory; no other decoder of libvips is to meet a stranger's file.
sharp.concurrency(1);
sharp.cache(false);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer'] });

/** Decodes a picture and encodes it again: upright, in sRGB, at most 4000 pixels a side, without metadata. */
export async function cleanImage(content: Uint8Array, format: 'jpeg' | 'png'): Promise<CleanImage> {
  const source = format === 'png' ? pixelChunks(content) : content;
  const header = await decoding(() => sharp(source, { limitInputPixels: false }).metadata());
  if (header.format !== format) throw new Refused({ code: 'document-damaged' });
  refuseTooManyPixels(
    header.width * header.height,
    header.isProgressive ? INTERLACED_PIXEL_LIMIT : PIXEL_LIMIT,
  );
  for (const { side, asJpeg } of ATTEMPTS) {
    const encoded = asJpeg ? 'jpeg' : format;
    const { data, info } = await decoding(() => reencoded(source, side, encoded));
    if (data.byteLength > KEPT_BYTES) continue;
    const { width, height } = info;
    return { mediaType: `image/${encoded}`, content: new Uint8Array(data), width, height };
  }
  throw new Refused({ code: 'document-too-complex' });
}

/**
 * `error` refuses truncated and undecodable pixels. `warning` would also refuse what telephones are known to write,
 * such as stray bytes before a marker, while the clerk sees the very pixels that are kept.
 */
function reencoded(source: Uint8Array, side: number, format: 'jpeg' | 'png') {
  const picture = sharp(source, {
    limitInputPixels: PIXEL_LIMIT,
    failOn: 'error',
    autoOrient: true,
    pages: 1,
  })
    .timeout({ seconds: DECODING_SECONDS })
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb');
  const encoded =
    format === 'png'
      ? picture.png({ compressionLevel: 6 })
      : picture
          .flatten({ background: 'white' })
          .jpeg({ quality: JPEG_QUALITY, mozjpeg: false, optimiseCoding: false });
  return encoded.toBuffer({ resolveWithObject: true });
}

/** libvips has one kind of error; only of its clock does it say so. */
async function decoding<Result>(decode: () => Promise<Result>): Promise<Result> {
  try {
    return await decode();
  } catch (error) {
    const late = isNativeError(error) && error.message.startsWith('timeout');
    throw new Refused({ code: late ? 'document-too-complex' : 'document-damaged' });
  }
}
