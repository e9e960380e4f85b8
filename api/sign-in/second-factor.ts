// The second step of the staff's sign-in: a one-time code, or the setting up of what makes them.
import type { Request } from 'express';
import { type Credentials, findCredentials, type SignedInAccount } from '../../db/accounts.ts';
import { type Origin, saveAudit } from '../../db/audit.ts';
import { enrolTotp, takeTotpStep } from '../../db/second-factor.ts';
import type { Refusal } from '../../domain/refusals.ts';
import type { PendingSignIn } from '../middleware/set-up-session.ts';
import type { ApiDeps } from '../mounted.ts';
import { Refused } from '../refused.ts';
import { forgiveGuess, takeGuess } from './guesses.ts';
import { saveSession } from './open-session.ts';
import { visitorAs } from './prove.ts';
import { sourceKeyOf } from './source.ts';
import { findTotpStep, newTotpSecret, totpUri } from './totp.ts';

type Deps = Pick<ApiDeps, 'db' | 'deciding' | 'limits' | 'devices' | 'clockMs'>;

interface Awaited {
  readonly account: SignedInAccount & Credentials;
  readonly pending: PendingSignIn;
}

/** Makes a secret for a member who has none. It is kept with the pending sign-in until a code confirms it. */
export async function setUpSecondFactor(
  deps: Deps,
  request: Request,
  origin: Origin,
): Promise<{ secret: string; uri: string }> {
  const { account, pending } = await getAwaited(deps, request);
  if (account.totpSealed !== null) throw new Refused({ code: 'second-factor-set-up' });
  const secret = newTotpSecret();
  request.session.pending = { ...pending, totpSealed: deps.db.vault.seal(secret) };
  await saveSession(request);
  await note(deps, account, { action: 'set-up-second-factor', origin });
  return { secret, uri: totpUri(secret, account.login ?? account.id) };
}

/** Whose second factor this code is. Each is good once. @throws Refused when it is none */
export async function proveSecondFactor(
  deps: Deps,
  request: Request,
  code: string,
  origin: Origin,
): Promise<SignedInAccount> {
  const { db, limits, devices, clockMs } = deps;
  const { account, pending } = await getAwaited(deps, request);
  const isEnrolling = account.totpSealed === null;
  const totpSealed = account.totpSealed ?? pending.totpSealed;
  if (totpSealed === null) throw new Refused({ code: 'second-factor-not-set-up' });
  const guess = {
    at: `totp ${account.id}`,
    source: sourceKeyOf(request.ip),
    device: devices.markOf(request, account),
  };
  const locked = await takeGuess(limits, guess);
  if (locked) return refuse(deps, account, locked, origin);
  const step = await findTotpStep(db.vault.open(totpSealed), code, clockMs());
  const used = step === null ? null : { accountId: account.id, totpSealed, step };
  const isTaken =
    used !== null && (await (isEnrolling ? enrol(deps, account, used, origin) : takeTotpStep(db, used)));
  if (!isTaken) return refuse(deps, account, { code: 'second-factor-failed' }, origin);
  await forgiveGuess(limits, guess);
  return account;
}

/** Keeps a secret with its first code, and notes it; false where one is kept already. */
async function enrol(
  { db, deciding }: Deps,
  account: SignedInAccount,
  used: Parameters<typeof enrolTotp>[1],
  origin: Origin,
): Promise<boolean> {
  const [at, actor, object] = [await deciding.now(), visitorAs(account), `account/${account.id}`];
  return db.$transaction(async (tx) => {
    if (!(await enrolTotp(tx, used))) return false;
    await saveAudit(tx, { at, actor, object, action: 'confirm-second-factor', origin });
    return true;
  });
}

/** Whose password was right a moment ago, if nothing has changed since. */
async function getAwaited({ db, clockMs }: Deps, { session }: Request): Promise<Awaited> {
  const { pending } = session;
  if (pending === undefined || pending.until <= clockMs())
    throw new Refused({ code: 'second-factor-not-awaited' });
  const account = await findCredentials(db, pending.accountId);
  if (account?.state !== 'active' || account.sessionEpoch !== pending.epoch)
    throw new Refused({ code: 'second-factor-not-awaited' });
  return { account, pending };
}

async function refuse(
  deps: Deps,
  account: SignedInAccount,
  refusal: Refusal,
  origin: Origin,
): Promise<never> {
  await note(deps, account, { action: 'sign-in', origin, refusal: refusal.code });
  throw new Refused(refusal);
}

async function note(
  { db, deciding }: Deps,
  account: SignedInAccount,
  what: { action: string; origin: Origin; refusal?: string },
): Promise<void> {
  const object = what.action === 'sign-in' ? 'session' : `account/${account.id}`;
  await saveAudit(db, { ...what, object, at: await deciding.now(), actor: visitorAs(account) });
}
