// A stand-in for 公安交通管理综合应用平台: tells of records, and of what windows and other platforms do with them.
import { join } from 'node:path';
import type { Express } from 'express';
import { type Listening, listen } from '../courier/listen.ts';
import { openBooks } from './books.ts';
import { createFeed } from './feed.ts';
import {
  type Entry,
  type FeedFaultsInput,
  feedFaults,
  type News,
  type NewsInput,
  news,
  type Picture,
  picture,
} from './messages.ts';
import { createViolationSystemApp } from './routes.ts';

export interface ViolationSystemOptions {
  /** What the platform shows to read. */
  readonly key: string;
  /** null keeps everything in memory. */
  readonly dataDir: string | null;
}

export interface ViolationSystem {
  readonly app: Express;
  listen(port: number, host?: string): Promise<Listening>;
  /** Lets something happen. @throws ZodError when it is not told as it should be */
  note(told: NewsInput): Entry;
  /** Keeps a picture; the answer is how records refer to it. */
  keepPicture(given: Picture): string;
  /** Faults of what is told from now on, and of the next pages. */
  setFaults(faults: FeedFaultsInput): void;
  /** Everything that happened, in its order. */
  entries(): readonly Entry[];
  close(): void;
}

/** Opens the system; it tells over HTTP once it listens. */
export function createViolationSystem({ key, dataDir }: ViolationSystemOptions): ViolationSystem {
  const books = openBooks(dataDir === null ? null : join(dataDir, 'violation-system', 'ledger.jsonl'));
  const feed = createFeed(books);
  const note = (told: News): Entry => {
    const entry = books.note(told);
    feed.tell(entry);
    return entry;
  };
  const app = createViolationSystemApp({ key, books, feed, note });
  return {
    app,
    listen: (port, host) => listen(app, port, host),
    note: (told) => note(news.parse(told)),
    keepPicture: (given) => books.keepPicture(picture.parse(given)),
    setFaults: (faults) => feed.setFaults(feedFaults.parse(faults)),
    entries: () => [...books.entries],
    close: () => books.close(),
  };
}
