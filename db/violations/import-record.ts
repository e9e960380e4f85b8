// A record as the violation system last told of it, with its pictures, and another platform's lock on it.
import type { LockEntry, RecordEntry } from '../../domain/violations/feed.ts';
import type { Transaction } from '../client.ts';
import type { Importing, Outcome } from './importing.ts';
import { recomputeUnhandled } from './statuses.ts';

export type Pictures = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** Writes a record that is new or newer than what is known of it. */
export async function takeRecord(on: Importing, entry: RecordEntry, pictures: Pictures): Promise<Outcome> {
  const { tx, recordNo } = on;
  const before = await tx.surveillanceRecord.findUnique({ where: { recordNo } });
  if (before && before.sourceSeq >= BigInt(entry.seq)) return 'known';
  const { kind: _kind, seq, evidence: _evidence, state: sourceState, penaltyKinds, ...told } = entry;
  const vehicle = await tx.vehicle.findUnique({
    where: {
      plateCategory_plateNumber: { plateCategory: told.plateCategory, plateNumber: told.plateNumber },
    },
    select: { id: true },
  });
  const vehicleId = vehicle?.id ?? null;
  const data = {
    ...{ ...told, vehicleId, sourceState, sourceSeq: BigInt(seq) },
    penaltyKinds: [...penaltyKinds],
    // What has been decided here stays until the violation system itself says otherwise.
    state: before === null || before.sourceState !== sourceState ? sourceState : before.state,
  };
  await tx.surveillanceRecord.upsert({ where: { recordNo }, create: data, update: data });
  await savePictures(tx, entry, pictures);
  await saveDecidedState(tx, recordNo);
  for (const each of new Set([before?.vehicleId ?? null, vehicleId])) await recomputeUnhandled(tx, each);
  return 'applied';
}

/** While a decision stands, the state of a record is that of the decision. */
async function saveDecidedState(tx: Transaction, recordNo: string): Promise<void> {
  const live = await tx.penaltyDecision.findFirst({ where: { recordNo, state: { not: 'withdrawn' } } });
  if (live === null) return;
  const isPaid = live.state === 'paid' && live.fineFen > 0;
  await tx.surveillanceRecord.update({
    where: { recordNo },
    data: { state: isPaid ? 'paid' : 'penalised' },
  });
}

/** Keeps the pictures that the entry names, in their places. */
async function savePictures(tx: Transaction, { recordNo, evidence }: RecordEntry, pictures: Pictures) {
  const kept = await tx.evidence.findMany({
    where: { recordNo },
    select: { id: true, position: true, sourceRef: true },
  });
  const isNamed = (each: (typeof kept)[number]) => evidence[each.position - 1]?.id === each.sourceRef;
  const gone = kept.filter((each) => !isNamed(each)).map(({ id }) => id);
  await tx.evidence.deleteMany({ where: { id: { in: gone } } });
  for (const [index, { id: sourceRef, mediaType, takenAt }] of evidence.entries()) {
    const position = index + 1;
    const content = pictures.get(sourceRef);
    if (content === undefined || kept.some((each) => each.position === position && isNamed(each))) continue;
    const contentSealed = tx.vault.sealBytes(content);
    await tx.evidence.create({
      data: { recordNo, position, mediaType, takenAt, sourceRef, contentSealed },
    });
  }
}

/** Another platform has taken up a record or let go of it. A decision that came after it has ended it. */
export async function takeLock({ tx, recordNo }: Importing, entry: LockEntry): Promise<Outcome> {
  const record = await tx.surveillanceRecord.findUnique({ where: { recordNo } });
  if (!record) return 'record';
  const lockSeq = BigInt(entry.seq);
  if (record.lockSeq >= lockSeq) return 'known';
  const endedBy = await tx.penaltyDecision.count({ where: { recordNo, sourceSeq: { gt: lockSeq } } });
  const isHeld = entry.holder !== null && entry.since !== null && endedBy === 0;
  const lock = isHeld
    ? { lockBy: 'other-internet', lockHolder: entry.holder, lockSince: entry.since }
    : record.lockBy === 'other-internet'
      ? { lockBy: null, lockHolder: null, lockSince: null }
      : {};
  await tx.surveillanceRecord.update({ where: { recordNo }, data: { ...lock, lockSeq } });
  return 'applied';
}
