// What staff decide: one case at a time, or many with a result for each.
import type { SignedInAccount } from '../../db/accounts.ts';
import { CaseNotFound, type DecideRequest, decideCase } from '../../db/decide.ts';
import { claimKey, type KeptReply, type Reply, releaseKey } from '../../db/idempotency.ts';
import type { Command } from '../../domain/application/commands.ts';
import { PROMISE_LIMITS } from '../../domain/application/promise-limits.ts';
import { answerOf } from '../answers.ts';
import { type PeoplesAction, UNCLAIMED_ACTIONS } from '../contract/actions.ts';
import { type BulkItem, decisionContracts as contracts, type DecisionInput } from '../contract/decisions.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
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
  readonly requestId: string;
  readonly keeping: (reply: Reply) => KeptReply | null;
  readonly alongside?: NonNullable<DecideRequest['alongside']>;
}

/** Routes of decisions. */
export function decisionRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;

  async function decideAsStaff(
    account: SignedInAccount,
    applicationId: string,
    input: DecisionInput,
    { version, requestId, keeping, alongside }: StaffRequest,
  ): Promise<Reply> {
    const outcome = await decideCase(deciding, {
      applicationId,
      command: commandOf(input),
      actor: { id: account.id, role: account.role },
      within: { office: account.office },
      task: taskRule(input.action),
      requestId,
      ...(version === undefined ? {} : { expectedVersion: version }),
      reply: (decided) => keeping(answerOf(decided, requestId)),
      ...(alongside === undefined ? {} : { alongside }),
    });
    return answerOf(outcome, requestId);
  }

  /** One item of a bulk request, under a key of its own: a repetition after a crash does not decide twice. */
  async function decideItem(
    account: SignedInAccount,
    item: BulkItem,
    input: DecisionInput,
    key: string,
    requestId: string,
  ): Promise<Reply> {
    const owner = {
      accountId: account.id,
      key: `${key}#${item.applicationId}`,
      fingerprint: JSON.stringify({ item, input }),
    };
    const claim = await claimKey(db, owner);
    if (claim.kind === 'replay') return claim.reply;
    if (claim.kind === 'reused') return problemReply({ code: 'idempotency-key-reused' }, requestId);
    if (claim.kind === 'in-flight') return problemReply({ code: 'idempotency-key-in-flight' }, requestId);
    try {
      return await decideAsStaff(account, item.applicationId, givenTo(item, input), {
        version: item.version,
        requestId,
        keeping: (reply) => ({ owner, reply }),
      });
    } catch (error) {
      await releaseKey(db, owner);
      if (!(error instanceof CaseNotFound)) throw error;
      return problemReply({ code: 'not-found' }, requestId);
    }
  }

  /** What would be refused if the decision were taken now: it is taken, and rolled back. */
  async function preview(account: SignedInAccount, item: BulkItem, input: DecisionInput, requestId: string) {
    try {
      await decideAsStaff(account, item.applicationId, givenTo(item, input), {
        version: item.version,
        requestId,
        keeping: () => null,
        alongside: async (_tx, decided) => {
          throw new RolledBack(answerOf(decided, requestId));
        },
      });
    } catch (error) {
      if (error instanceof RolledBack) return error.reply();
      if (error instanceof CaseNotFound) return problemReply({ code: 'not-found' });
      throw error;
    }
    throw new Error('a preview was not rolled back');
  }

  return [
    mounted(deps, contracts.decide, ({ params, body, account, version, requestId, keeping }) =>
      decideAsStaff(account, params.id, body, { version, requestId, keeping }),
    ),

    mounted(deps, contracts.preview, async ({ body, account, requestId }) => {
      const { items, ...input } = body;
      const results = [];
      for (const item of items) {
        const reply = await preview(account, item, { ...input, items: [] }, requestId);
        results.push({ applicationId: item.applicationId, ok: isDone(reply), problem: problemIn(reply) });
      }
      return jsonReply(200, { results });
    }),

    mounted(deps, contracts.bulk, async ({ body, account, requestId, idempotencyKey, keep }) => {
      const { items, ...input } = body;
      const results = [];
      for (const item of items) {
        const reply = await decideItem(
          account,
          item,
          { ...input, items: [] },
          idempotencyKey ?? requestId,
          requestId,
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
