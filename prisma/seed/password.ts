// The one password of all seeded accounts, hashed once a process.
import { hash } from '@node-rs/argon2';

/** For demonstrations only; printed in the README. */
export const DEMO_PASSWORD = 'Yizhan-2015';

/** The second factor of seeded staff, for any authenticator. Base32. */
export const DEMO_TOTP_SECRET = 'YIZHAN2YIZHAN2YIZHAN2YIZHAN2YIZH';

let hashed: Promise<string> | undefined;

/** Argon2id of the demo password. */
export function demoPasswordHash(): Promise<string> {
  hashed ??= hash(DEMO_PASSWORD);
  return hashed;
}
