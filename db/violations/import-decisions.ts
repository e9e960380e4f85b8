// What windows and other platforms decided on a record, were paid for it, and took back: once a decision, never over one of ours.
import { localDateOf, toInstant } from '../../domain/calendar/local-date.ts';
import type { DecisionEntry, PaymentEntry, WithdrawalEntry } from '../../domain/violations/feed.ts';
import { payDueOn } from '../../domain/violations/late-fee.ts';
import type { Transaction } from '../client.ts';
import { tellDecisionWithdrawn, tellPaidElsewhere } from '../payments/elsewhere.ts';
import { findHoldingOrder } from '../payments/in-doubt.ts';
import { changingPoints } from './full-score.ts';
import { findLicenceId, type Importing, type Outcome } from './importing.ts';
import { lockLicence } from './locks.ts';
import { markPaid } from './mark-paid.ts';
import { lockDecision } from './order-locks.ts';
import { recomputeUnhandled } from './statuses.ts';
import { listWaiting } from './waiting.ts';

/**
 * Writes a decision made elsewhere, with its points. Where another stands on the record, nothing is overwritten: a person
 * decides which of the two goes; an order that is paying ours lets go meanwhile.
 */
export async function takeDecision(on: Importing, entry: DecisionEntry): Promise<Outcome> {
  const { tx, recordNo, known } = on;
  const { decisionNo, licenceNo, channel, decidedAt, fineFen, points } = entry;
  if (!(await tx.surveillanceRecord.findUnique({ where: { recordNo } }))) return 'record';
  if (await tx.penaltyDecision.findUnique({ where: { decisionNo } })) return 'known';
  const withdrawal = known.find((each) => each.kind === 'withdrawal' && each.decisionNo === decisionNo);
  const withdrawnAt = withdrawal?.kind === 'withdrawal' ? withdrawal.withdrawnAt : null;
  if (withdrawnAt === null && (await letGoOfRival(on, entry))) return 'person';
  const licenceId = await findLicenceId(tx, licenceNo);
  if (licenceId !== null) await lockLicence(tx, licenceId);
  const isFree = fineFen === 0;
  const decidedOn = localDateOf(decidedAt);
  await tx.penaltyDecision.create({
    data: {
      ...{ decisionNo, recordNo, licenceId, channel, decidedAt, fineFen, points, withdrawnAt },
      sourceSeq: BigInt(entry.seq),
      payDueOn: new Date(payDueOn(decidedOn)),
      state: withdrawnAt !== null ? 'withdrawn' : isFree ? 'paid' : 'unpaid',
      paidAt: isFree ? decidedAt : null,
      paidBy: isFree ? channel : null,
    },
  });
  if (licenceId !== null && points > 0)
    await savePoints(on, { licenceId, decisionNo, points, decidedOn, withdrawnAt, isFree });
  await saveDecided(tx, entry, withdrawnAt === null);
  return 'applied';
}

type NewPoints = Pick<DecisionEntry, 'decisionNo' | 'points'> & {
  readonly licenceId: string;
  readonly decidedOn: ReturnType<typeof localDateOf>;
  readonly withdrawnAt: WithdrawalEntry['withdrawnAt'] | null;
  readonly isFree: boolean;
};

/** 处罚与记分同时执行. */
async function savePoints({ tx, recordNo }: Importing, given: NewPoints): Promise<void> {
  const { licenceId, decisionNo, points, decidedOn, withdrawnAt, isFree } = given;
  const { occurredAt } = await tx.surveillanceRecord.findUniqueOrThrow({ where: { recordNo } });
  await changingPoints(tx, licenceId, decidedOn, () =>
    tx.pointEntry.create({
      data: {
        ...{ licenceId, decisionNo, points, recordedOn: new Date(decidedOn) },
        occurredOn: new Date(localDateOf(toInstant(occurredAt))),
        voidedOn: withdrawnAt && new Date(localDateOf(withdrawnAt)),
        finePaidOn: isFree ? new Date(decidedOn) : null,
      },
    }),
  );
}

/** The record is penalised, and whoever was at it before is no longer. */
async function saveDecided(tx: Transaction, { recordNo, seq }: DecisionEntry, stands: boolean) {
  const { vehicleId, lockSeq, lockBy } = await tx.surveillanceRecord.findUniqueOrThrow({
    where: { recordNo },
  });
  const isOver = lockBy === 'other-internet' ? lockSeq < BigInt(seq) : stands;
  await tx.surveillanceRecord.update({
    where: { recordNo },
    data: {
      ...(stands && { state: 'penalised' }),
      ...(isOver && { lockBy: null, lockHolder: null, lockSince: null }),
    },
  });
  await recomputeUnhandled(tx, vehicleId);
}

/** Whether another decision stands on the record. Once this is found out, what is being paid for it is let go. */
async function letGoOfRival({ deps, tx, recordNo }: Importing, entry: DecisionEntry): Promise<boolean> {
  const rival = await tx.penaltyDecision.findFirst({
    where: { recordNo, state: { not: 'withdrawn' } },
    select: { decisionNo: true },
  });
  if (rival === null) return false;
  await lockDecision(tx, rival.decisionNo);
  const waiting = await listWaiting(tx, recordNo);
  const isNews = !waiting.some((each) => each.awaits === 'person' && each.entry.seq === entry.seq);
  if (isNews && (await findHoldingOrder(tx, rival.decisionNo)))
    await tellPaidElsewhere(deps, tx, rival.decisionNo);
  return true;
}

/** A fine was paid elsewhere; what was or is being paid for it here goes back. */
export async function takePayment({ deps, tx }: Importing, entry: PaymentEntry): Promise<Outcome> {
  const { decisionNo, paidBy, paidAt } = entry;
  await lockDecision(tx, decisionNo);
  const decision = await tx.penaltyDecision.findUnique({ where: { decisionNo } });
  if (!decision) return 'decision';
  const wasPaidHere = decision.state === 'paid' && decision.paidBy === 'platform';
  if (decision.paidAt !== null && !wasPaidHere) return 'known';
  if (decision.licenceId !== null) await lockLicence(tx, decision.licenceId);
  if (decision.state === 'unpaid') await markPaid(tx, [decisionNo], { by: paidBy, at: paidAt });
  else await savePaidAgain(tx, entry);
  await tellPaidElsewhere(deps, tx, decisionNo);
  return 'applied';
}

/** Paid here before, which goes back, or for a decision that does not stand any more. */
async function savePaidAgain(tx: Transaction, { decisionNo, paidBy, paidAt }: PaymentEntry): Promise<void> {
  await tx.penaltyDecision.update({ where: { decisionNo }, data: { paidAt, paidBy } });
  await tx.pointEntry.updateMany({
    where: { decisionNo, finePaidOn: null },
    data: { finePaidOn: new Date(localDateOf(paidAt)) },
  });
}

/** A decision was withdrawn elsewhere. While money for it is under way here, a person has to know first. */
export async function takeWithdrawal(
  { deps, tx, recordNo }: Importing,
  { decisionNo, withdrawnAt }: WithdrawalEntry,
): Promise<Outcome> {
  await lockDecision(tx, decisionNo);
  const decision = await tx.penaltyDecision.findUnique({ where: { decisionNo } });
  if (!decision) return 'decision';
  if (decision.state === 'withdrawn') return 'known';
  if (await tellDecisionWithdrawn(deps, tx, decisionNo)) return 'person';
  const { licenceId } = decision;
  if (licenceId !== null) await lockLicence(tx, licenceId);
  await tx.penaltyDecision.update({ where: { decisionNo }, data: { state: 'withdrawn', withdrawnAt } });
  if (licenceId !== null && decision.points > 0) {
    const voidedOn = new Date(localDateOf(withdrawnAt));
    await changingPoints(tx, licenceId, localDateOf(toInstant(decision.decidedAt)), () =>
      tx.pointEntry.updateMany({ where: { decisionNo, voidedOn: null }, data: { voidedOn } }),
    );
  }
  const { sourceState, vehicleId } = await tx.surveillanceRecord.findUniqueOrThrow({ where: { recordNo } });
  await tx.surveillanceRecord.update({ where: { recordNo }, data: { state: sourceState ?? 'queryable' } });
  await recomputeUnhandled(tx, vehicleId);
  return 'applied';
}
