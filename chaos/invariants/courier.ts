// The courier's own books against ours: one parcel a reference, and each of them known on both sides.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { type Finding, findingOf } from '../finding.ts';

const Entry = z.object({
  kind: z.string(),
  trackingNumber: z.string().optional(),
  order: z.object({ reference: z.string() }).optional(),
});

export async function courierAgrees(db: Database, folder: string): Promise<Finding> {
  const ledger = readLedger(join(folder, 'courier', 'ledger.jsonl'));
  const ours = await db.parcelRecord.findMany({
    select: { trackingNumber: true, applicationId: true, attempt: true },
  });
  const references = new Map<string, number>();
  for (const { reference } of ledger) references.set(reference, (references.get(reference) ?? 0) + 1);
  const twice = [...references]
    .filter(([, count]) => count > 1)
    .map(([reference]) => `${reference} has two parcels`);
  const byNumber = new Map(
    ours.map((parcel) => [parcel.trackingNumber, `${parcel.applicationId}/${parcel.attempt}`]),
  );
  const strangers = ledger.flatMap(({ trackingNumber, reference }) =>
    byNumber.get(trackingNumber) === reference ? [] : [`${reference} is not ours`],
  );
  const numbers = new Set(ledger.map(({ trackingNumber }) => trackingNumber));
  const unknown = ours.filter(({ trackingNumber }) => !numbers.has(trackingNumber));
  const missing = unknown.map(({ trackingNumber }) => `${trackingNumber} is not in the courier's books`);
  return findingOf('courier has one parcel a reference', `${ledger.length} parcels`, [
    ...twice,
    ...strangers,
    ...missing,
  ]);
}

function readLedger(file: string): readonly { trackingNumber: string; reference: string }[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.flatMap((line) => {
    const { kind, trackingNumber, order } = Entry.parse(JSON.parse(line));
    if (kind !== 'parcel' || trackingNumber === undefined || order === undefined) return [];
    return [{ trackingNumber, reference: order.reference }];
  });
}
