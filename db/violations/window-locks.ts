// A record in the hands of a window session: taken, released, and free again once the session has ended.
import { addMinutes, type Instant, toInstant } from '../../domain/calendar/local-date.ts';
import { STAFF_IDLE_MS } from '../../domain/permissions/staff-session.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { LOCK_KEPT_MINUTES } from '../../domain/violations/window-rules.ts';
import { saveAudit } from '../audit.ts';
import type { Transaction } from '../client.ts';
import type { Deciding } from '../deciding.ts';
import { lockRecord } from './locks.ts';

const FREE = { lockBy: null, lockHolder: null, lockSince: null } as const;

/** Gives the record to a session. Whether it may have it is the caller's to ask, under the record's lock. */
export async function saveWindowLock(
  tx: Transaction,
  recordNo: string,
  { holder, at }: { readonly holder: string; readonly at: Instant },
): Promise<void> {
  await tx.surveillanceRecord.update({
    where: { recordNo },
    data: { lockBy: 'window', lockHolder: holder, lockSince: at },
  });
}

/** A session lets go of what it holds. */
export async function releaseOwnLock(
  tx: Transaction,
  recordNo: string,
  holder: string,
): Promise<Refusal | null> {
  const record = await lockRecord(tx, recordNo);
  if (!record) return { code: 'record-not-found' };
  if (record.lockBy !== 'window' || record.lockHolder !== holder) return { code: 'window-lock-not-yours' };
  await tx.surveillanceRecord.update({ where: { recordNo }, data: FREE });
  return null;
}

/** An administrator frees a record that a window or another platform has held for a day. */
export async function releaseForgottenLock(
  tx: Transaction,
  recordNo: string,
  now: Instant,
): Promise<Refusal | null> {
  const record = await lockRecord(tx, recordNo);
  if (!record) return { code: 'record-not-found' };
  if (record.lockSince === null) return { code: 'window-lock-not-yours' };
  if (now < addMinutes(toInstant(record.lockSince), LOCK_KEPT_MINUTES))
    return { code: 'window-lock-too-young' };
  await tx.surveillanceRecord.update({ where: { recordNo }, data: FREE });
  return null;
}

/** Frees what sessions hold; in the transaction of what ends them. */
export async function releaseLocksOf(tx: Transaction, handles: readonly string[]): Promise<void> {
  if (handles.length === 0) return;
  await tx.surveillanceRecord.updateMany({
    where: { lockBy: 'window', lockHolder: { in: [...handles] } },
    data: FREE,
  });
}

interface LeftLock {
  readonly record_no: string;
  readonly lock_holder: string;
}

/** Frees what is held by sessions that ended by themselves: nobody has used them for too long, or they are gone. */
export async function releaseLeftLocks(
  { db, now }: Pick<Deciding, 'db' | 'now'>,
  atMs: number,
): Promise<void> {
  const left = await db.$queryRaw<LeftLock[]>`
    SELECT record_no, lock_holder FROM surveillance_record r
    WHERE lock_by = 'window' AND NOT EXISTS (
      SELECT 1 FROM session
      WHERE sess->>'handle' = r.lock_holder AND (sess->>'seenAt')::float8 > ${atMs - STAFF_IDLE_MS})`;
  const at = await now();
  for (const { record_no: recordNo, lock_holder: lockHolder } of left)
    await db.$transaction(async (tx) => {
      const held = { recordNo, lockBy: 'window', lockHolder };
      const { count } = await tx.surveillanceRecord.updateMany({ where: held, data: FREE });
      if (count === 0) return;
      const actor = { id: 'violation-sync', role: 'system' };
      await saveAudit(tx, { at, actor, action: 'release-left-lock', object: `violation/${recordNo}` });
    });
}
