// What a scanner at the counter may bring in: the bars of a number, the square of a slip, the square of a pass on a phone.
import { isApplicationNumber } from '../identity/application-number.ts';

export type Scanned =
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'slip'; readonly number: string; readonly pickupCode: string }
  | { readonly kind: 'pass'; readonly token: string };

const SLIP = /^YZQH:([^:]+):(\d{6})$/i;
const PASS = /^YZP1\.[A-Za-z0-9_-]{20,120}$/;

/** What the square of a slip says (驿站取货). */
export function slipText(number: string, pickupCode: string): string {
  return `YZQH:${number}:${pickupCode}`;
}

/** What was scanned or typed; undefined when it is nothing of ours. */
export function findScanned(text: string): Scanned | undefined {
  const scanned = text.trim();
  if (PASS.test(scanned)) return { kind: 'pass', token: scanned };
  const [, ofSlip, pickupCode] = SLIP.exec(scanned) ?? [];
  const number = (ofSlip ?? scanned).toUpperCase();
  if (!isApplicationNumber(number)) return undefined;
  return pickupCode === undefined ? { kind: 'number', number } : { kind: 'slip', number, pickupCode };
}
