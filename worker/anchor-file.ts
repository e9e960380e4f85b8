// The ends of the audit chain, written down outside the database: one line an anchor, only ever added to.
import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Anchor } from '../db/audit-anchors.ts';

const NEWLINE = 0x0a;
/** Longer than any line. */
const LAST_BYTES = 1_024;

/** Adds an anchor and waits until the disk holds it. A line that a crash tore stays apart from the new one. */
export async function appendAnchor(path: string, anchor: Anchor): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'a+', 0o600);
  try {
    const end = await readEnd(file, 1);
    const torn = end.length > 0 && end[0] !== NEWLINE;
    await file.appendFile(`${torn ? '\n' : ''}${JSON.stringify(anchor)}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** The anchor that was written last; null where there is none. */
export async function findLastAnchor(path: string): Promise<Anchor | null> {
  const file = await openIfThere(path);
  if (file === null) return null;
  try {
    const lines = (await readEnd(file, LAST_BYTES)).toString('utf8').split('\n');
    return lines.flatMap((line) => anchorIn(line) ?? []).at(-1) ?? null;
  } finally {
    await file.close();
  }
}

/** Every anchor of a file in its order; none where there is no file. What is no anchor is passed over: a log that tells of them will do. */
export async function* readAnchors(path: string): AsyncGenerator<Anchor> {
  const file = await openIfThere(path);
  if (file === null) return;
  try {
    for await (const line of file.readLines({ autoClose: false })) {
      const anchor = anchorIn(line);
      if (anchor !== null) yield anchor;
    }
  } finally {
    await file.close();
  }
}

function anchorIn(line: string): Anchor | null {
  if (!line.includes('"digest"')) return null;
  try {
    const { position, digest, at }: Partial<Record<string, unknown>> = JSON.parse(line);
    const isAnchor =
      typeof position === 'number' && Number.isSafeInteger(position) && typeof digest === 'string';
    return isAnchor ? { position, digest, at: typeof at === 'string' ? at : '' } : null;
  } catch {
    return null;
  }
}

async function readEnd(file: FileHandle, bytes: number): Promise<Buffer> {
  const { size } = await file.stat();
  const length = Math.min(size, bytes);
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
  return buffer;
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  return existsSync(path) ? open(path, 'r') : null;
}
