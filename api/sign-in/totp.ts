// One-time codes by time (RFC 6238): six digits, thirty seconds, one step of tolerance either way.
import { generateSecret, generateURI, verify } from 'otplib';

const STEP_SECONDS = 30;
const ISSUER = '驿站 Yizhan';

/** 160 random bits in base32. */
export const newTotpSecret = (): string => generateSecret({ length: 20 });

/** What an authenticator scans. The label is the login, which names nobody. */
export const totpUri = (secret: string, login: string): string =>
  generateURI({ issuer: ISSUER, label: login, secret });

/** The time step a code belongs to; null when it is none of the secret's around that time. */
export async function findTotpStep(secret: string, code: string, atMs: number): Promise<number | null> {
  const told = await verify({
    ...{ secret, token: code, strategy: 'totp', period: STEP_SECONDS },
    ...{ epoch: Math.floor(atMs / 1_000), epochTolerance: STEP_SECONDS },
  });
  return told.valid && 'timeStep' in told ? told.timeStep : null;
}
