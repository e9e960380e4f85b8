// Who may ask a stand-in: whoever shows its key.
import { timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';

/** Answers 401 where the header does not hold the key. */
export function checkKey(header: string, key: string): RequestHandler {
  const expected = Buffer.from(key);
  return (request, response, next) => {
    const given = Buffer.from(request.get(header) ?? '');
    if (given.length === expected.length && timingSafeEqual(given, expected)) next();
    else response.status(401).json({ code: 'unknown-key' });
  };
}
