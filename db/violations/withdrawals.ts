// A decision taken back: one proposes, another approves, and then decision, points, payment, record and statuses change together.
import { type Instant, localDateOf, toInstant } from '../../domain/calendar/local-date.ts';
import type { Refusal } from '../../domain/refusals.ts';
import type { WithdrawalOutcome, WithdrawalReason } from '../../domain/violations/withdrawal.ts';
import type { DecisionWithdrawal, PenaltyDecision } from '../../prisma/generated/client.ts';
import { dateOf } from '../calendar.ts';
import type { Database, Transaction } from '../client.ts';
import type { Deciding } from '../deciding.ts';
import { stored } from '../json.ts';
import { tellDecisionWithdrawn } from '../payments/elsewhere.ts';
import { findHoldingOrder } from '../payments/in-doubt.ts';
import { changingPoints } from './full-score.ts';
import { lockLicence, lockRecord } from './locks.ts';
import { tellWithdrawn } from './messages.ts';
import { recomputeUnhandled } from './statuses.ts';

export interface ProposedWithdrawal {
  readonly decisionNo: string;
  readonly office: string;
  readonly reason: WithdrawalReason;
  readonly outcome: WithdrawalOutcome;
  readonly note: string;
  readonly byId: string;
  readonly at: Instant;
}

export interface ListedWithdrawal {
  readonly id: string;
  readonly decisionNo: string;
  readonly reason: WithdrawalReason;
  readonly outcome: WithdrawalOutcome;
  readonly note: string;
  readonly proposedById: string;
  readonly proposedAt: Instant;
}

/** Proposes it. The decision stands until somebody else approves. */
export async function proposeWithdrawal(
  tx: Transaction,
  { decisionNo, office, reason, outcome, note, byId, at }: ProposedWithdrawal,
): Promise<{ readonly id: string } | Refusal> {
  const decision = await lockDecision(tx, decisionNo);
  if (!decision) return { code: 'decision-not-found' };
  if (decision.state === 'withdrawn') return { code: 'decision-withdrawn' };
  if (decision.channel === 'other-internet') return { code: 'decision-not-of-platform' };
  const pending = await tx.decisionWithdrawal.count({ where: { decisionNo, state: 'proposed' } });
  if (pending > 0) return { code: 'withdrawal-pending' };
  const noteSealed = tx.vault.seal(note);
  const { id } = await tx.decisionWithdrawal.create({
    data: {
      ...{ decisionNo, office, reason, outcome, noteSealed, state: 'proposed' },
      ...{ proposedById: byId, proposedAt: at },
    },
  });
  return { id };
}

/** The decision under its lock, and those of record and licence. */
async function lockDecision(tx: Transaction, decisionNo: string): Promise<PenaltyDecision | undefined> {
  const found = await tx.penaltyDecision.findUnique({
    where: { decisionNo },
    select: { recordNo: true, licenceId: true },
  });
  if (!found) return undefined;
  await lockRecord(tx, found.recordNo);
  if (found.licenceId !== null) await lockLicence(tx, found.licenceId);
  // An order is made under the lock of the decision itself.
  await tx.$executeRaw`SELECT 1 FROM penalty_decision WHERE decision_no = ${decisionNo} FOR UPDATE`;
  return tx.penaltyDecision.findUniqueOrThrow({ where: { decisionNo } });
}

/** Those of an office that wait, oldest first. */
export async function listWithdrawals(db: Database, office: string): Promise<readonly ListedWithdrawal[]> {
  const rows = await db.decisionWithdrawal.findMany({
    where: { office, state: 'proposed' },
    orderBy: [{ proposedAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, decisionNo, proposedById, ...row }) => ({
    ...{ id, decisionNo, proposedById },
    reason: stored<WithdrawalReason>(row.reason),
    outcome: stored<WithdrawalOutcome>(row.outcome),
    note: db.vault.open(row.noteSealed),
    proposedAt: toInstant(row.proposedAt),
  }));
}

/** What was proposed; undefined where nothing was. */
export async function findWithdrawal(db: Database, id: string): Promise<DecisionWithdrawal | undefined> {
  return (await db.decisionWithdrawal.findUnique({ where: { id } })) ?? undefined;
}

export interface WithdrawalVerdict {
  readonly id: string;
  readonly approves: boolean;
  readonly byId: string;
  readonly at: Instant;
}

/**
 * Approves or declines it; anybody may decline, who proposed it too. After a refusal the transaction is to be undone: what
 * is being paid may have been let go of already.
 */
export async function decideWithdrawal(
  deps: Deciding,
  tx: Transaction,
  { id, approves, byId, at }: WithdrawalVerdict,
): Promise<Refusal | null> {
  const { decisionNo, proposedById } = await tx.decisionWithdrawal.findUniqueOrThrow({ where: { id } });
  if (approves && proposedById === byId) return { code: 'four-eyes' };
  // Orders are locked before records.
  const held = approves ? await tellDecisionWithdrawn(deps, tx, decisionNo) : null;
  if (held) return held;
  const decision = await lockDecision(tx, decisionNo);
  const proposed = await tx.decisionWithdrawal.findUniqueOrThrow({ where: { id } });
  if (!decision || proposed.state !== 'proposed') return { code: 'withdrawal-decided' };
  if (approves) {
    const refusal = await withdraw(tx, decision, proposed, at);
    if (refusal) return refusal;
  }
  await tx.decisionWithdrawal.update({
    where: { id },
    data: { state: approves ? 'approved' : 'declined', decidedById: byId, decidedAt: at },
  });
  return null;
}

async function withdraw(
  tx: Transaction,
  decision: PenaltyDecision,
  proposed: DecisionWithdrawal,
  at: Instant,
): Promise<Refusal | null> {
  const { decisionNo, recordNo } = decision;
  if (decision.state === 'withdrawn') return { code: 'decision-withdrawn' };
  // An order that was made meanwhile.
  if (await findHoldingOrder(tx, decisionNo)) return { code: 'payment-in-doubt' };
  await tx.penaltyDecision.update({
    where: { decisionNo },
    data: { state: 'withdrawn', withdrawnAt: at },
  });
  await voidPoints(tx, decision, at);
  const { vehicleId } = await tx.surveillanceRecord.update({
    where: { recordNo },
    data: { state: proposed.outcome, lockBy: null, lockHolder: null, lockSince: null },
  });
  await recomputeUnhandled(tx, vehicleId);
  await tellWithdrawn(tx, decisionNo, at);
  return null;
}

/** The points go with the decision; if it was they that made twelve, the licence is given back. */
async function voidPoints(
  tx: Transaction,
  { decisionNo, licenceId }: PenaltyDecision,
  at: Instant,
): Promise<void> {
  const entry = await tx.pointEntry.findUnique({ where: { decisionNo } });
  if (licenceId === null || entry === null || entry.voidedOn !== null) return;
  await changingPoints(tx, licenceId, dateOf(entry.recordedOn), () =>
    tx.pointEntry.update({ where: { decisionNo }, data: { voidedOn: new Date(localDateOf(at)) } }),
  );
}
