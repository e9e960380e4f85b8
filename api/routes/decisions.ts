// What staff decide: one case at a time, or many with a result for each.
import type { Origin } from '../../db/audit.ts';
import { decideCase } from '../../db/decide.ts';
import { CaseNotFound, type DecideRequest } from '../../db/decision.ts';
import { claimKey, type KeptReply, type Reply, releaseKey } from '../../db/idempotency.ts';
import type { Command } from '../../domain/application/commands.ts';
import { PROMISE_LIMITS } from '../../domain/application/promise-limits.ts';
import { rolesFor } from '../../domain/application/react.ts';
import { answerOf } from '../answers.ts';
import { actingAs, type Caller } from '../caller.ts';
import { type PeoplesAction, UNCLAIMED_ACTIONS } from '../contract/actions.ts';
import { type BulkItem, decisionContracts as contracts, type DecisionInput } from '../contract/decisions.ts';
import type { RouteContract } from '../contract/define.ts';
import { noteDenial } from '../denials.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { handOverOf } from '../pickup/hand-over.ts';
import { jsonReply, problemReply } from '../problem.ts';

/** The command that a decision's fields make. */
export function commandOf(input: DecisionInput): Command {
  const { action, note, items } = input;
  const reason = input.reason ?? '';
  switch (action) {
    case 'decline':
    case 'refuse':
      return { action, reason, note };
    case 'request-supplement':
      return { action, reason, items, workdays: input.workdays ?? PROMISE_LIMITS.supplementWorkdays };
    case 'report-spoilt':
      return { action, reason };
    case 'dispatch':
      return { action, trackingNumber: input.trackingNumber?.toUpperCase() ?? null };
    case 'hand-over':
      return { action, pickupCode: input.pickupCode ?? '', handedBack: input.handedBack };
    case 'record-result':
      return { action, result: input.result ?? '' };
    case 'record-attendance':
    case 'accept':
    case 'approve':
    case 'complete-production':
    case 'resend':
    case 'offer-pickup':
    case 'reproduce':
    case 'confirm-hand-back':
      return { action };
  }
}

function taskRule(action: PeoplesAction): 'mine' | 'mine-or-free' {
  return UNCLAIMED_ACTIONS.includes(action) ? 'mine-or-free' : 'mine';
}

function isDone(reply: Reply): boolean {
  return reply.status < 400;
}

function problemIn(reply: Reply) {
  return isDone(reply) ? null : JSON.parse(reply.body);
}

/** What a bulk request asks of one of its items. */
function givenTo({ trackingNumber }: BulkItem, input: DecisionInput): DecisionInput {
  return trackingNumber === undefined ? input : { ...input, trackingNumber };
}

/** Ends the transaction of a preview. What it would have answered is no part of the error's text. */
class RolledBack extends Error {
  readonly reply: () => Reply;

  constructor(reply: Reply) {
    super('rolled back');
    this.reply = () => reply;
  }
}

interface StaffRequest {
  readonly version: number | undefined;
  readonly origin: Origin;
  readonly keeping: (reply: Reply) => KeptReply | null;
  readonly alongside?: NonNullable<DecideRequest['alongside']>;
}

/** Routes of decisions. */
export function decisionRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;

  async function decideAsStaff(
    caller: Caller,
    applicationId: string,
    input: DecisionInput,
    { version, origin, keeping, alongside }: StaffRequest,
  ): Promise<Reply> {
    const outcome = await decideCase(deciding, {
      applicationId,
      command: input.action === 'hand-over' ? handOverOf(deps.passes, input) : commandOf(input),
      ...actingAs(caller, rolesFor(input.action)),
      within: { office: caller.account.office },
      task: taskRule(input.action),
      origin,
      ...(version === undefined ? {} : { expectedVersion: version }),
      reply: (decided) => keeping(answerOf(decided, origin.requestId)),
      ...(alongside === undefined ? {} : { alongside }),
    });
    return answerOf(outcome, origin.requestId);
  }

  /** One item of a bulk request, under a key of its own: a repetition after a crash does not decide twice. */
  async function decideItem(
    caller: Caller,
    item: BulkItem,
    input: DecisionInput,
    key: string,
    origin: Origin,
  ): Promise<Reply> {
    const owner = {
      accountId: caller.account.id,
      key: `${key}#${item.applicationId}`,
      fingerprint: JSON.stringify({ item, input }),
    };
    const claim = await claimKey(db, owner);
    if (claim.kind === 'replay') return claim.reply;
    if (claim.kind === 'reused') return problemReply({ code: 'idempotency-key-reused' }, origin.requestId);
    if (claim.kind === 'in-flight')
      return problemReply({ code: 'idempotency-key-in-flight' }, origin.requestId);
    try {
      return await decideAsStaff(caller, item.applicationId, givenTo(item, input), {
        version: item.version,
        origin,
        keeping: (reply) => ({ owner, reply }),
      });
    } catch (error) {
      await releaseKey(db, owner);
      if (!(error instanceof CaseNotFound)) throw error;
      return notFound(caller, item, contracts.bulk, origin);
    }
  }

  /** One item that is not there, or not for the caller: denied like a request of its own. */
  async function notFound(
    caller: Caller,
    { applicationId }: BulkItem,
    { operation: action }: RouteContract,
    origin: Origin,
  ): Promise<Reply> {
    const object = `application/${applicationId}`;
    await noteDenial(deciding, { caller, origin, action, object, refusal: 'not-found' });
    return problemReply({ code: 'not-found' }, origin.requestId);
  }

  /** What would be refused if the decision were taken now: it is taken, and rolled back. */
  async function preview(caller: Caller, item: BulkItem, input: DecisionInput, origin: Origin) {
    try {
      await decideAsStaff(caller, item.applicationId, givenTo(item, input), {
        version: item.version,
        origin,
        keeping: () => null,
        alongside: async (_tx, decided) => {
          throw new RolledBack(answerOf(decided, origin.requestId));
        },
      });
    } catch (error) {
      if (error instanceof RolledBack) return error.reply();
      if (error instanceof CaseNotFound) return notFound(caller, item, contracts.preview, origin);
      throw error;
    }
    throw new Error('a preview was not rolled back');
  }

  return [
    mounted(deps, contracts.decide, ({ params, body, caller, version, origin, keeping }) =>
      decideAsStaff(caller, params.id, body, { version, origin, keeping }),
    ),

    mounted(deps, contracts.preview, async ({ body, caller, origin }) => {
      const { items, ...input } = body;
      const results = [];
      for (const item of items) {
        const reply = await preview(caller, item, { ...input, items: [] }, origin);
        results.push({ applicationId: item.applicationId, ok: isDone(reply), problem: problemIn(reply) });
      }
      return jsonReply(200, { results });
    }),

    mounted(deps, contracts.bulk, async ({ body, caller, origin, idempotencyKey, keep }) => {
      const { items, ...input } = body;
      const results = [];
      for (const item of items) {
        const reply = await decideItem(
          caller,
          item,
          { ...input, items: [] },
          idempotencyKey ?? origin.requestId,
          origin,
        );
        const told = isDone(reply) ? { receipt: JSON.parse(reply.body) } : { problem: problemIn(reply) };
        results.push({ applicationId: item.applicationId, ok: isDone(reply), ...told });
      }
      const reply = jsonReply(200, { results });
      await keep(db, reply);
      return reply;
    }),
  ];
}
