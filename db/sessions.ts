// Sessions as their owners see them, and the ways in which they end. The id in the cookie never leaves the table.
import type { Database, Transaction } from './client.ts';
import { releaseLocksOf } from './violations/window-locks.ts';

export interface OpenSession {
  /** Names the session to its owner; opens nothing. */
  readonly handle: string;
  readonly source: string;
  readonly openedAt: Date;
  readonly seenAt: Date;
}

interface SessionRow {
  readonly handle: string;
  readonly source: string;
  readonly opened_at: number;
  readonly seen_at: number;
}

/** An account's sessions of its present epoch, seen since an instant in milliseconds; the latest first. */
export async function listSessions(
  db: Database,
  { accountId, epoch, seenSince }: { accountId: string; epoch: number; seenSince: number },
): Promise<readonly OpenSession[]> {
  const rows = await db.$queryRaw<SessionRow[]>`
    SELECT sess->>'handle' AS handle, sess->>'source' AS source,
           (sess->>'openedAt')::float8 AS opened_at, (sess->>'seenAt')::float8 AS seen_at
    FROM session
    WHERE sess->>'accountId' = ${accountId} AND (sess->>'epoch')::int = ${epoch}
      AND (sess->>'seenAt')::float8 > ${seenSince}
    ORDER BY (sess->>'seenAt')::float8 DESC
    LIMIT 100`;
  return rows.map(({ handle, source, opened_at, seen_at }) => ({
    ...{ handle, source },
    openedAt: new Date(opened_at),
    seenAt: new Date(seen_at),
  }));
}

/** Notes that a session was used. One that has been ended meanwhile stays ended. */
export async function touchSession(db: Database, sid: string, atMs: number): Promise<void> {
  await db.$executeRaw`
    UPDATE session SET sess = jsonb_set(sess::jsonb, '{seenAt}', to_jsonb(${atMs}::float8))::json
    WHERE sid = ${sid}`;
}

/** Ends one of an account's sessions; false where it has none of that name. */
export async function endSession(tx: Transaction, accountId: string, handle: string): Promise<boolean> {
  const ended = await tx.$executeRaw`
    DELETE FROM session WHERE sess->>'accountId' = ${accountId} AND sess->>'handle' = ${handle}`;
  if (ended > 0) await releaseLocksOf(tx, [handle]);
  return ended > 0;
}

/** Ends every session of an account: none of the passing epoch opens anything any more. Returns the new epoch. */
export async function endAllSessions(tx: Transaction, accountId: string): Promise<number> {
  const { sessionEpoch } = await tx.account.update({
    where: { id: accountId },
    data: { sessionEpoch: { increment: 1 } },
    select: { sessionEpoch: true },
  });
  const ended = await tx.$queryRaw<{ handle: string | null }[]>`
    DELETE FROM session WHERE sess->>'accountId' = ${accountId} RETURNING sess->>'handle' AS handle`;
  await releaseLocksOf(
    tx,
    ended.flatMap(({ handle }) => handle ?? []),
  );
  return sessionEpoch;
}

/** Changes a password that `before` is the hash of; null where somebody else has changed it meanwhile. Ends all sessions. */
export async function changePassword(
  tx: Transaction,
  { accountId, before, passwordHash }: { accountId: string; before: string | null; passwordHash: string },
): Promise<number | null> {
  const { count } = await tx.account.updateMany({
    where: { id: accountId, passwordHash: before },
    data: { passwordHash, mustChangePassword: false },
  });
  return count === 1 ? endAllSessions(tx, accountId) : null;
}
