// What was told and cannot be written yet: it waits for its record, for its decision, or for a person who decides between two.
import type { Instant } from '../../domain/calendar/local-date.ts';
import { type AboutRecord, subjectOf } from '../../domain/violations/feed.ts';
import type { Database, Transaction } from '../client.ts';
import { stored } from '../json.ts';

export type Awaits = 'record' | 'decision' | 'person';

export interface WaitingEntry {
  readonly entry: AboutRecord;
  readonly awaits: Awaits;
}

/** What waits about a record. */
export async function listWaiting(tx: Transaction, recordNo: string): Promise<readonly WaitingEntry[]> {
  const rows = await tx.violationEntry.findMany({ where: { recordNo } });
  return rows.map(({ bodySealed, awaits }) => ({
    entry: stored<AboutRecord>(JSON.parse(tx.vault.open(bodySealed))),
    awaits: stored<Awaits>(awaits),
  }));
}

/** Lets an entry wait; a newer one on the same thing takes its place. */
export async function saveWaiting(
  tx: Transaction,
  { entry, awaits }: WaitingEntry,
  receivedAt: Instant,
): Promise<void> {
  const key = { kind: entry.kind, subject: subjectOf(entry) };
  const bodySealed = tx.vault.seal(JSON.stringify(entry));
  const data = { seq: BigInt(entry.seq), recordNo: entry.recordNo, awaits, bodySealed };
  await tx.violationEntry.upsert({
    where: { kind_subject: key },
    create: { ...key, ...data, receivedAt },
    update: data,
  });
}

/** It is in the register now, or something newer is. */
export async function endWaiting(tx: Transaction, entry: AboutRecord): Promise<void> {
  await tx.violationEntry.deleteMany({ where: { kind: entry.kind, subject: subjectOf(entry) } });
}

/** Records on which something waits that their next entry need not bring about, the longest waiting first. */
export async function listWaitingRecords(db: Database, limit: number): Promise<readonly string[]> {
  const rows = await db.$queryRaw<{ record_no: string }[]>`
    SELECT record_no FROM violation_entry WHERE awaits <> 'record'
    GROUP BY record_no ORDER BY min(received_at) LIMIT ${limit}`;
  return rows.map((row) => row.record_no);
}

/** Whether a decision made elsewhere waits for a person, since the record had been decided on here. */
export async function hasRivalDecision(tx: Database | Transaction, recordNo: string): Promise<boolean> {
  const count = await tx.violationEntry.count({ where: { recordNo, kind: 'decision', awaits: 'person' } });
  return count > 0;
}
