// The signature of the courier's callbacks: HMAC-SHA256 over time stamp and raw body.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../domain/calendar/local-date.ts';

export interface SignedCallback {
  readonly secret: string;
  /** As in the headers; undefined when they were left out. */
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
  /** The bytes as they came, before any parsing. */
  readonly rawBody: string | Uint8Array;
  /** The platform's time. */
  readonly now: Date | Instant;
  readonly toleranceSeconds?: number;
}

/** Whether a callback is the courier's own and fresh. Says nothing about which part was wrong. */
export function verifyCourierSignature({
  secret,
  timestamp = '',
  signature = '',
  rawBody,
  now,
  toleranceSeconds = 300,
}: SignedCallback): boolean {
  const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(rawBody).digest();
  const given = /^[0-9a-f]{64}$/.test(signature)
    ? Buffer.from(signature, 'hex')
    : Buffer.alloc(expected.length);
  const isFresh = Math.abs(new Date(now).getTime() - Date.parse(timestamp)) <= toleranceSeconds * 1000;
  return timingSafeEqual(given, expected) && isFresh;
}
