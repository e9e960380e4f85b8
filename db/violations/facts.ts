// A record as the rules see it: with the vehicle it was recorded of, the licence of whoever would handle it, and who else is at it.
import { type Instant, localDateOf, toInstant } from '../../domain/calendar/local-date.ts';
import { LOCAL_ISSUING_OFFICE } from '../../domain/register/local.ts';
import type {
  PenaltyKind,
  RecordHolder,
  RecordState,
  ViolationFacts,
  ViolationRecordFacts,
} from '../../domain/violations/facts.ts';
import type { SurveillanceRecord } from '../../prisma/generated/client.ts';
import type { Transaction } from '../client.ts';
import { findOwnLicence, findOwnVehicle, type OwnLicence } from '../facts.ts';
import { stored } from '../json.ts';
import { findHoldingOrder, hasUnreconciledPayment } from '../payments/in-doubt.ts';
import { hasRivalDecision } from './waiting.ts';

export interface Handler {
  readonly accountId: string;
  /** null of everybody but individuals. */
  readonly personId: string | null;
}

/** What is known of a record for somebody who would handle it. Who decides reads it under the locks of both. */
export async function readViolationFacts(
  tx: Transaction,
  record: SurveillanceRecord,
  { accountId: payerId, personId }: Handler,
  now: Instant,
): Promise<ViolationFacts> {
  const { recordNo, vehicleId } = record;
  const vehicle =
    personId === null || vehicleId === null
      ? undefined
      : await findOwnVehicle(tx, personId, { id: vehicleId });
  const licence = await findLocalLicence(tx, personId);
  const decisions = await tx.penaltyDecision.findMany({ where: { recordNo } });
  return {
    record: recordFacts(record),
    heldBy: await holderOf(tx, record, decisions),
    isDecidedElsewhere:
      decisions.some(({ channel, state }) => channel !== 'platform' && state !== 'withdrawn') ||
      (await hasRivalDecision(tx, recordNo)),
    vehicle: vehicle?.facts ?? null,
    hasUnreconciledPayment: await hasUnreconciledPayment(tx, { payerId, vehicleId }),
    licence: licence?.facts ?? null,
    pointsAsOf: licence ? await findPointsAsOf(tx, licence.id) : null,
    now,
    today: localDateOf(now),
  };
}

/** 本地绑定的驾驶证: the own one, of this office. */
export async function findLocalLicence(
  tx: Transaction,
  personId: string | null,
): Promise<OwnLicence | undefined> {
  const licence = personId === null ? undefined : await findOwnLicence(tx, personId);
  return licence?.issuingOffice === LOCAL_ISSUING_OFFICE ? licence : undefined;
}

async function findPointsAsOf(tx: Transaction, id: string): Promise<Instant | null> {
  const { pointsAsOf } = await tx.licence.findUniqueOrThrow({ where: { id }, select: { pointsAsOf: true } });
  return pointsAsOf && toInstant(pointsAsOf);
}

function recordFacts(record: SurveillanceRecord): ViolationRecordFacts {
  const { division, points, fineFen, isUnderReview } = record;
  return {
    ...{ division, points, fineFen, isUnderReview },
    source: stored<ViolationRecordFacts['source']>(record.source),
    occurredOn: localDateOf(toInstant(record.occurredAt)),
    penaltyKinds: stored<readonly PenaltyKind[]>(record.penaltyKinds),
    state: stored<RecordState>(record.state),
  };
}

/** The lock that was taken, or an order that is still at a decision on the record, be it withdrawn or not. */
async function holderOf(
  tx: Transaction,
  { lockBy }: SurveillanceRecord,
  decisions: readonly { readonly decisionNo: string }[],
): Promise<RecordHolder> {
  if (lockBy !== null) return stored<RecordHolder>(lockBy);
  for (const { decisionNo } of decisions) if (await findHoldingOrder(tx, decisionNo)) return 'platform';
  return 'nobody';
}
