// A record is penalised: decision, points and statuses in one transaction, whoever decides, and once.
import { type Instant, localDateOf, toInstant } from '../../domain/calendar/local-date.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { buildDecisionNo } from '../../domain/violations/decision-number.ts';
import { payDueOn } from '../../domain/violations/late-fee.ts';
import type { SurveillanceRecord } from '../../prisma/generated/client.ts';
import type { Transaction } from '../client.ts';
import { lockLicence, lockRecord } from './locks.ts';
import { isFull, recomputeUnhandled, saveFullScore } from './statuses.ts';

export interface PenaltyToSave {
  readonly recordNo: string;
  /** null where a licence of another place is penalised. */
  readonly licenceId: string | null;
  readonly applicationId: string | null;
  readonly channel: 'platform' | 'window' | 'other-internet';
  readonly decidedAt: Instant;
  /** Of a decision made elsewhere; the platform draws its own. */
  readonly decisionNo?: string;
  /** The entry of the violation system's feed that told of it. */
  readonly sourceSeq?: bigint;
}

/**
 * Writes the decision on a record with everything it brings about (处罚与记分同时执行), under the locks of record and
 * licence. Refused where the record is not there or has been decided on; other rows are the caller's to ask.
 */
export async function savePenaltyDecision(
  tx: Transaction,
  penalty: PenaltyToSave,
): Promise<{ readonly decisionNo: string } | Refusal> {
  const record = await lockRecord(tx, penalty.recordNo);
  if (!record) return { code: 'record-not-found' };
  if (penalty.licenceId !== null) await lockLicence(tx, penalty.licenceId);
  if (await isDecided(tx, record)) return { code: 'already-handled' };
  const decisionNo = penalty.decisionNo ?? (await drawDecisionNo(tx, record.division));
  await saveDecision(tx, record, { ...penalty, decisionNo });
  await savePoints(tx, record, { ...penalty, decisionNo });
  await tx.surveillanceRecord.update({
    where: { recordNo: record.recordNo },
    data: { state: 'penalised', lockBy: null, lockHolder: null, lockSince: null },
  });
  await recomputeUnhandled(tx, record.vehicleId);
  return { decisionNo };
}

async function isDecided(tx: Transaction, { recordNo, state }: SurveillanceRecord): Promise<boolean> {
  if (state === 'penalised' || state === 'paid' || state === 'cancelled') return true;
  return (await tx.penaltyDecision.count({ where: { recordNo, state: { not: 'withdrawn' } } })) > 0;
}

async function drawDecisionNo(tx: Transaction, division: string): Promise<string> {
  const [drawn] = await tx.$queryRaw<{ serial: bigint }[]>`
    SELECT nextval('penalty_decision_number') AS serial`;
  return buildDecisionNo(division, drawn?.serial ?? 1n);
}

type NumberedPenalty = PenaltyToSave & { readonly decisionNo: string };

/** A warning leaves nothing to pay: it counts as paid with the decision. */
async function saveDecision(
  tx: Transaction,
  { recordNo, fineFen, points }: SurveillanceRecord,
  { decisionNo, licenceId, applicationId, channel, decidedAt, sourceSeq = 0n }: NumberedPenalty,
): Promise<void> {
  const isFree = fineFen === 0;
  await tx.penaltyDecision.create({
    data: {
      ...{ decisionNo, recordNo, licenceId, applicationId, channel, decidedAt, fineFen, points, sourceSeq },
      payDueOn: new Date(payDueOn(localDateOf(decidedAt))),
      state: isFree ? 'paid' : 'unpaid',
      paidAt: isFree ? decidedAt : null,
      paidBy: isFree ? channel : null,
    },
  });
}

/** Points are recorded on the day of the decision; twelve of them withhold the licence. */
async function savePoints(
  tx: Transaction,
  { points, occurredAt, fineFen }: SurveillanceRecord,
  { decisionNo, licenceId, decidedAt }: NumberedPenalty,
): Promise<void> {
  if (points === 0 || licenceId === null) return;
  const recordedOn = localDateOf(decidedAt);
  await tx.pointEntry.create({
    data: {
      ...{ licenceId, points, decisionNo },
      occurredOn: new Date(localDateOf(toInstant(occurredAt))),
      recordedOn: new Date(recordedOn),
      finePaidOn: fineFen === 0 ? new Date(recordedOn) : null,
    },
  });
  if (await isFull(tx, licenceId, recordedOn)) await saveFullScore(tx, licenceId, true);
}
