// Answers of decisions: a receipt with the new version, or the refusal.

import type { Outcome } from '../db/decision.ts';
import type { Reply } from '../db/idempotency.ts';
import { LIFECYCLE } from '../domain/application/lifecycle.ts';
import { jsonReply, problemReply } from './problem.ts';

/** The version as an ETag. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/** What the caller of a write learns: where the case stands and what is promised. */
export function receiptOf({
  id,
  number,
  application,
  advice = [],
  certificate = null,
}: Pick<Outcome, 'id' | 'number' | 'application' | 'advice' | 'certificate'>) {
  const { state, version, clocks, delivery } = application;
  const delivered = delivery?.mode === 'pickup' ? clocks['pickup-ready'] : clocks.delivery;
  return {
    id,
    number,
    state,
    stateName: LIFECYCLE[state].zh,
    version,
    acceptBy: clocks.acceptance?.dueAt ?? null,
    deliverBy: delivered?.dueAt ?? null,
    ...(advice.length === 0 ? {} : { advice }),
    ...(certificate === null ? {} : { certificate }),
  };
}

/** The whole answer to a write: its receipt or its refusal. */
export function answerOf(outcome: Outcome, requestId: string, status = 200, more: object = {}): Reply {
  if (outcome.refusal) return problemReply(outcome.refusal, requestId);
  return jsonReply(status, { ...receiptOf(outcome), ...more }, { ETag: etagOf(outcome.application.version) });
}
