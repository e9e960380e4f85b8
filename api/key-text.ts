// How a system shows its key: `Authorization: Bearer yz_…`, and no cookie of a session beside it.
import type { Request } from 'express';

const BEARER = /^Bearer +(yz_\S*)$/i;
const SESSION_COOKIE = /(?:^|;)\s*(?:__Host-)?sid=/;

/** The key a request shows; undefined where it shows none. */
export function findShownKey(request: Request): string | undefined {
  return BEARER.exec(request.get('Authorization') ?? '')?.[1];
}

/** Whether a request brings the cookie of a session, whatever it is worth. */
export function bringsSession(request: Request): boolean {
  return SESSION_COOKIE.test(request.get('Cookie') ?? '');
}
