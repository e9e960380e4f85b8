// Headers, and no writing from other sites (Fetch Metadata, then Origin).
import type { Express } from 'express';
import helmet from 'helmet';
import { Refused } from '../refused.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

export function setUpSecurity(app: Express, { publicOrigin }: { publicOrigin: string | undefined }): void {
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: { 'img-src': ["'self'", 'data:'], 'upgrade-insecure-requests': null },
      },
    }),
  );
  app.use('/api/', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  app.use((request, _response, next) => {
    if (READING.has(request.method)) return next();
    const site = request.get('Sec-Fetch-Site');
    const origin = request.get('Origin');
    const here = publicOrigin ?? `${request.protocol}://${request.get('Host') ?? ''}`;
    const toldForeign = site !== undefined && site !== 'same-origin' && site !== 'none';
    // Behind a proxy the own origin is only known when it is configured; then it is asked for in any case.
    const judgesOrigin = publicOrigin !== undefined || site === undefined;
    const foreign = toldForeign || (judgesOrigin && origin !== undefined && origin !== here);
    next(foreign ? new Refused({ code: 'cross-site-request' }) : undefined);
  });
}
