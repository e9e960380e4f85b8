// The signature of the courier's callbacks: HMAC-SHA256 over time stamp and raw body.
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface SignedCallback {
  readonly secret: string;
  /** ISO 8601, as sent. */
  readonly timestamp: string;
  readonly rawBody: Uint8Array;
  readonly signature: string;
  readonly now: number;
  readonly toleranceSeconds?: number;
}

/** Whether a callback is the courier's own and recent. Compares in constant time. */
export function verifyCourierSignature({
  secret,
  timestamp,
  rawBody,
  signature,
  now,
  toleranceSeconds = 300,
}: SignedCallback): boolean {
  const sentAt = Date.parse(timestamp);
  if (!Number.isFinite(sentAt) || Math.abs(now - sentAt) > toleranceSeconds * 1000) return false;
  const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(rawBody).digest();
  const offered = Buffer.from(signature, 'hex');
  return offered.length === expected.length && timingSafeEqual(offered, expected);
}
