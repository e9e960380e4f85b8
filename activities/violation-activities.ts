// The activities of the sync with the violation system. A page is taken in record by record; only then its end becomes the new beginning.
import { ApplicationFailure, heartbeat } from '@temporalio/activity';
import type { Deciding } from '../db/deciding.ts';
import { importAboutRecord, importPoints, listPicturesToFetch } from '../db/violations/import.ts';
import { getCursor, noteFailing, saveCursor } from '../db/violations/sync-state.ts';
import { listWaitingRecords } from '../db/violations/waiting.ts';
import { releaseLeftLocks } from '../db/violations/window-locks.ts';
import type { AboutRecord, FeedEntry, PointsEntry } from '../domain/violations/feed.ts';
import type { ViolationActivities } from './contract.ts';
import { type FeedPage, type ViolationSystemPort, ViolationSystemUnavailable } from './violation-system.ts';

export interface ViolationActivityDeps {
  readonly deciding: Deciding;
  readonly violationSystem: ViolationSystemPort;
  /** Real time in milliseconds, by which sessions end. */
  readonly clockMs?: () => number;
}

const SETTLED_AT_ONCE = 200;

/** Builds the activities on what they collaborate with. */
export function createViolationActivities({
  deciding,
  violationSystem,
  clockMs = Date.now,
}: ViolationActivityDeps): ViolationActivities {
  const { db, now } = deciding;

  async function picturesOf(
    recordNo: string,
    entries: readonly AboutRecord[],
  ): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
    const pictures = new Map<string, Uint8Array<ArrayBuffer>>();
    for (const id of await listPicturesToFetch(db, recordNo, entries)) {
      const content = await violationSystem.findEvidence(id);
      if (content) pictures.set(id, content);
      heartbeat();
    }
    return pictures;
  }

  /** Points come last: what they are complete with stands before them in the feed. */
  async function takeIn({ entries }: FeedPage): Promise<number> {
    let changed = 0;
    for (const [recordNo, about] of byRecord(entries)) {
      const pictures = await picturesOf(recordNo, about);
      if (await importAboutRecord(deciding, { recordNo, entries: about, pictures })) changed += 1;
      heartbeat();
    }
    for (const told of entries.filter(isAboutPoints)) {
      if (await importPoints(deciding, told)) changed += 1;
      heartbeat();
    }
    return changed;
  }

  return {
    importViolations: () =>
      withoutWords(async () => {
        try {
          const page = await violationSystem.readFeed(await getCursor(db));
          const changed = await takeIn(page);
          const isLast = !page.more;
          await saveCursor(db, { next: page.next, at: await now(), isLast });
          return { entries: page.entries.length, changed, isLast };
        } catch (error) {
          if (error instanceof ViolationSystemUnavailable) await noteFailing(db, await now());
          throw error;
        }
      }),

    settleViolations: () =>
      withoutWords(async () => {
        for (const recordNo of await listWaitingRecords(db, SETTLED_AT_ONCE)) {
          await importAboutRecord(deciding, { recordNo, entries: [], pictures: new Map() });
          heartbeat();
        }
        await releaseLeftLocks(deciding, clockMs());
      }),
  };
}

const isAboutPoints = (entry: FeedEntry): entry is PointsEntry => entry.kind === 'points';

/** Entries by the record they are about, in the order in which records first come. */
function byRecord(entries: readonly FeedEntry[]): ReadonlyMap<string, readonly AboutRecord[]> {
  const groups = new Map<string, AboutRecord[]>();
  for (const entry of entries) {
    if (isAboutPoints(entry)) continue;
    const group = groups.get(entry.recordNo) ?? [];
    groups.set(entry.recordNo, [...group, entry]);
  }
  return groups;
}

/** What an operator reads of a failure must hold nothing personal: its kind, not its message. */
async function withoutWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const type = error instanceof Error ? error.name : 'UnknownError';
    throw ApplicationFailure.retryable(`${type} (see the worker's log)`, type);
  }
}
