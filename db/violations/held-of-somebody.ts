// What the platform holds of somebody's violations: of their vehicles, and on their licence, for themselves.
import { toInstant } from '../../domain/calendar/local-date.ts';
import { dateOf } from '../calendar.ts';
import type { Transaction } from '../client.ts';

/** Records of one's own vehicles, newest first. */
export async function listHeldRecords(tx: Transaction, ownerId: string) {
  const rows = await tx.surveillanceRecord.findMany({
    where: { vehicle: { ownerId }, state: { not: 'recorded' } },
    orderBy: [{ occurredAt: 'desc' }, { recordNo: 'desc' }],
    include: { evidence: { select: { id: true }, orderBy: { position: 'asc' } } },
  });
  return rows.map(({ recordNo, plateNumber, occurredAt, place, text, points, fineFen, state, evidence }) => ({
    ...{ recordNo, plateNumber, place, text, points, fineFen, state },
    occurredAt: toInstant(occurredAt),
    evidence: evidence.map(({ id }) => id),
  }));
}

/** Decisions on one's own licence, newest first. */
export async function listHeldDecisions(tx: Transaction, holderId: string) {
  const rows = await tx.penaltyDecision.findMany({
    where: { licence: { holderId } },
    orderBy: [{ decidedAt: 'desc' }, { decisionNo: 'desc' }],
  });
  return rows.map(
    ({ decisionNo, recordNo, channel, decidedAt, fineFen, points, payDueOn, state, paidAt }) => ({
      ...{ decisionNo, recordNo, channel, fineFen, points, state },
      decidedAt: toInstant(decidedAt),
      payDueOn: dateOf(payDueOn),
      paidAt: paidAt && toInstant(paidAt),
    }),
  );
}
