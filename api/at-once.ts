// What is done at once is answered with its end: the answer waits a moment for it (现场办结, and what has no limit).
import { certificateOf, findApplication, stateOf } from '../db/applications.ts';
import type { Database, Transaction } from '../db/client.ts';
import type { Outcome } from '../db/decision.ts';
import type { EndedCases } from '../db/ended-cases.ts';
import type { Reply } from '../db/idempotency.ts';
import { isRefusalCode } from '../domain/refusals.ts';

/** Longer, and the applicant had better be told that it is being handled. */
export const AT_ONCE_MS = 2_000;

export type AtOnce = (
  outcome: Outcome,
  answer: (outcome: Outcome) => Reply,
  keep: (tx: Database | Transaction, reply: Reply) => Promise<void>,
) => Promise<Reply>;

/** Answers with the end of a case that is handled at once, where it comes in time; else with where it stands. */
export function answeringAtOnce({
  db,
  ended,
  ms,
}: {
  readonly db: Database;
  readonly ended: EndedCases;
  readonly ms: number;
}): AtOnce {
  return async (outcome, answer, keep) => {
    const isHandled = outcome.refusal === null && outcome.reaction.stage === 'handling';
    if (!isHandled || !(await ended.within(outcome.id, ms))) return answer(outcome);
    const row = await findApplication(db, outcome.id);
    if (!row) return answer(outcome);
    const application = stateOf(row);
    const reason = application.ending?.reason ?? '';
    const refusal = isRefusalCode(reason) ? { code: reason } : null;
    const reply = answer({ ...outcome, application, refusal, certificate: certificateOf(row) });
    await keep(db, reply);
    return reply;
  };
}
