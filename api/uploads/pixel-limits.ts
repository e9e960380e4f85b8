// How many pixels a picture may have.
import { Refused } from '../refused.ts';

export const PIXEL_LIMIT = 40_000_000;

/** Interlaced pictures are held whole, up to eight bytes a pixel, before one row can be read. */
export const INTERLACED_PIXEL_LIMIT = 16_000_000;

export function refuseTooManyPixels(pixels: number, limit = PIXEL_LIMIT): void {
  if (pixels <= limit) return;
  const slots = { limit: String(limit / 10_000), limitEn: String(limit / 1_000_000) };
  throw new Refused({ code: 'document-too-many-pixels', slots });
}
