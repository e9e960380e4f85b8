// Records and decisions as they are shown.

import { dateOf } from '../../db/calendar.ts';
import type { Database } from '../../db/client.ts';
import { findHoldingOrder } from '../../db/payments/in-doubt.ts';
import { type Handler, readViolationFacts } from '../../db/violations/facts.ts';
import type { listOwnDecisions } from '../../db/violations/own-decisions.ts';
import { isViolationSystemReachable } from '../../db/violations/reachability.ts';
import type { ShownRecord } from '../../db/violations/records.ts';
import { type Instant, type LocalDate, toInstant } from '../../domain/calendar/local-date.ts';
import { REFUSALS } from '../../domain/refusals.ts';
import { pointsOn } from '../../domain/register/points.ts';
import { findHandlingRefusal } from '../../domain/violations/dry-run.ts';
import type { ViolationFacts } from '../../domain/violations/facts.ts';
import { pointsAfter } from '../../domain/violations/handling-rules.ts';
import { lateFeeFen } from '../../domain/violations/late-fee.ts';
import { problemOf } from '../problem.ts';

/** A record as lists have it. */
export function summaryView({ decisions, ...record }: ShownRecord) {
  const { recordNo, source, plateCategory, plateNumber, vehicleId, place, division, text } = record;
  const { points, fineFen, state, isUnderReview } = record;
  return {
    ...{ recordNo, source, plateCategory, plateNumber, vehicleId, place, division, text },
    ...{ points, fineFen, state, isUnderReview },
    occurredAt: toInstant(record.occurredAt),
    decisionNo: decisions[0]?.decisionNo ?? null,
  };
}

/** A record with its pictures and whoever is at it. */
export async function recordView(db: Database, record: ShownRecord) {
  const order = await holdingOrderOf(db, record);
  const heldBy = record.lockBy ?? (order === undefined ? 'nobody' : 'platform');
  return {
    ...summaryView(record),
    evidence: record.evidence.map((picture) => ({ ...picture, takenAt: toInstant(picture.takenAt) })),
    heldBy,
    heldSince: record.lockSince && toInstant(record.lockSince),
  };
}

async function holdingOrderOf(db: Database, { decisions }: ShownRecord) {
  const [decision] = decisions;
  return decision && findHoldingOrder(db, decision.decisionNo);
}

/** A record to the owner of its vehicle: what handling it would come to, and what stands against that. */
export async function ownRecordView(db: Database, record: ShownRecord, handler: Handler, now: Instant) {
  const { reachable, facts } = await db.$transaction(async (tx) => ({
    reachable: await isViolationSystemReachable(tx, now),
    facts: await readViolationFacts(tx, record, handler, now),
  }));
  const { zh, en } = REFUSALS['points-stale'];
  const refusal = reachable ? findHandlingRefusal(facts) : ({ code: 'service-suspended' } as const);
  return {
    ...(await recordView(db, record)),
    licence: licencePoints(facts),
    warning: { zh, en },
    refusal: refusal && problemOf(refusal),
  };
}

function licencePoints(facts: ViolationFacts) {
  const { licence, pointsAsOf, today } = facts;
  if (licence === null) return null;
  return { points: pointsOn(licence, today), pointsAsOf, pointsAfter: pointsAfter(facts) };
}

type ShownDecision = Awaited<ReturnType<typeof listOwnDecisions>>[number];

/** A decision with what is due on a day. */
export async function decisionView(db: Database, { record, ...decision }: ShownDecision, today: LocalDate) {
  const { decisionNo, recordNo, channel, points, fineFen, state, paidAt } = decision;
  const payDueOn = dateOf(decision.payDueOn);
  const isDue = state === 'unpaid';
  const lateFee = isDue ? lateFeeFen(fineFen, payDueOn, today) : 0;
  return {
    ...{ decisionNo, recordNo, channel, points, fineFen, payDueOn, state },
    decidedAt: toInstant(decision.decidedAt),
    occurredAt: toInstant(record.occurredAt),
    ...{ place: record.place, text: record.text, plateNumber: record.plateNumber },
    lateFeeFen: lateFee,
    dueFen: isDue ? fineFen + lateFee : 0,
    paidAt: paidAt && toInstant(paidAt),
    order: (await findHoldingOrder(db, decisionNo)) ?? null,
  };
}
