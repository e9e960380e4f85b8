// Differences in the hands of two persons: one proposes how each is resolved, another confirms.
import type { Instant, LocalDate } from '../../domain/calendar/local-date.ts';
import type { Refusal } from '../../domain/refusals.ts';
import type { DifferenceKind } from '../../domain/statements/differences.ts';
import {
  confirmationRefusal,
  type DifferenceState,
  proposalRefusal,
  type Resolution,
  rejectionRefusal,
} from '../../domain/statements/resolutions.ts';
import { type AuditActor, type Origin, saveAudit } from '../audit.ts';
import type { Database, Transaction } from '../client.ts';
import { stored } from '../json.ts';

/** How a difference stands. */
export interface StoredDifference {
  readonly id: string;
  readonly channel: string;
  readonly on: Date;
  readonly kind: DifferenceKind;
  readonly orderNo: string;
  readonly serial: string;
  readonly refundNo: string | null;
  readonly expectedFen: number | null;
  readonly foundFen: number | null;
  readonly openedAt: Date;
  readonly state: DifferenceState;
  readonly resolution: Resolution | 'explained' | null;
  readonly note: string | null;
  readonly proposedAt: Date | null;
  readonly proposedById: string | null;
  readonly resolvedAt: Date | null;
  readonly resolvedById: string | null;
}

/** Which line it is, only those who match have to know. */
const SHOWN = { omit: { position: true } } as const;

/** Of one day in the order of their ids, from after the given one. */
export async function listDifferences(
  db: Database,
  on: LocalDate,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly StoredDifference[]> {
  const rows = await db.statementDifference.findMany({
    where: { on: new Date(on), ...(after !== null && { id: { gt: after } }) },
    orderBy: { id: 'asc' },
    take: limit,
    ...SHOWN,
  });
  return rows.map((row) => stored<StoredDifference>(row));
}

export type DifferenceAct =
  | { readonly action: 'propose'; readonly resolution: Resolution; readonly note: string }
  | { readonly action: 'confirm' | 'reject' };

interface ActRequested {
  readonly act: DifferenceAct;
  readonly actor: AuditActor;
  readonly origin: Origin;
  readonly at: Instant;
}

export interface ActOutcome {
  readonly difference: StoredDifference;
  readonly refusal: Refusal | null;
}

/** Acts on a difference under its lock; undefined where there is none. A refusal is an answer, and leaves its row too. */
export async function actOnDifference(
  tx: Transaction,
  id: string,
  { act, actor, origin, at }: ActRequested,
): Promise<ActOutcome | undefined> {
  const before = await lockDifference(tx, id);
  if (!before) return undefined;
  const refusal = refusalOf(before, act, actor.id);
  const difference =
    refusal === null
      ? stored<StoredDifference>(
          await tx.statementDifference.update({
            ...{ where: { id }, data: changeOf(act, actor.id, at), ...SHOWN },
          }),
        )
      : before;
  // Who may not be the second person is told so, and noted, by the API.
  if (refusal?.code === 'four-eyes') return { difference, refusal };
  await saveAudit(tx, {
    ...{ at, actor, origin, action: `${act.action}-resolution`, object: `statement-difference/${id}` },
    refusal: refusal?.code ?? null,
    reason: act.action === 'propose' ? act.resolution : null,
    states: { before, after: difference },
  });
  return { difference, refusal };
}

async function lockDifference(tx: Transaction, id: string): Promise<StoredDifference | null> {
  await tx.$queryRaw`SELECT 1 FROM statement_difference WHERE id = ${id}::uuid FOR UPDATE`;
  return stored<StoredDifference | null>(
    await tx.statementDifference.findUnique({ where: { id }, ...SHOWN }),
  );
}

function refusalOf(before: StoredDifference, act: DifferenceAct, byId: string): Refusal | null {
  switch (act.action) {
    case 'propose':
      return proposalRefusal(before);
    case 'confirm':
      return confirmationRefusal(before, byId);
    case 'reject':
      return rejectionRefusal(before);
  }
}

function changeOf(act: DifferenceAct, byId: string, at: Instant) {
  switch (act.action) {
    case 'propose': {
      const { resolution, note } = act;
      return { state: 'proposed', resolution, note, proposedAt: at, proposedById: byId };
    }
    case 'confirm':
      return { state: 'resolved', resolvedAt: at, resolvedById: byId };
    case 'reject':
      return { state: 'open', resolution: null, note: null, proposedAt: null, proposedById: null };
  }
}
