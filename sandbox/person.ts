// A person at the API: signs in, keeps the cookie, names versions and keys as a careful client does.
import { randomUUID } from 'node:crypto';

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
      const [cookie] = response.headers.getSetCookie();
      if (cookie !== undefined) this.cookie = cookie.split(';')[0] ?? '';
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: text.startsWith('{') ? JSON.parse(text) : {},
      };
    },
  };
}

/** Signs in. @throws Error when the account or the password is wrong */
export async function signIn(
  url: string,
  login: string,
  password: string,
): Promise<PersonAtApi & { accountId: string }> {
  const person = anybody(url);
  const { status, body } = await person.call('POST', '/api/v1/session', { body: { login, password } });
  if (status !== 200) throw new Error(`${login} cannot sign in: ${status}`);
  return Object.assign(person, { accountId: String(body.id) });
}
