// Passwords of users (registration.md §8): eight characters at least, of two classes at least.
import type { Refusal } from '../refusals.ts';

const LEAST_LENGTH = 8;
const LEAST_CLASSES = 2;
const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u] as const;

/** Why a password is too weak, or null. Counted in characters as the hash sees them. */
export function checkPassword(password: string): Refusal | null {
  const text = password.normalize('NFKC');
  const classes = CLASSES.filter((form) => form.test(text)).length;
  return [...text].length >= LEAST_LENGTH && classes >= LEAST_CLASSES ? null : { code: 'password-weak' };
}
