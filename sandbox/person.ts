// A person at the API: signs in, keeps the cookie, names versions and keys as a careful client does.
import { randomUUID } from 'node:crypto';
import { generate } from 'otplib';
import { DEMO_TOTP_SECRET } from '../prisma/seed/password.ts';

export interface Answer {
  readonly status: number;
  // Answers are read by tests and demos field by field; their shapes are the API's contract.
  readonly body: Record<string, never> & { readonly [field: string]: unknown };
  readonly headers: Headers;
  readonly text: string;
}

export interface Call {
  readonly body?: unknown;
  readonly version?: number;
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface PersonAtApi {
  call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, call?: Call): Promise<Answer>;
}

/** Somebody who is not signed in. */
export function anybody(url: string): PersonAtApi & { cookie: string } {
  return {
    cookie: '',
    async call(method, path, { body, version, key = randomUUID(), headers = {} } = {}) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
          ...(key === null || method === 'GET' ? {} : { 'Idempotency-Key': key }),
          ...(this.cookie === '' ? {} : { Cookie: this.cookie }),
          ...headers,
        },
        ...(body === undefined
          ? {}
          : {
              body:
                body instanceof Uint8Array
                  ? new Uint8Array(body)
                  : typeof body === 'string'
                    ? body
                    : JSON.stringify(body),
            }),
      });
      const text = await response.text();
      this.cookie = withCookies(this.cookie, response.headers.getSetCookie());
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: text.startsWith('{') ? JSON.parse(text) : {},
      };
    },
  };
}

/** A browser's cookies after an answer: the latest of each name. */
export function withCookies(kept: string, set: readonly string[]): string {
  const pairs = [...kept.split('; '), ...set.map((cookie) => cookie.split(';')[0] ?? '')].filter(Boolean);
  const byName = new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair]));
  return [...byName.values()].join('; ');
}

/** Signs in; seeded staff with their second factor. @throws Error when somebody cannot */
export async function signIn(
  url: string,
  login: string,
  password: string,
): Promise<PersonAtApi & { accountId: string }> {
  const person = anybody(url);
  const first = await person.call('POST', '/api/v1/session', { body: { login, password } });
  const isHalfWay = first.status === 200 && first.body.state === 'second-factor';
  const { status, body } = isHalfWay ? await giveSecondFactor(person) : first;
  if (status !== 200 || body.state !== 'signed-in') throw new Error(`${login} cannot sign in: ${status}`);
  return Object.assign(person, { accountId: String(body.id) });
}

const STEP_MS = 30_000;

/**
 * Gives the one-time code that seeded staff’s authenticators show. Each is good once: where somebody signs in again
 * within half a minute it is the next one that is taken, up to three times a minute.
 */
export async function giveSecondFactor(person: PersonAtApi, secret = DEMO_TOTP_SECRET): Promise<Answer> {
  let answer: Answer | undefined;
  for (const step of [-1, 0, 1]) {
    const epoch = Math.floor((Date.now() + step * STEP_MS) / 1_000);
    const code = await generate({ secret, strategy: 'totp', epoch });
    answer = await person.call('POST', '/api/v1/session/second-factor', { body: { code } });
    if (answer.status === 200) return answer;
  }
  throw new Error(`no one-time code is taken: ${answer?.text}`);
}
