// How long sessions last, by whose they are. All of it is real time: the platform's clock may be moved, sessions not.
import type { SignedInAccount } from '../../db/accounts.ts';
import { STAFF_IDLE_MS } from '../../domain/permissions/staff-session.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export interface SessionLimits {
  /** Without a request for so long it is over. */
  readonly idleMs: number;
  /** Over in any case. */
  readonly wholeMs: number;
}

const OF_STAFF: SessionLimits = { idleMs: STAFF_IDLE_MS, wholeMs: 12 * HOUR_MS };
const OF_USERS: SessionLimits = { idleMs: 30 * MINUTE_MS, wholeMs: 24 * HOUR_MS };

/** A password that was right waits so long for its second factor. */
export const SECOND_FACTOR_MS = 5 * MINUTE_MS;

/** The limits of an account's sessions. */
export function sessionLimitsOf({ kind }: Pick<SignedInAccount, 'kind'>): SessionLimits {
  return kind === 'staff' ? OF_STAFF : OF_USERS;
}

/** Whether a session is over: idle for too long, too old, or of an epoch that has passed. */
export function isOver(
  session: { readonly epoch: number; readonly openedAt: number; readonly seenAt: number },
  account: Pick<SignedInAccount, 'kind' | 'sessionEpoch'>,
  atMs: number,
): boolean {
  const { idleMs, wholeMs } = sessionLimitsOf(account);
  return (
    session.epoch !== account.sessionEpoch ||
    atMs - session.seenAt >= idleMs ||
    atMs - session.openedAt >= wholeMs
  );
}
