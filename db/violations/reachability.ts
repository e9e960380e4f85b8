// Whether the register of the violation system is known well enough to decide on its records (violations.md §2 row 4).
import { addMinutes, type Instant, toInstant } from '../../domain/calendar/local-date.ts';
import type { Database, Transaction } from '../client.ts';

/** An assumed setting (docs/adr/0003): three runs of the sync. */
export const UNREACHABLE_AFTER_MINUTES = 30;

/** False while the sync has been failing for more than half an hour. A platform without a sync has nothing to wait for. */
export async function isViolationSystemReachable(tx: Database | Transaction, now: Instant): Promise<boolean> {
  const row = await tx.violationSync.findUnique({ where: { id: 'feed' } });
  if (!row?.failingSince) return true;
  return now <= addMinutes(toInstant(row.failingSince), UNREACHABLE_AFTER_MINUTES);
}
