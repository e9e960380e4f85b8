// Showing who one is: by password or by a code to one's phone. Whoever cannot learns nothing, not even whether the account exists.
import { type Credentials, findAccountByIdentifier, type SignedInAccount } from '../../db/accounts.ts';
import type { AuditActor, Origin } from '../../db/audit.ts';
import { saveAudit } from '../../db/audit.ts';
import type { Database } from '../../db/client.ts';
import type { Deciding } from '../../db/deciding.ts';
import { isPassword } from '../../db/passwords.ts';
import type { PhoneCodes } from '../../db/phone-codes.ts';
import { isMobile, normaliseMobile } from '../../domain/identity/mobile.ts';
import { isLive } from '../../domain/permissions/service-access.ts';
import type { Refusal } from '../../domain/refusals.ts';
import type { Limits } from '../limits/limits.ts';
import { Refused } from '../refused.ts';
import { forgiveGuess, takeGuess } from './guesses.ts';

export type Known = SignedInAccount & Credentials;

/** Somebody at the door. */
export interface Visitor {
  readonly login: string;
  readonly source: string;
  /** The mark by which the visitor's device is known to an account. */
  readonly deviceOf: (account: Known | undefined) => string | null;
  readonly origin: Origin;
}

export interface ProofDeps {
  readonly db: Database;
  readonly deciding: Pick<Deciding, 'now'>;
  readonly limits: Limits;
  readonly phoneCodes: PhoneCodes;
  /** Slow on purpose. */
  readonly isPassword?: typeof isPassword;
}

/** A mobile in one of its spellings is the same mobile; so are identity numbers with x and X. */
export function identifierOf(login: string): string {
  const text = login.normalize('NFKC').trim();
  return isMobile(text) ? normaliseMobile(text) : text;
}

/** The account whose password this is. @throws Refused in one way for every failure */
export async function provePassword(
  deps: ProofDeps,
  visitor: Visitor & { password: string },
): Promise<Known> {
  const identifier = identifierOf(visitor.login);
  const account = await findAccountByIdentifier(deps.db, identifier);
  const guess = { at: identifier.toUpperCase(), source: visitor.source, device: visitor.deviceOf(account) };
  const locked = await takeGuess(deps.limits, guess);
  if (locked) return refuse(deps, visitor, account, locked);
  const fits = await (deps.isPassword ?? isPassword)(account?.passwordHash ?? null, visitor.password);
  if (!account || !fits) return refuse(deps, visitor, account, { code: 'sign-in-failed' });
  await forgiveGuess(deps.limits, guess);
  // Who knows the password may know the state.
  return isLive(account) ? account : refuse(deps, visitor, account, { code: 'account-not-active' });
}

/** The individual whose mobile was sent this code. @throws Refused in one way for every failure */
export async function provePhone(deps: ProofDeps, visitor: Visitor & { code: string }): Promise<Known> {
  const { db, limits, phoneCodes } = deps;
  const { source, code } = visitor;
  const mobile = identifierOf(visitor.login);
  const account = isMobile(mobile) ? await findAccountByIdentifier(db, mobile) : undefined;
  const locked = await limits.take('sign-in-source', source);
  if (locked) return refuse(deps, visitor, account, locked);
  const ask = { mobile, purpose: 'sign-in', code } as const;
  const wrong = await phoneCodes.check(ask);
  const isUsed = wrong === null && !(await db.$transaction((tx) => phoneCodes.use(tx, ask)));
  if (wrong || isUsed || account?.personId == null)
    return refuse(deps, visitor, account, { code: 'sign-in-failed' });
  await limits.giveBack('sign-in-source', source);
  return isLive(account) ? account : refuse(deps, visitor, account, { code: 'account-not-active' });
}

/** Notes the failure, of a known account or not, and refuses. */
async function refuse(
  { db, deciding }: ProofDeps,
  { origin }: Visitor,
  account: SignedInAccount | undefined,
  refusal: Refusal,
): Promise<never> {
  await saveAudit(db, {
    ...{ at: await deciding.now(), actor: visitorAs(account), action: 'sign-in', object: 'session', origin },
    refusal: refusal.code,
  });
  throw new Refused(refusal);
}

/** Who tried, as far as it is known. */
export function visitorAs(account: SignedInAccount | undefined): AuditActor {
  if (account === undefined) return { id: 'unknown', role: 'applicant' };
  const { id, role, office } = account;
  return { id, role, office };
}
