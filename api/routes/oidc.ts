// Signing in through the identity provider of the staff, and who is linked to whom there.
import type { Request } from 'express';
import { findAccount, type SignedInAccount } from '../../db/accounts.ts';
import { saveAudit } from '../../db/audit.ts';
import type { Database } from '../../db/client.ts';
import type { Reply } from '../../db/idempotency.ts';
import { findStaff } from '../../db/staff.ts';
import { findStaffIdBySubject, linkSubject } from '../../db/staff-identity.ts';
import { transact } from '../../db/transact.ts';
import { auditActorOf } from '../caller.ts';
import { oidcContracts as contracts } from '../contract/oidc.ts';
import { type ApiDeps, type Mounted, mounted } from '../mounted.ts';
import { jsonReply } from '../problem.ts';
import { Refused } from '../refused.ts';
import { ATTEMPT_MS, type IdentityProvider, type OidcAttempt } from '../sign-in/oidc.ts';
import { openSession } from '../sign-in/open-session.ts';

const HOME = '/';

/** Routes of sign-in through the identity provider. */
export function oidcRoutes(deps: ApiDeps): readonly Mounted[] {
  const { db, deciding } = deps;

  function getProvider(): IdentityProvider {
    if (deps.identityProvider === null) throw new Refused({ code: 'sign-in-not-offered' });
    return deps.identityProvider;
  }

  return [
    mounted(deps, contracts.begin, async ({ request }) => {
      const { location, attempt } = await getProvider().begin(hereOf(request));
      request.session.oidcAttempt = attempt;
      // Of somebody who is not signed in nothing else is kept, and not for long.
      if (request.session.accountId === undefined) request.session.cookie.maxAge = ATTEMPT_MS;
      return redirect(location);
    }),

    mounted(deps, contracts.callback, async ({ request, origin }) => {
      const provider = getProvider();
      const at = await deciding.now();
      let account: SignedInAccount | undefined;
      try {
        const attempt = await takeAttempt(request);
        const { subject, twoFactors } = await provider.prove(hereOf(request), queryOf(request), attempt);
        account = await findBySubject(db, subject);
        if (account?.state !== 'active') throw new Refused({ code: 'identity-unknown' });
        if (!twoFactors) throw new Refused({ code: 'second-factor-missing' });
      } catch (error) {
        if (error instanceof Refused)
          await saveAudit(db, {
            ...{ at, actor: actorOf(account), action: 'sign-in-oidc', object: 'session', origin },
            refusal: error.refusal.code,
          });
        throw error;
      }
      await openSession(request, account);
      await saveAudit(db, { at, actor: actorOf(account), action: 'sign-in-oidc', object: 'session', origin });
      return redirect(HOME);
    }),

    mounted(deps, contracts.link, async ({ params, body, caller, origin, keep }) => {
      const at = await deciding.now();
      return transact(db, async (tx) => {
        const member = await findStaff(tx, params.id);
        if (!member || !caller.ability.mayOn('change', 'StaffAccount', member))
          throw new Refused({ code: 'not-found' });
        if (member.id === caller.account.id) throw new Refused({ code: 'four-eyes' });
        const link = await linkSubject(tx, member.id, body.subject);
        if (link === null) throw new Refused({ code: 'identity-taken', pointer: '/subject' });
        await saveAudit(tx, {
          ...{
            at,
            actor: auditActorOf(caller),
            action: 'link-identity',
            object: `account/${member.id}`,
            origin,
          },
          states: { before: link.before, after: body.subject },
        });
        const reply = jsonReply(200, { id: member.id, linked: body.subject !== null });
        await keep(tx, reply);
        return reply;
      });
    }),
  ];
}

const redirect = (location: string): Reply => ({ status: 303, headers: { Location: location }, body: '' });

/** The platform's own address as the browser sees it. */
const hereOf = (request: Request) => `${request.protocol}://${request.get('Host') ?? ''}`;

const queryOf = (request: Request) => new URL(request.originalUrl, hereOf(request)).search;

/** The attempt that the browser comes back from. It is used up before anything is looked at: good once. */
async function takeAttempt({ session }: Request): Promise<OidcAttempt> {
  const { oidcAttempt } = session;
  if (oidcAttempt === undefined) throw new Refused({ code: 'identity-not-proven' });
  Reflect.deleteProperty(session, 'oidcAttempt');
  await new Promise<void>((resolve, reject) => session.save((error) => (error ? reject(error) : resolve())));
  if (oidcAttempt.until < Date.now()) throw new Refused({ code: 'identity-not-proven' });
  return oidcAttempt;
}

async function findBySubject(db: Database, subject: string): Promise<SignedInAccount | undefined> {
  const id = await findStaffIdBySubject(db, subject);
  return id === undefined ? undefined : findAccount(db, id);
}

/** Who tried, as far as it is known. */
function actorOf(account: SignedInAccount | undefined) {
  if (account === undefined) return { id: 'unknown', role: 'staff' };
  const { id, role, office } = account;
  return { id, role, office };
}
