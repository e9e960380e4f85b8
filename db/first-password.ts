// The first password of an account, sent to its mobile: how one signs in is told with it.
import type { Instant } from '../domain/calendar/local-date.ts';
import type { Transaction } from './client.ts';
import { saveDirectMessage } from './messages.ts';

export interface FirstPassword {
  readonly accountId: string;
  readonly mobile: string;
  /** Operators of units sign in by it; individuals by mobile or identity number. */
  readonly login: string | null;
  readonly password: string;
  readonly at: Instant;
}

/** Leaves the SMS with a first password. */
export async function sendFirstPassword(
  tx: Transaction,
  { accountId, mobile, login, password, at }: FirstPassword,
): Promise<void> {
  const to = { to: mobile, accountId, createdAt: at };
  if (login === null)
    return saveDirectMessage(tx, { ...to, template: 'account-activated', slots: { password } });
  return saveDirectMessage(tx, { ...to, template: 'operator-activated', slots: { login, password } });
}
