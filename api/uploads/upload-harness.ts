// What the tests of uploads ask.
import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { Refused } from '../refused.ts';
import { cleanUpload } from './clean-upload.ts';

export const SCRIPT = '<script>alert(document.domain)</script>';

/** The code with which a file is refused, or what it is kept as. */
export async function outcomeOf(content: Uint8Array): Promise<string> {
  try {
    return `kept as ${(await cleanUpload(content)).mediaType}`;
  } catch (error) {
    if (error instanceof Refused) return error.refusal.code;
    throw error;
  }
}

/** How far the resident memory rises while something runs. */
export async function memoryRise(run: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss;
  let peak = before;
  const sample = () => {
    peak = Math.max(peak, process.memoryUsage().rss);
  };
  const sampling = setInterval(sample, 5);
  await run().finally(() => clearInterval(sampling));
  sample();
  return peak - before;
}

/** A square that no encoder makes small. */
export function noise(side: number) {
  return sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } });
}
