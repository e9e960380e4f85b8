// Signing in and out. The whole people side stands behind this file and middleware/set-up-session.ts.
import { hash, verify } from '@node-rs/argon2';
import type { Request } from 'express';
import { findAccountByLogin } from '../../db/accounts.ts';
import { saveAudit } from '../../db/audit.ts';
import { publicContracts as contracts } from '../contract/public.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply } from '../problem.ts';
import { Refused } from '../refused.ts';

/** Verified when there is no such account, so that both answers take the same time. */
const nobody = hash('no account has this password');

async function signIn(request: Request, accountId: string): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    request.session.regenerate((error) => (error ? reject(error) : resolve())),
  );
  request.session.accountId = accountId;
  await new Promise<void>((resolve, reject) =>
    request.session.save((error) => (error ? reject(error) : resolve())),
  );
}

/** Routes of the session. */
export function sessionRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;
  return [
    mounted(deps, contracts.signIn, async ({ body, request, requestId }) => {
      const account = await findAccountByLogin(db, body.login);
      const fits = await verify(account?.passwordHash ?? (await nobody), body.password);
      const at = await deciding.now();
      if (!account || !fits || account.state !== 'active') {
        const actor = { id: account?.id ?? 'unknown', role: 'applicant' } as const;
        await saveAudit(db, {
          at,
          actor,
          action: 'sign-in',
          object: 'session',
          refusal: 'sign-in-failed',
          requestId,
        });
        throw new Refused({ code: 'sign-in-failed' });
      }
      await signIn(request, account.id);
      await saveAudit(db, {
        at,
        actor: { id: account.id, role: account.role },
        action: 'sign-in',
        object: 'session',
        requestId,
      });
      const { id, role, displayName } = account;
      return jsonReply(200, { id, role, displayName });
    }),

    mounted(deps, contracts.whoAmI, async ({ account: { id, role, displayName } }) =>
      jsonReply(200, { id, role, displayName }),
    ),

    mounted(deps, contracts.signOut, async ({ request }) => {
      await new Promise<void>((resolve, reject) =>
        request.session.destroy((error) => (error ? reject(error) : resolve())),
      );
      return { status: 204, headers: {}, body: '' };
    }),
  ];
}
