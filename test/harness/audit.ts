// The audit trail in tests: rows to seal, and the whole of the chain verified.
import { saveAudit } from '../../db/audit.ts';
import type { Anchor } from '../../db/audit-anchors.ts';
import { verifyChain } from '../../db/audit-verification.ts';
import type { Database, Transaction } from '../../db/client.ts';
import { toInstant } from '../../domain/calendar/local-date.ts';

export const AUDIT_KEY = 'the audit key of tests';

/** Adds a row that tells of an object. */
export async function addAudit(
  tx: Database | Transaction,
  object: string,
  at = toInstant(Date.now()),
): Promise<void> {
  const actor = { id: 'a-clerk', role: 'clerk', office: 'zmd-yicheng' };
  const origin = { requestId: `request of ${object}`, source: '127.0.0.1' };
  await saveAudit(tx, {
    ...{ at, actor, action: 'accept', object, origin, before: 1, after: 2 },
    states: { before: object, after: `${object}'` },
  });
}

/** What a verification of everything finds, by kind; rows may wait for nothing. */
export async function verify(db: Database | Transaction, anchors: readonly Anchor[] = []) {
  const { counts, ...figures } = await verifyChain(db, { key: AUDIT_KEY, anchors, unsealedAfterMs: 0 });
  return { ...figures, counts: Object.fromEntries(counts) };
}
