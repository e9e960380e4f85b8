// The locks of everybody who decides on a record, in the one order: record, licence, then anything else.
import type { SurveillanceRecord } from '../../prisma/generated/client.ts';
import type { Transaction } from '../client.ts';

/** A record under its lock; undefined where there is none. */
export async function lockRecord(tx: Transaction, recordNo: string): Promise<SurveillanceRecord | undefined> {
  const locked = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM surveillance_record WHERE record_no = ${recordNo} FOR UPDATE`;
  if (locked.length === 0) return undefined;
  return tx.surveillanceRecord.findUniqueOrThrow({ where: { recordNo } });
}

/** One handling at a time by one licence: what its points come to is counted under this lock. */
export async function lockLicence(tx: Transaction, licenceId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM licence WHERE id = ${licenceId}::uuid FOR UPDATE`;
}

/** The licence of a holder, locked where there is one. */
export async function lockLicenceOf(tx: Transaction, holderId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM licence WHERE holder_id = ${holderId}::uuid FOR UPDATE`;
}
