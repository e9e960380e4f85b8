// Another mobile for an individual: by a code to the old one and a code to the new (registration.md §8).
import { findCredentials } from '../../db/accounts.ts';
import { type Origin, saveAudit } from '../../db/audit.ts';
import { changeMobile } from '../../db/contacts.ts';
import { saveDirectMessage } from '../../db/messages.ts';
import { endAllSessions } from '../../db/sessions.ts';
import { maskMobile } from '../../domain/identity/masking.ts';
import { isMobile, normaliseMobile } from '../../domain/identity/mobile.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { auditActorOf, type Caller } from '../caller.ts';
import type { ApiDeps } from '../mounted.ts';
import { Refused } from '../refused.ts';

type Deps = Pick<ApiDeps, 'db' | 'deciding' | 'limits' | 'phoneCodes'>;

/** The mobile an individual has and the one it shall become. @throws Refused */
export async function mobilesOf(
  { db }: Pick<Deps, 'db'>,
  { account }: Caller,
  text: string,
): Promise<{ old: string; next: string }> {
  if (account.personId === null) throw new Refused({ code: 'not-permitted' });
  const next = normaliseMobile(text);
  if (!isMobile(next)) throw new Refused({ code: 'mobile-invalid', pointer: '/mobile' });
  const old = (await findCredentials(db, account.id))?.mobile ?? null;
  if (old === null) throw new Refused({ code: 'mobile-not-on-file' });
  if (old === next) throw new Refused({ code: 'mobile-unchanged', pointer: '/mobile' });
  return { old, next };
}

interface Change {
  readonly caller: Caller;
  readonly mobile: string;
  readonly codeToOld: string;
  readonly codeToNew: string;
  readonly origin: Origin;
}

/** Changes the caller's mobile, ends all their sessions and tells the old mobile. Returns the new epoch. */
export async function replaceMobile(deps: Deps, change: Change): Promise<number> {
  const { db, deciding, phoneCodes } = deps;
  const { caller, origin } = change;
  const { id } = caller.account;
  const { old, next } = await mobilesOf(deps, caller, change.mobile);
  const at = await deciding.now();
  const entry = { at, actor: auditActorOf(caller), action: 'change-mobile', object: `account/${id}`, origin };

  async function refuse(refusal: Refusal): Promise<never> {
    await saveAudit(db, { ...entry, refusal: refusal.code });
    throw new Refused(refusal);
  }

  const codes = [
    { pointer: '/codeToOld', shown: { mobile: old, purpose: 'old-mobile', code: change.codeToOld } },
    { pointer: '/codeToNew', shown: { mobile: next, purpose: 'new-mobile', code: change.codeToNew } },
  ] as const;
  for (const { pointer, shown } of codes) {
    const wrong = await phoneCodes.check(shown);
    if (wrong) return refuse({ ...wrong, pointer });
  }
  const epoch = await db.$transaction(async (tx) => {
    for (const { shown } of codes) if (!(await phoneCodes.use(tx, shown))) return null;
    await changeMobile(tx, id, next, { at, applicationId: null });
    // Digests of numbers as they are could be found by trying all numbers.
    const [before, after] = [old, next].map((mobile) => db.vault.index('mobile', mobile));
    await saveAudit(tx, { ...entry, states: { before, after } });
    await saveDirectMessage(tx, {
      ...{ to: old, template: 'mobile-changed', accountId: id, createdAt: at },
      slots: { mobile: maskMobile(next) },
    });
    return endAllSessions(tx, id);
  });
  return epoch ?? refuse({ code: 'phone-code-wrong', pointer: '/codeToOld' });
}
