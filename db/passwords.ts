// Passwords: argon2id, and first ones that are sent by SMS and must be changed.
import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's second choice of parameters: argon2id (the library's own choice), 19 MiB, two passes; some 30 ms on one core. */
const PARAMETERS = {
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
} as const;

export const hashPassword = (password: string): Promise<string> =>
  hash(password.normalize('NFKC'), PARAMETERS);

/** Verified where there is no password, so that both answers take the same time. */
const nobody = hashPassword('no account has this password');

/** Whether a password is that of a hash; of no hash it never is. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const fits = await verify(passwordHash ?? (await nobody), password.normalize('NFKC'));
  return fits && passwordHash !== null;
}

/** Letters and digits that are not mistaken for one another on a small screen. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz';
const DIGITS = '23456789';

/** Ten characters of both classes: good for one sign-in. */
export function newFirstPassword(): string {
  const draw = (from: string) => from[randomInt(from.length)] ?? '';
  return Array.from({ length: 10 }, (_, index) => draw(index % 3 === 2 ? DIGITS : LETTERS)).join('');
}
