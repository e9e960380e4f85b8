// Temporal's own web pages may ask for payloads to be opened, with the session of whoever is signed in. Nobody else may from
// elsewhere, and they may nothing else. Browsers send the session's cookie (SameSite=Lax) with it only where both are
// the same site: one host, as 127.0.0.1:8233 and 127.0.0.1:3000 (ports do not count), or names below one domain.
import type { Express, Request } from 'express';
import { codecContracts } from '../contract/codec.ts';

const { path: PATH, method } = codecContracts.decode;
const METHOD = method.toUpperCase();
const A_DAY_SECONDS = 24 * 60 * 60;

/** Whether a request comes from those pages and asks for what they may have. */
export function isFromTemporalUi(request: Request, origin: string | undefined): boolean {
  return origin !== undefined && request.path === PATH && request.get('Origin') === origin;
}

/** Answers browsers that ask first, and lets those pages read the answer. */
export function setUpTemporalUi(app: Express, origin: string | undefined): void {
  app.use(PATH, (request, response, next) => {
    response.vary('Origin');
    if (request.get('Origin') !== origin || origin === undefined) return next();
    response.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' });
    const asksFirst =
      request.method === 'OPTIONS' && request.get('Access-Control-Request-Method') !== undefined;
    if (!asksFirst) return next();
    response
      .set({
        'Access-Control-Allow-Methods': METHOD,
        'Access-Control-Allow-Headers': 'Content-Type, X-Namespace',
        'Access-Control-Max-Age': String(A_DAY_SECONDS),
      })
      .status(204)
      .end();
  });
}
