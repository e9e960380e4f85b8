// What staff decide: one case at a time, or many with a result for each.
import type { SignedInAccount } from '../../db/accounts.ts';
import { findApplication, stateOf } from '../../db/applications.ts';
import { CaseNotFound, decideCase } from '../../db/decide.ts';
import type { Reply } from '../../db/idempotency.ts';
import { claimKey, saveReply } from '../../db/idempotency.ts';
import type { Command } from '../../domain/application/commands.ts';
import { findTransition } from '../../domain/application/decide.ts';
import type { Role } from '../../domain/application/lifecycle.ts';
import { PROMISE_LIMITS } from '../../domain/application/promise-limits.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { answerOf } from '../answers.ts';
import { type PeoplesAction, UNCLAIMED_ACTIONS } from '../contract/actions.ts';
import { type BulkItem, decisionContracts as contracts, type DecisionInput } from '../contract/decisions.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply, problemOf, problemReply } from '../problem.ts';

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

/** Routes of decisions. */
export function decisionRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;

  async function decideAsStaff(
    account: SignedInAccount,
    applicationId: string,
    input: DecisionInput,
    {
      version,
      requestId,
      keep,
    }: {
      version: number | undefined;
      requestId: string;
      keep: (tx: Parameters<typeof saveReply>[0], reply: Reply) => Promise<void>;
    },
  ): Promise<Reply> {
    const outcome = await decideCase(deciding, {
      applicationId,
      command: commandOf(input),
      actor: { id: account.id, role: account.role },
      within: { office: account.office },
      task: taskRule(input.action),
      requestId,
      ...(version === undefined ? {} : { expectedVersion: version }),
      alongside: (tx, decided) => keep(tx, answerOf(decided, requestId)),
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
    if (claim.kind !== 'mine') return problemReply({ code: 'idempotency-key-in-flight' }, requestId);
    try {
      const given =
        item.trackingNumber === undefined ? input : { ...input, trackingNumber: item.trackingNumber };
      return await decideAsStaff(account, item.applicationId, given, {
        version: item.version,
        requestId,
        keep: (tx, reply) => saveReply(tx, owner, reply),
      });
    } catch (error) {
      if (!(error instanceof CaseNotFound)) throw error;
      return problemReply({ code: 'not-found' }, requestId);
    }
  }

  /** What would be refused if the decision were taken now; nothing is changed. */
  async function preview(
    account: SignedInAccount,
    item: BulkItem,
    action: PeoplesAction,
  ): Promise<Refusal | null> {
    const row = await findApplication(db, item.applicationId);
    if (!row || row.office !== account.office) return { code: 'not-found' };
    const application = stateOf(row);
    const transition = findTransition(application.state, action);
    if (!transition) return { code: 'action-not-allowed', slots: { state: application.state } };
    const by: readonly Role[] = transition.by;
    if (!by.includes(account.role)) return { code: 'not-permitted' };
    if (row.version !== item.version) return { code: 'version-stale' };
    const assignee = row.tasks[0]?.assigneeId ?? null;
    const free = assignee === null && taskRule(action) === 'mine-or-free';
    return assignee === account.id || free ? null : { code: 'task-not-yours' };
  }

  return [
    mounted(deps, contracts.decide, ({ params, body, account, version, requestId, keep }) =>
      decideAsStaff(account, params.id, body, { version, requestId, keep }),
    ),

    mounted(deps, contracts.preview, async ({ body, account }) => {
      const results = [];
      for (const item of body.items) {
        const refusal = await preview(account, item, body.action);
        results.push({
          applicationId: item.applicationId,
          ok: refusal === null,
          problem: refusal && problemOf(refusal),
        });
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
        const told = JSON.parse(reply.body);
        results.push({
          applicationId: item.applicationId,
          ok: reply.status < 400,
          [reply.status < 400 ? 'receipt' : 'problem']: told,
        });
      }
      const reply = jsonReply(200, { results });
      await keep(db, reply);
      return reply;
    }),
  ];
}
