// Passes for the pickup counter: signed, good for a minute, of one case and its present pickup code. Nothing is stored.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { RefusalCode } from '../../domain/refusals.ts';

/** A pass is signed for both: a code that was replaced takes its passes with it. */
export interface PassOf {
  readonly applicationId: string;
  readonly pickupCode: string;
}

export interface IssuedPass {
  readonly token: string;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
}

export interface PickupPasses {
  issue(of: PassOf): IssuedPass;
  /** Why a pass does not open this case; null when it does. */
  refusalOf(token: string, of: PassOf): RefusalCode | null;
}

/** How long a pass is shown before the next one is asked for. */
export const PASS_SECONDS = 60;
/** Clocks of two servers may differ, and a scan takes its time (assumed). */
export const PASS_GRACE_SECONDS = 15;

const HEADING = 'YZP1.';
const ID_BYTES = 16;
const TIME_BYTES = 6;
const NONCE_BYTES = 6;
const SIGNED_BYTES = ID_BYTES + TIME_BYTES + NONCE_BYTES;
/** 128 bits: nobody guesses one within its minute. */
const SIGNATURE_BYTES = 16;

/** Passes under a secret, by real time. */
export function pickupPasses(secret: string, clockMs: () => number): PickupPasses {
  const signed = (content: Uint8Array, pickupCode: string) =>
    createHmac('sha256', secret)
      .update('pickup-pass\0')
      .update(content)
      .update(`\0${pickupCode}`)
      .digest()
      .subarray(0, SIGNATURE_BYTES);

  return {
    issue: ({ applicationId, pickupCode }) => {
      const issuedAtMs = clockMs();
      const time = Buffer.alloc(TIME_BYTES);
      time.writeUIntBE(issuedAtMs, 0, TIME_BYTES);
      const content = Buffer.concat([bytesOf(applicationId), time, randomBytes(NONCE_BYTES)]);
      const bytes = Buffer.concat([content, signed(content, pickupCode)]);
      const expiresAtMs = issuedAtMs + PASS_SECONDS * 1_000;
      return { token: HEADING + bytes.toString('base64url'), issuedAtMs, expiresAtMs };
    },
    refusalOf: (token, { applicationId, pickupCode }) => {
      const bytes = findBytes(token);
      if (bytes === undefined) return 'pickup-pass-invalid';
      const content = bytes.subarray(0, SIGNED_BYTES);
      // Told apart before the signature: whose code it was signed for is not known here.
      if (!content.subarray(0, ID_BYTES).equals(bytesOf(applicationId))) return 'pickup-pass-of-another';
      if (!timingSafeEqual(bytes.subarray(SIGNED_BYTES), signed(content, pickupCode)))
        return 'pickup-pass-invalid';
      return isFresh(content.readUIntBE(ID_BYTES, TIME_BYTES), clockMs()) ? null : 'pickup-pass-expired';
    },
  };
}

/** The case a pass says it is of, whether or not it was signed by us; undefined of what is no pass. */
export function caseOfPass(token: string): string | undefined {
  const hex = findBytes(token)?.subarray(0, ID_BYTES).toString('hex');
  return hex?.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function findBytes(token: string): Buffer | undefined {
  if (!token.startsWith(HEADING)) return undefined;
  const bytes = Buffer.from(token.slice(HEADING.length), 'base64url');
  const isWhole = bytes.byteLength === SIGNED_BYTES + SIGNATURE_BYTES;
  // The text must be the one spelling of its bytes.
  return isWhole && HEADING + bytes.toString('base64url') === token ? bytes : undefined;
}

const bytesOf = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex');

function isFresh(issuedAtMs: number, nowMs: number): boolean {
  const grace = PASS_GRACE_SECONDS * 1_000;
  return nowMs >= issuedAtMs - grace && nowMs <= issuedAtMs + PASS_SECONDS * 1_000 + grace;
}
