// One's own password asked for again, before something that cannot be undone.
import { findCredentials } from '../../db/accounts.ts';
import { isPassword } from '../../db/passwords.ts';
import type { Refusal } from '../../domain/refusals.ts';
import type { ApiDeps } from '../mounted.ts';
import { forgiveGuess, takeGuess } from './guesses.ts';

export interface Confirmation {
  readonly accountId: string;
  readonly password: string;
  readonly source: string;
}

/** Why a password does not confirm anything, or null. A session left open must not be a place to guess at it. */
export async function confirmPassword(
  { db, limits }: Pick<ApiDeps, 'db' | 'limits'>,
  { accountId, password, source }: Confirmation,
): Promise<Refusal | null> {
  const guess = { at: `password ${accountId}`, source, device: null };
  const locked = await takeGuess(limits, guess);
  if (locked) return locked;
  const account = await findCredentials(db, accountId);
  if (!(await isPassword(account?.passwordHash ?? null, password)))
    return { code: 'current-password-wrong', pointer: '/password' };
  await forgiveGuess(limits, guess);
  return null;
}
