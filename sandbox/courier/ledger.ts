// An append-only file of JSON lines: what was promised before a restart is known after it.
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Ledger<E> {
  append(entry: E): void;
  close(): void;
}

const inMemory = { append: () => {}, close: () => {} };

/** Reads back every entry through `replay`, then writes after them. Without a file nothing is kept. */
export function openLedger<E>(file: string | null, replay: (entry: E) => void): Ledger<E> {
  if (file === null) return inMemory;
  mkdirSync(dirname(file), { recursive: true });
  for (const line of wholeLines(file)) replay(JSON.parse(line));
  const descriptor = openSync(file, 'a');
  return {
    append: (entry) => void writeSync(descriptor, `${JSON.stringify(entry)}\n`),
    close: () => closeSync(descriptor),
  };
}

/** A line cut short by a crash was never answered for: it is taken away before anything follows it. */
function wholeLines(file: string): string[] {
  if (!existsSync(file)) return [];
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf('\n') + 1;
  if (end < bytes.length) truncateSync(file, end);
  return bytes.subarray(0, end).toString('utf8').split('\n').filter(Boolean);
}
