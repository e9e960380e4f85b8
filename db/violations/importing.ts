// What taking in one entry knows, and what may come of it.
import type { Instant } from '../../domain/calendar/local-date.ts';
import { normaliseResidentId } from '../../domain/identity/resident-id.ts';
import type { AboutRecord } from '../../domain/violations/feed.ts';
import type { Transaction } from '../client.ts';
import type { Deciding } from '../deciding.ts';
import type { Awaits } from './waiting.ts';

export interface Importing {
  readonly deps: Deciding;
  /** Holds the locks of the orders over the record, and of the record. */
  readonly tx: Transaction;
  readonly recordNo: string;
  readonly now: Instant;
  /** Everything told of the record that is at hand: what came, and what waited. */
  readonly known: readonly AboutRecord[];
}

/** Written · nothing new · waits for something. */
export type Outcome = 'applied' | 'known' | Awaits;

/** A licence by its number; null of one that is not registered here. */
export async function findLicenceId(tx: Transaction, licenceNo: string | null): Promise<string | null> {
  if (licenceNo === null) return null;
  const licenceNoIndex = tx.vault.index('id-number', normaliseResidentId(licenceNo));
  const row = await tx.licence.findUnique({ where: { licenceNoIndex }, select: { id: true } });
  return row?.id ?? null;
}
