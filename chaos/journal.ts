// The client's own record of what was acknowledged, on disk before anybody relies on it.
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

export interface Acknowledged {
  readonly key: string;
  readonly path: string;
  readonly body: unknown;
  readonly cookie: string | undefined;
  readonly version: number | undefined;
  readonly status: number;
  readonly text: string;
}

export interface Journal {
  note(entry: Acknowledged): void;
  entries(): readonly Acknowledged[];
  close(): void;
}

export function openJournal(file: string): Journal {
  const descriptor = openSync(file, 'a');
  const entries: Acknowledged[] = [];
  return {
    note(entry) {
      const { key, path, status, text } = entry;
      writeSync(descriptor, `${JSON.stringify({ key, path, status, text })}\n`);
      fsyncSync(descriptor);
      entries.push(entry);
    },
    entries: () => entries,
    close: () => closeSync(descriptor),
  };
}
