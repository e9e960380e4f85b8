// Signing in, in one step or two, and out.
import type { Request } from 'express';
import { findAccount, roleNameOf, type SignedInAccount } from '../../db/accounts.ts';
import { type Origin, saveAudit } from '../../db/audit.ts';
import type { Reply } from '../../db/idempotency.ts';
import { releaseLocksOf } from '../../db/violations/window-locks.ts';
import type { BodyOf } from '../contract/define.ts';
import { sessionContracts as contracts } from '../contract/session.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply, NO_CONTENT } from '../problem.ts';
import { ruleForPages } from '../rules-for-pages.ts';
import { awaitSecondFactor, closeSession, openSession } from '../sign-in/open-session.ts';
import { type Known, provePassword, provePhone, visitorAs } from '../sign-in/prove.ts';
import { proveSecondFactor, setUpSecondFactor } from '../sign-in/second-factor.ts';
import { sourceKeyOf } from '../sign-in/source.ts';

/** Routes of the session. */
export function sessionRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding, devices, clockMs } = deps;

  function prove(body: BodyOf<typeof contracts.signIn>, request: Request, origin: Origin): Promise<Known> {
    const deviceOf = (account: Known | undefined) => devices.markOf(request, account);
    const visitor = { login: body.login, source: sourceKeyOf(request.ip), deviceOf, origin };
    return 'code' in body
      ? provePhone(deps, { ...visitor, code: body.code })
      : provePassword(deps, { ...visitor, password: body.password });
  }

  /** Opens the session of whoever has shown all they must, and remembers the device. */
  async function enter(account: SignedInAccount, request: Request, origin: Origin): Promise<Reply> {
    await saveAudit(db, {
      ...{
        at: await deciding.now(),
        actor: visitorAs(account),
        action: 'sign-in',
        object: 'session',
        origin,
      },
    });
    await openSession(request, account, clockMs());
    const cookie = devices.cookieFor(request, account);
    return jsonReply(200, { state: 'signed-in', ...shown(account) }, { 'Set-Cookie': cookie });
  }

  return [
    mounted(deps, contracts.signIn, async ({ body, request, origin }) => {
      const account = await prove(body, request, origin);
      if (account.kind !== 'staff') return enter(account, request, origin);
      await awaitSecondFactor(request, account, clockMs());
      const at = await deciding.now();
      const actor = visitorAs(account);
      await saveAudit(db, { at, actor, action: 'sign-in-password', object: 'session', origin });
      return jsonReply(200, {
        state: account.totpSealed === null ? 'second-factor-set-up' : 'second-factor',
      });
    }),

    mounted(deps, contracts.setUpTotp, async ({ request, origin }) =>
      jsonReply(200, await setUpSecondFactor(deps, request, origin)),
    ),

    mounted(deps, contracts.secondFactor, async ({ body, request, origin }) =>
      enter(await proveSecondFactor(deps, request, body.code, origin), request, origin),
    ),

    mounted(deps, contracts.whoAmI, async ({ caller: { account, ability } }) =>
      jsonReply(200, {
        ...{ ...shown(account), roleName: roleNameOf(account) },
        rules: ability.rules.map(ruleForPages),
      }),
    ),

    mounted(deps, contracts.signOut, async ({ request, origin }) => {
      const { accountId, handle } = request.session;
      await closeSession(request);
      const account = accountId === undefined ? undefined : await findAccount(db, accountId);
      if (account) {
        const at = await deciding.now();
        await db.$transaction(async (tx) => {
          if (handle !== undefined) await releaseLocksOf(tx, [handle]);
          const actor = visitorAs(account);
          await saveAudit(tx, { at, actor, action: 'sign-out', object: 'session', origin });
        });
      }
      return NO_CONTENT;
    }),
  ];
}

function shown({ id, role, kind, displayName, office, mustChangePassword }: SignedInAccount) {
  return { id, role, kind, displayName, office, mustChangePassword };
}
