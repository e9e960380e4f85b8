// A new password: for whoever knows the present one, or has the account's telephone.
import { findAccountByIdentifier, findCredentials } from '../../db/accounts.ts';
import { type Origin, saveAudit } from '../../db/audit.ts';
import { hashPassword, isPassword } from '../../db/passwords.ts';
import { changePassword } from '../../db/sessions.ts';
import { isMobile } from '../../domain/identity/mobile.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { checkPassword } from '../../domain/registration/password.ts';
import { auditActorOf, type Caller } from '../caller.ts';
import type { ApiDeps } from '../mounted.ts';
import { Refused } from '../refused.ts';
import { forgiveGuess, takeGuess } from './guesses.ts';
import { identifierOf, visitorAs } from './prove.ts';

type Deps = Pick<ApiDeps, 'db' | 'deciding' | 'limits' | 'phoneCodes'>;

interface Change {
  readonly caller: Caller;
  readonly current: string;
  readonly next: string;
  readonly source: string;
  readonly origin: Origin;
}

/** Changes the caller's password and ends all their sessions. Returns the new epoch. */
export async function replacePassword(deps: Deps, change: Change): Promise<number> {
  const { db, deciding, limits } = deps;
  const { caller, current, next, source, origin } = change;
  const { id } = caller.account;
  const at = await deciding.now();
  const entry = {
    at,
    actor: auditActorOf(caller),
    action: 'change-password',
    object: `account/${id}`,
    origin,
  };

  async function refuse(refusal: Refusal): Promise<never> {
    await saveAudit(db, { ...entry, refusal: refusal.code });
    throw new Refused(refusal);
  }

  const weak = checkPassword(next);
  if (weak) return refuse({ ...weak, pointer: '/next' });
  // A session left open must not be a place to guess at the password.
  const guess = { at: `password ${id}`, source, device: null };
  const locked = await takeGuess(limits, guess);
  if (locked) return refuse(locked);
  const account = await findCredentials(db, id);
  const before = account?.passwordHash ?? null;
  if (!(await isPassword(before, current)))
    return refuse({ code: 'current-password-wrong', pointer: '/current' });
  await forgiveGuess(limits, guess);
  if (current.normalize('NFKC') === next.normalize('NFKC'))
    return refuse({ code: 'password-unchanged', pointer: '/next' });
  const passwordHash = await hashPassword(next);
  const epoch = await db.$transaction(async (tx) => {
    const changed = await changePassword(tx, { accountId: id, before, passwordHash });
    if (changed !== null) await saveAudit(tx, entry);
    return changed;
  });
  return epoch ?? refuse({ code: 'current-password-wrong', pointer: '/current' });
}

interface Reset {
  readonly login: string;
  readonly code: string;
  readonly next: string;
  readonly source: string;
  readonly origin: Origin;
}

/** No mobile: codes are checked against it where an account has none, so that both take the same time. */
const NO_MOBILE = '10000000000';

/** Sets a new password with a code sent to the account's mobile. Whether there is an account, nobody learns. */
export async function resetPassword(deps: Deps, reset: Reset): Promise<void> {
  const { db, deciding, limits, phoneCodes } = deps;
  const { login, code, next, source, origin } = reset;
  const weak = checkPassword(next);
  if (weak) throw new Refused({ ...weak, pointer: '/next' });
  const identifier = identifierOf(login);
  const account = await findAccountByIdentifier(db, identifier);
  const at = await deciding.now();
  const object = account ? `account/${account.id}` : 'account';
  const entry = { at, actor: visitorAs(account), action: 'reset-password', object, origin };

  async function refuse(refusal: Refusal): Promise<never> {
    await saveAudit(db, { ...entry, refusal: refusal.code });
    throw new Refused(refusal);
  }

  const locked = await limits.take('sign-in-source', source);
  if (locked) return refuse(locked);
  const resettable = account && account.kind !== 'staff' && account.state === 'active' ? account : undefined;
  const mobile = resettable?.mobile ?? (isMobile(identifier) ? identifier : NO_MOBILE);
  const ask = { mobile, purpose: 'reset-password', code } as const;
  const wrong = await phoneCodes.check(ask);
  const passwordHash = await hashPassword(next);
  if (wrong || !resettable) return refuse({ code: 'password-reset-failed' });
  const { id: accountId, passwordHash: before } = resettable;
  const isDone = await db.$transaction(async (tx) => {
    if (!(await phoneCodes.use(tx, ask))) return false;
    if ((await changePassword(tx, { accountId, before, passwordHash })) === null) return false;
    await saveAudit(tx, entry);
    return true;
  });
  if (!isDone) return refuse({ code: 'password-reset-failed' });
  await limits.giveBack('sign-in-source', source);
  await limits.reset('sign-in-identifier', identifier.toUpperCase());
}
