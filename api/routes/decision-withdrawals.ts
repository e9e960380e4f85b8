// 撤销处罚决定: proposed by one clerk of the window, approved by another.
import { saveAudit } from '../../db/audit.ts';
import { transact } from '../../db/transact.ts';
import { decisionSeenBy, findDecision } from '../../db/violations/own-decisions.ts';
import {
  decideWithdrawal,
  findWithdrawal,
  listWithdrawals,
  proposeWithdrawal,
} from '../../db/violations/withdrawals.ts';
import { auditActorOf } from '../caller.ts';
import { violationContracts as contracts } from '../contract/violations.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply, NO_CONTENT } from '../problem.ts';
import { Refused } from '../refused.ts';

/** Routes of withdrawals. */
export function decisionWithdrawalRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;

  return [
    mounted(deps, contracts.proposeWithdrawal, async ({ params, body, caller, origin, keep }) => {
      const { account, ability } = caller;
      const { decisionNo } = params;
      const decision = await findDecision(db, decisionNo);
      if (!decision || !ability.mayOn('decide', 'Violation', decisionSeenBy(decision, account)))
        throw new Refused({ code: 'not-found' });
      const at = await deciding.now();
      return transact(db, async (tx) => {
        const proposal = { ...body, decisionNo, office: account.office, byId: account.id, at };
        const proposed = await proposeWithdrawal(tx, proposal);
        if ('code' in proposed) throw new Refused(proposed);
        await saveAudit(tx, {
          ...{ at, origin, actor: auditActorOf(caller), reason: body.reason },
          ...{ action: 'propose-decision-withdrawal', object: `penalty-decision/${decisionNo}` },
        });
        const reply = jsonReply(201, proposed);
        await keep(tx, reply);
        return reply;
      });
    }),

    mounted(deps, contracts.withdrawals, async ({ caller: { account } }) =>
      jsonReply(200, { items: await listWithdrawals(db, account.office) }),
    ),

    mounted(deps, contracts.decideWithdrawal, async ({ params: { id }, body, caller, origin, keep }) => {
      const proposed = await findWithdrawal(db, id);
      if (!proposed || !caller.ability.mayOn('decide', 'Violation', { office: proposed.office }))
        throw new Refused({ code: 'not-found' });
      const at = await deciding.now();
      return transact(db, async (tx) => {
        const verdict = { id, approves: body.approves, byId: caller.account.id, at };
        const refusal = await decideWithdrawal(deciding, tx, verdict);
        // Thrown, so that nothing is kept of what was let go of before.
        if (refusal) throw new Refused(refusal);
        await saveAudit(tx, {
          ...{ at, origin, actor: auditActorOf(caller), reason: proposed.reason },
          action: body.approves ? 'approve-decision-withdrawal' : 'decline-decision-withdrawal',
          object: `penalty-decision/${proposed.decisionNo}`,
        });
        await keep(tx, NO_CONTENT);
        return NO_CONTENT;
      });
    }),
  ];
}
