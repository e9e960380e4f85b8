// Devices on which somebody has signed in before: a cookie says so, signed for the account and its epoch. Nothing is stored.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import type { SignedInAccount } from '../../db/accounts.ts';

type Owner = Pick<SignedInAccount, 'id' | 'sessionEpoch'>;

export interface KnownDevices {
  /** The mark by which a request's device is known to the account; null when it is not. */
  markOf(request: Request, account: Owner | undefined): string | null;
  /** The header that makes a request's device known to an account it has just signed in to. */
  cookieFor(request: Request, account: Owner): string;
}

/** Accounts that one device may be known to: a family's tablet, a counter's computer. */
const MOST_ACCOUNTS = 8;
const KNOWN_SECONDS = 180 * 86_400;
const MARK_BYTES = 12;
const NAMES = { plain: 'device', secure: '__Host-device' } as const;

/** Known devices under a secret. */
export function knownDevices(secret: string): KnownDevices {
  const signed = (mark: string, { id, sessionEpoch }: Owner) =>
    createHmac('sha256', secret).update(`device\0${mark}\0${id}\0${sessionEpoch}`).digest('base64url');

  function isOf(token: string, account: Owner): boolean {
    const [mark = '', signature = ''] = token.split('.');
    const [given, right] = [Buffer.from(signature), Buffer.from(signed(mark, account))];
    return given.length === right.length && timingSafeEqual(given, right);
  }

  return {
    markOf: (request, account) => {
      const token = account && tokensOf(request).find((each) => isOf(each, account));
      return token?.split('.')[0] ?? null;
    },
    cookieFor: (request, account) => {
      const tokens = tokensOf(request);
      const mark = randomBytes(MARK_BYTES).toString('base64url');
      const others = tokens.filter((token) => !isOf(token, account)).slice(0, MOST_ACCOUNTS - 1);
      const value = [`${mark}.${signed(mark, account)}`, ...others].join('~');
      const secure = isSecure(request);
      const name = secure ? NAMES.secure : NAMES.plain;
      return `${name}=${value}; Path=/; Max-Age=${KNOWN_SECONDS}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
    },
  };
}

/** As the session's own cookie is. */
const isSecure = ({ session }: Request) => session.cookie.secure === true;

function tokensOf(request: Request): readonly string[] {
  const name = isSecure(request) ? NAMES.secure : NAMES.plain;
  const cookies = (request.get('Cookie') ?? '').split(';').map((each) => each.trim());
  const value = cookies.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  return value.split('~').filter(Boolean).slice(0, MOST_ACCOUNTS);
}
