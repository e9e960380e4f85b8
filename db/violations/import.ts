// Takes in what the violation system tells of a record: each entry once, in whatever order it comes, in one transaction a record.
import type { Instant } from '../../domain/calendar/local-date.ts';
import { type AboutRecord, newestOfEach, type PointsEntry } from '../../domain/violations/feed.ts';
import { saveAudit } from '../audit.ts';
import type { Database, Transaction } from '../client.ts';
import type { Deciding } from '../deciding.ts';
import { transact } from '../transact.ts';
import { takeDecision, takePayment, takeWithdrawal } from './import-decisions.ts';
import { type Pictures, takeLock, takeRecord } from './import-record.ts';
import { findLicenceId, type Importing, type Outcome } from './importing.ts';
import { lockRecord } from './locks.ts';
import { lockOrdersOver } from './order-locks.ts';
import { endWaiting, listWaiting, saveWaiting } from './waiting.ts';

/** Who tells of violations. */
export const VIOLATION_SYSTEM = { id: 'violation-system', role: 'system' } as const;

export interface ToldOfRecord {
  readonly recordNo: string;
  /** Empty to try again what waits. */
  readonly entries: readonly AboutRecord[];
  /** Contents by the violation system's name of a picture; what is missing is not kept there any more. */
  readonly pictures: Pictures;
}

/**
 * Brings the register to what is known of a record. The order of the entries' numbers counts, never that of their arrival:
 * an older entry overwrites nothing, a repeated one does nothing, and what is told too early waits. True where something changed.
 */
export async function importAboutRecord(deps: Deciding, told: ToldOfRecord): Promise<boolean> {
  const now = await deps.now();
  return transact(deps.db, async (tx) => {
    await lockOrdersOver(tx, told.recordNo);
    await lockRecord(tx, told.recordNo);
    const changes = await takeAll(deps, tx, told, now);
    if (changes.length === 0) return false;
    await saveAudit(tx, {
      ...{ at: now, actor: VIOLATION_SYSTEM, action: 'import-violation' },
      object: `violation/${told.recordNo}`,
      states: { before: null, after: changes },
    });
    return true;
  });
}

async function takeAll(
  deps: Deciding,
  tx: Transaction,
  { recordNo, entries, pictures }: ToldOfRecord,
  now: Instant,
): Promise<readonly AboutRecord[]> {
  const waiting = await listWaiting(tx, recordNo);
  const known = newestOfEach([...waiting.map(({ entry }) => entry), ...entries]);
  const changes: AboutRecord[] = [];
  for (const entry of known) {
    const waited = waiting.find((each) => each.entry.kind === entry.kind && each.entry.seq === entry.seq);
    const outcome = await take({ deps, tx, recordNo, now, known }, entry, pictures);
    if (outcome === 'applied') changes.push(entry);
    if (outcome === 'applied' || outcome === 'known') {
      if (waited) await endWaiting(tx, entry);
      continue;
    }
    if (waited?.awaits === outcome) continue;
    await saveWaiting(tx, { entry, awaits: outcome }, now);
    changes.push(entry);
  }
  return changes;
}

function take(on: Importing, entry: AboutRecord, pictures: Pictures): Promise<Outcome> {
  switch (entry.kind) {
    case 'record':
      return takeRecord(on, entry, pictures);
    case 'lock':
      return takeLock(on, entry);
    case 'decision':
      return takeDecision(on, entry);
    case 'payment':
      return takePayment(on, entry);
    case 'withdrawal':
      return takeWithdrawal(on, entry);
  }
}

/** 截至: the points of a licence are complete up to a moment, and never up to an earlier one again. */
export async function importPoints(deps: Deciding, { licenceNo, asOf }: PointsEntry): Promise<boolean> {
  const at = await deps.now();
  return transact(deps.db, async (tx) => {
    const id = await findLicenceId(tx, licenceNo);
    if (id === null) return false;
    const { count } = await tx.licence.updateMany({
      where: { id, OR: [{ pointsAsOf: null }, { pointsAsOf: { lt: asOf } }] },
      data: { pointsAsOf: asOf },
    });
    if (count === 0) return false;
    const entry = { at, actor: VIOLATION_SYSTEM, action: 'import-points', object: `licence/${id}` };
    await saveAudit(tx, { ...entry, states: { before: null, after: asOf } });
    return true;
  });
}

/** Names of the pictures among a record's entries that are to be fetched: of an entry that is news, and not kept yet. */
export async function listPicturesToFetch(
  db: Database,
  recordNo: string,
  entries: readonly AboutRecord[],
): Promise<readonly string[]> {
  const newest = newestOfEach(entries).find((entry) => entry.kind === 'record');
  if (newest?.kind !== 'record') return [];
  const record = await db.surveillanceRecord.findUnique({
    where: { recordNo },
    select: { sourceSeq: true, evidence: { select: { sourceRef: true } } },
  });
  if (record && record.sourceSeq >= BigInt(newest.seq)) return [];
  const kept = record?.evidence.map(({ sourceRef }) => sourceRef) ?? [];
  return newest.evidence.map(({ id }) => id).filter((id) => !kept.includes(id));
}
