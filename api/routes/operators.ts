// The operators of a unit: named and removed by its head.
import { saveAudit } from '../../db/audit.ts';
import { findOperator, listOperators, removeOperator, saveOperator } from '../../db/operators.ts';
import { isLoginTaken } from '../../db/staff.ts';
import { transact } from '../../db/transact.ts';
import { isMobile, normaliseMobile } from '../../domain/identity/mobile.ts';
import { LIVING_STATES } from '../../domain/registration/account-life.ts';
import { auditActorOf } from '../caller.ts';
import { accountContracts as contracts } from '../contract/accounts.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply, NO_CONTENT } from '../problem.ts';
import { Refused } from '../refused.ts';

/** Routes of a unit's operators. */
export function operatorRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;
  return [
    mounted(deps, contracts.listOperators, async ({ caller }) =>
      jsonReply(200, { items: await listOperators(db, caller.account.unit?.id ?? '') }),
    ),

    mounted(deps, contracts.createOperator, async ({ body, caller, origin, keep }) => {
      const mobile = normaliseMobile(body.mobile);
      if (!isMobile(mobile)) throw new Refused({ code: 'mobile-invalid', pointer: '/mobile' });
      const { unit, office } = caller.account;
      if (unit === null) throw new Refused({ code: 'not-permitted' });
      const createdAt = await deciding.now();
      return transact(db, async (tx) => {
        if (await isLoginTaken(tx, body.login)) throw new Refused({ code: 'login-taken', pointer: '/login' });
        const { login, displayName } = body;
        const id = await saveOperator(tx, { unitId: unit.id, office, login, displayName, mobile, createdAt });
        await saveAudit(tx, {
          ...{
            at: createdAt,
            actor: auditActorOf(caller),
            action: 'name-operator',
            object: `account/${id}`,
            origin,
          },
          states: { before: null, after: { login, unitId: unit.id } },
        });
        const reply = jsonReply(201, { id, login });
        await keep(tx, reply);
        return reply;
      });
    }),

    mounted(deps, contracts.removeOperator, async ({ params, caller, origin }) => {
      const at = await deciding.now();
      await db.$transaction(async (tx) => {
        const operator = await findOperator(tx, params.id, caller.account.unit?.id ?? '');
        if (!operator) throw new Refused({ code: 'not-found' });
        if (operator.unitHead || !LIVING_STATES.some((state) => state === operator.state))
          throw new Refused({ code: 'account-state-conflict' });
        await removeOperator(tx, params.id, at);
        await saveAudit(tx, {
          ...{
            at,
            actor: auditActorOf(caller),
            action: 'remove-operator',
            object: `account/${params.id}`,
            origin,
          },
          states: { before: operator.state, after: 'cancelled' },
        });
      });
      return NO_CONTENT;
    }),
  ];
}
