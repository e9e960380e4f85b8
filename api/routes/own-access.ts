// One's own access: where one is signed in, ending that, and the password.
import { saveAudit } from '../../db/audit.ts';
import { endAllSessions, endSession, listSessions } from '../../db/sessions.ts';
import { auditActorOf } from '../caller.ts';
import { sessionContracts as contracts } from '../contract/session.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply, NO_CONTENT } from '../problem.ts';
import { Refused } from '../refused.ts';
import { replacePassword, resetPassword } from '../sign-in/change-password.ts';
import { goOn } from '../sign-in/go-on.ts';
import { sessionLimitsOf } from '../sign-in/session-limits.ts';
import { sourceKeyOf } from '../sign-in/source.ts';

/** Routes of one's own sessions and password. */
export function ownAccessRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding, clockMs } = deps;

  return [
    mounted(deps, contracts.listSessions, async ({ caller: { account }, request }) => {
      const { id: accountId, sessionEpoch: epoch } = account;
      const seenSince = clockMs() - sessionLimitsOf(account).idleMs;
      const sessions = await listSessions(db, { accountId, epoch, seenSince });
      const items = sessions.map(({ handle, source, openedAt, seenAt }) => ({
        ...{ id: handle, source, openedAt: openedAt.toISOString(), seenAt: seenAt.toISOString() },
        current: handle === request.session.handle,
      }));
      return jsonReply(200, { items });
    }),

    mounted(deps, contracts.endSession, async ({ params, caller, origin }) => {
      const at = await deciding.now();
      await db.$transaction(async (tx) => {
        if (!(await endSession(tx, caller.account.id, params.id))) throw new Refused({ code: 'not-found' });
        await saveAudit(tx, {
          ...{
            at,
            actor: auditActorOf(caller),
            action: 'end-session',
            object: `session/${params.id}`,
            origin,
          },
        });
      });
      return NO_CONTENT;
    }),

    mounted(deps, contracts.signOutEverywhere, async ({ caller, request, origin }) => {
      const { account } = caller;
      const at = await deciding.now();
      const epoch = await db.$transaction(async (tx) => {
        const object = `account/${account.id}`;
        await saveAudit(tx, {
          at,
          actor: auditActorOf(caller),
          action: 'sign-out-everywhere',
          object,
          origin,
        });
        return endAllSessions(tx, account.id);
      });
      return goOn(deps, request, account, epoch);
    }),

    mounted(deps, contracts.changePassword, async ({ body, caller, request, origin }) => {
      const { account } = caller;
      const source = sourceKeyOf(request.ip);
      const epoch = await replacePassword(deps, { ...body, caller, source, origin });
      return goOn(deps, request, account, epoch);
    }),

    mounted(deps, contracts.resetPassword, async ({ body, request, origin }) => {
      await resetPassword(deps, { ...body, source: sourceKeyOf(request.ip), origin });
      return NO_CONTENT;
    }),
  ];
}
