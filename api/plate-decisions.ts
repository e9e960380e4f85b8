// A decision on the choice of a number, answered with where the choice then stands: in the transaction of the decision.
import { stateOf } from '../db/applications.ts';
import type { Transaction } from '../db/client.ts';
import { decideCase } from '../db/decide.ts';
import type { DecideRequest, Outcome } from '../db/decision.ts';
import type { Reply } from '../db/idempotency.ts';
import { etagOf, receiptOf } from './answers.ts';
import type { Caller } from './caller.ts';
import type { RouteContract } from './contract/define.ts';
import type { Asked } from './handle.ts';
import type { ApiDeps } from './mounted.ts';
import { jsonReply, problemReply } from './problem.ts';
import { findPlateSelection } from './queries/plate-selection.ts';
import { Refused } from './refused.ts';
import { getVisible } from './visible-application.ts';

export type Choosing = Pick<Asked<RouteContract>, 'origin' | 'keep'> & {
  readonly params: { readonly id: string };
};

export interface PlateDecision
  extends Pick<DecideRequest, 'command' | 'actor' | 'forId' | 'within' | 'expectedVersion'> {
  /** Written with the decision, once it is not refused. */
  readonly alongside?: (tx: Transaction, outcome: Outcome) => Promise<void>;
  /** Told besides where the choice stands. */
  readonly told?: (outcome: Outcome) => object;
}

/** Decides on a choice, and keeps the answer with the decision. */
export async function decideChoice(
  { deciding }: ApiDeps,
  { origin, params: { id }, keep }: Choosing,
  { told, alongside, ...request }: PlateDecision,
): Promise<Reply> {
  let reply: Reply | undefined;
  await decideCase(deciding, {
    ...request,
    applicationId: id,
    origin,
    alongside: async (tx, outcome) => {
      if (!outcome.refusal) await alongside?.(tx, outcome);
      reply = outcome.refusal
        ? problemReply(outcome.refusal, origin.requestId)
        : await answer(tx, outcome, told?.(outcome) ?? {});
      await keep(tx, reply);
    },
  });
  if (!reply) throw new Error(`a decision on ${id} was not answered`);
  return reply;

  async function answer(tx: Transaction, outcome: Outcome, more: object): Promise<Reply> {
    const { application, decidedAt: now } = outcome;
    const viewed = { applicationId: id, application, limits: deciding.limits, now };
    const body = { ...receiptOf(outcome), selection: await findPlateSelection(tx, viewed), ...more };
    return jsonReply(200, body, { ETag: etagOf(application.version) });
  }
}

/** The selection of a case that may be seen. @throws Refused */
export async function getSelection({ db, deciding }: ApiDeps, id: string, caller: Caller) {
  const row = await getVisible({ db }, id, caller);
  const { limits } = deciding;
  const viewed = { applicationId: id, application: stateOf(row), limits, now: await deciding.now() };
  const selection = await findPlateSelection(db, viewed);
  if (!selection) throw new Refused({ code: 'no-plate-selection' });
  return selection;
}
