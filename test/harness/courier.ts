// The courier's side of a report: signed as the courier signs, or not quite.
import { sign } from '../../sandbox/courier/callbacks.ts';
import type { Call } from '../../sandbox/person.ts';
import { COURIER_SECRET } from './api.ts';

/** A report as a call, signed at the given time. */
export function signedReport(report: object, at: string, secret = COURIER_SECRET): Call {
  const body = JSON.stringify(report);
  return {
    body,
    key: null,
    headers: { 'x-courier-timestamp': at, 'x-courier-signature': sign(secret, at, body) },
  };
}
