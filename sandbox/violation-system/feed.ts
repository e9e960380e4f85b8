// How what happened gets into the feed: in its order, or with the faults of a feed.
import { seededChance } from '../courier/faults.ts';
import type { Books } from './books.ts';
import type { Entry, FeedFaults, PageFault } from './messages.ts';

export interface Feed {
  /** Tells an entry, unless it is to be overtaken: then after the next one. */
  tell(entry: Entry): void;
  setFaults(faults: FeedFaults): void;
  /** What is to go wrong with the page that is asked for now. */
  nextPageFault(): PageFault | undefined;
}

/** Makes the feed of books. What waited to be overtaken when they were closed is told at once. */
export function createFeed(books: Books): Feed {
  let chance = seededChance(1);
  let [repeat, overtake] = [0, 0];
  let pages: PageFault[] = [];
  let overtaken: Entry[] = [];
  for (const { seq } of books.owed) books.tell(seq);

  function letGo(): void {
    for (const { seq } of overtaken) books.tell(seq);
    overtaken = [];
  }

  /** An entry of long ago comes once more. */
  function repeatAny(): void {
    const again = books.entries[Math.floor(chance() * books.entries.length)];
    if (again && !overtaken.includes(again)) books.tell(again.seq);
  }

  return {
    tell(entry) {
      if (chance() < overtake) {
        overtaken.push(entry);
        return;
      }
      books.tell(entry.seq);
      letGo();
      if (chance() < repeat) repeatAny();
    },
    setFaults(faults) {
      chance = seededChance(faults.seed);
      ({ repeat, overtake } = faults);
      pages = [...faults.pages];
      if (overtake === 0) letGo();
    },
    nextPageFault: () => pages.shift(),
  };
}
