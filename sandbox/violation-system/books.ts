// The violation system's books: what happened, in which order it was told, and the pictures.
import { randomUUID } from 'node:crypto';
import { openLedger } from '../courier/ledger.ts';
import type { Entry, News, Page, Picture } from './messages.ts';

type Line =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'told'; readonly seq: number }
  | { readonly kind: 'picture'; readonly id: string; readonly picture: Picture };

export interface Books {
  /** Everything that happened, in its order. */
  readonly entries: readonly Entry[];
  note(news: News): Entry;
  /** Puts an entry at the end of the feed; one may stand in it several times. */
  tell(seq: number): void;
  /** What happened before the last end and was not told. */
  readonly owed: readonly Entry[];
  keepPicture(picture: Picture): string;
  findPicture(id: string): Picture | undefined;
  /** What the feed holds after a place in it. */
  page(after: number, limit: number): Page;
  close(): void;
}

/** Opens the books of a file, or with null such as live in memory. */
export function openBooks(file: string | null): Books {
  const entries: Entry[] = [];
  const feed: Entry[] = [];
  const pictures = new Map<string, Picture>();

  const enter = (line: Line) => {
    switch (line.kind) {
      case 'entry':
        entries.push(line.entry);
        break;
      case 'told':
        feed.push(...entries.filter(({ seq }) => seq === line.seq));
        break;
      case 'picture':
        pictures.set(line.id, line.picture);
        break;
    }
  };
  const ledger = openLedger<Line>(file, enter);
  const write = (line: Line) => {
    ledger.append(line);
    enter(line);
  };
  const owed = entries.filter((entry) => !feed.includes(entry));

  return {
    entries,
    owed,
    note(news) {
      const entry = { ...news, seq: entries.length + 1 };
      write({ kind: 'entry', entry });
      return entry;
    },
    tell: (seq) => write({ kind: 'told', seq }),
    keepPicture(picture) {
      const id = randomUUID();
      write({ kind: 'picture', id, picture });
      return id;
    },
    findPicture: (id) => pictures.get(id),
    page(after, limit) {
      const told = feed.slice(after, after + limit);
      const next = Math.min(after, feed.length) + told.length;
      return { entries: told, next, more: next < feed.length };
    },
    close: () => ledger.close(),
  };
}
