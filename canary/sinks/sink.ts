// A place where nothing personal may come to rest, and how it is read.
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Canary } from '../canary.ts';
import type { Run } from '../run.ts';

/** Some of what a sink holds. */
export interface Item {
  /** A file, a key, a workflow, a column. */
  readonly where: string;
  readonly bytes: Buffer;
  /** Bytes at the beginning that the item before ended with. */
  readonly overlap?: number;
  /** How much of it could not be read. */
  readonly unread?: number;
  /** Whether a canary may be here; nothing personal may when left out. */
  readonly mayHold?: (canary: Canary) => boolean;
}

export interface Sink {
  readonly name: string;
  /** Puts a text where the sink is read. */
  plant(run: Run, text: string): Promise<void>;
  read(run: Run): AsyncIterable<Item>;
}

const PART_BYTES = 8 << 20;
/** More than the longest form of any value. */
const OVERLAP_BYTES = 4_096;

/** A file in parts that overlap. */
export async function* readParts(path: string): AsyncGenerator<Item> {
  let before = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: PART_BYTES })) {
    const bytes = Buffer.concat([before, chunk]);
    yield { where: path, bytes, overlap: before.length };
    before = Buffer.from(bytes.subarray(-OVERLAP_BYTES));
  }
}

/** Every file below a folder. */
export function listFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
