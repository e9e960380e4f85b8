// Accounts of users: found by what they are known by, suspended and cancelled with a reason, or given up by their holder.
import {
  type AccountFinding,
  cancelAccount,
  changeAccountState,
  searchAccounts,
} from '../../db/account-care.ts';
import { findAccount } from '../../db/accounts.ts';
import { saveAudit } from '../../db/audit.ts';
import { maskIdNo, maskMobile, maskName } from '../../domain/identity/masking.ts';
import { isReasonFor } from '../../domain/registration/account-life.ts';
import { auditActorOf } from '../caller.ts';
import { accountContracts as contracts } from '../contract/accounts.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply } from '../problem.ts';
import { Refused } from '../refused.ts';
import { confirmPassword } from '../sign-in/confirm-password.ts';
import { sourceKeyOf } from '../sign-in/source.ts';

/** What is told of an account; its office only says who may find it. */
const masked = ({ name, idDocNo, mobile, office: _judged, ...rest }: AccountFinding) => ({
  ...rest,
  name: maskName(name),
  idDocNo: idDocNo === null ? null : maskIdNo(idDocNo),
  mobile: mobile === null ? null : maskMobile(mobile),
});

/** Routes of accounts. */
export function accountRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;
  return [
    mounted(deps, contracts.search, async ({ body, caller }) => {
      const found = await searchAccounts(db, body);
      const seen = found.filter((account) => caller.ability.mayOn('read', 'Account', account));
      return jsonReply(200, { items: seen.map(masked) });
    }),

    mounted(deps, contracts.changeState, async ({ params, body, caller, origin, keep }) => {
      if (!isReasonFor(body.action, body.reason))
        throw new Refused({ code: 'reason-unknown', pointer: '/reason' });
      const at = await deciding.now();
      return db.$transaction(async (tx) => {
        const account = await findAccount(tx, params.id);
        const isSeen =
          account && account.kind !== 'staff' && caller.ability.mayOn('change', 'Account', account);
        if (!isSeen) throw new Refused({ code: 'not-found' });
        const state = await changeAccountState(tx, { ...body, id: params.id, at });
        if (state === null) throw new Refused({ code: 'account-state-conflict' });
        await saveAudit(tx, {
          ...{
            at,
            actor: auditActorOf(caller),
            action: `${body.action}-account`,
            object: `account/${params.id}`,
            origin,
          },
          reason: body.reason,
          states: { before: account.state, after: state },
        });
        const reply = jsonReply(200, { id: params.id, state });
        await keep(tx, reply);
        return reply;
      });
    }),

    mounted(deps, contracts.cancelOwn, async ({ body, caller, origin, request, keep }) => {
      const { id, kind } = caller.account;
      if (kind === 'staff') throw new Refused({ code: 'not-permitted' });
      const at = await deciding.now();
      const act = {
        ...{ at, actor: auditActorOf(caller), action: 'cancel-account', object: `account/${id}`, origin },
        reason: 'own-wish',
      };
      const source = sourceKeyOf(request.ip);
      const unconfirmed = await confirmPassword(deps, { accountId: id, password: body.password, source });
      if (unconfirmed) {
        await saveAudit(db, { ...act, refusal: unconfirmed.code });
        throw new Refused(unconfirmed);
      }
      return db.$transaction(async (tx) => {
        const refusal = await cancelAccount(tx, id, at);
        if (refusal) throw new Refused(refusal);
        await saveAudit(tx, {
          ...act,
          states: { before: 'active', after: 'cancelled' },
        });
        const reply = jsonReply(200, { id, state: 'cancelled' });
        await keep(tx, reply);
        return reply;
      });
    }),
  ];
}
