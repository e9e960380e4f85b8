// How far the feed of the violation system has been taken in, and since when it has not answered.
import type { Instant } from '../../domain/calendar/local-date.ts';
import type { Database, Transaction } from '../client.ts';

const FEED = { id: 'feed' } as const;

/** The place in the feed to go on from; 0 at its beginning. */
export async function getCursor(db: Database | Transaction): Promise<number> {
  const row = await db.violationSync.findUnique({ where: FEED });
  return Number(row?.cursor ?? 0n);
}

/** A page has been taken in. A place once reached is never left again, also where two runs overlap. */
export async function saveCursor(
  db: Database,
  { next, at, isLast }: { readonly next: number; readonly at: Instant; readonly isLast: boolean },
): Promise<void> {
  const succeededAt = isLast ? at : null;
  await db.$executeRaw`
    INSERT INTO violation_sync AS known (id, cursor, last_succeeded_at)
    VALUES (${FEED.id}, ${BigInt(next)}, ${succeededAt}::timestamptz)
    ON CONFLICT (id) DO UPDATE SET cursor = greatest(known.cursor, excluded.cursor), failing_since = NULL,
      last_succeeded_at = coalesce(excluded.last_succeeded_at, known.last_succeeded_at)`;
}

/** The system did not answer; what counts is since when. */
export async function noteFailing(db: Database, at: Instant): Promise<void> {
  await db.$executeRaw`
    INSERT INTO violation_sync AS known (id, cursor, failing_since) VALUES (${FEED.id}, 0, ${at}::timestamptz)
    ON CONFLICT (id) DO UPDATE SET failing_since = coalesce(known.failing_since, excluded.failing_since)`;
}
