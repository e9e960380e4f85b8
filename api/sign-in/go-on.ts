// Going on after every session of an account has ended: the one who ended them stays.
import type { Request } from 'express';
import type { SignedInAccount } from '../../db/accounts.ts';
import type { Reply } from '../../db/idempotency.ts';
import type { ApiDeps } from '../mounted.ts';
import { openSession } from './open-session.ts';

/** Opens a session of the new epoch, on a device that is known again; the answer says no more than that. */
export async function goOn(
  { devices, clockMs }: Pick<ApiDeps, 'devices' | 'clockMs'>,
  request: Request,
  account: SignedInAccount,
  epoch: number,
): Promise<Reply> {
  const renewed = { ...account, sessionEpoch: epoch };
  await openSession(request, renewed, clockMs());
  return { status: 204, headers: { 'Set-Cookie': devices.cookieFor(request, renewed) }, body: '' };
}
