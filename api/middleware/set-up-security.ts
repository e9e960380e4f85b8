// Headers, and no writing from other sites (Fetch Metadata, then Origin).
import { randomBytes } from 'node:crypto';
import type { Express, Request } from 'express';
import helmet, { contentSecurityPolicy } from 'helmet';
import { bringsSession, findShownKey } from '../key-text.ts';
import { Refused } from '../refused.ts';
import { isFromTemporalUi } from './set-up-temporal-ui.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
const NONCE_BYTES = 16;
const A_YEAR_SECONDS = 365 * 24 * 60 * 60;

/** What pages may never ask a browser for; a camera and the place only for themselves (photographs, nearest office). */
const PERMISSIONS_POLICY = [
  'accelerometer=()',
  'camera=(self)',
  'display-capture=()',
  'geolocation=(self)',
  'gyroscope=()',
  'magnetometer=()',
  'microphone=()',
  'midi=()',
  'payment=()',
  'publickey-credentials-get=(self)',
  'serial=()',
  'usb=()',
].join(', ');

export interface SecurityOptions {
  /** Scheme and host that the platform is known by; undefined where each request says. */
  readonly publicOrigin: string | undefined;
  /** Of Temporal's own pages; undefined where there are none. */
  readonly temporalUiOrigin: string | undefined;
  /** Only where everything is served over TLS may browsers be told to insist on it. */
  readonly secure: boolean;
}

const nonces = new WeakMap<object, string>();

/** The nonce of an answer's own scripts and styles: another one for every answer. */
export function nonceOf(response: object): string {
  return nonces.get(response) ?? '';
}

/** Sets the headers of every answer, and refuses writes from other sites. */
export function setUpSecurity(app: Express, options: SecurityOptions): void {
  const { publicOrigin, temporalUiOrigin, secure } = options;
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use((_request, response, next) => {
    nonces.set(response, randomBytes(NONCE_BYTES).toString('base64'));
    response.set('Permissions-Policy', PERMISSIONS_POLICY);
    next();
  });
  app.use(
    helmet({
      contentSecurityPolicy: false,
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      crossOriginResourcePolicy: { policy: 'same-origin' },
      referrerPolicy: { policy: 'no-referrer' },
      frameguard: { action: 'deny' },
      strictTransportSecurity: secure ? { maxAge: A_YEAR_SECONDS, includeSubDomains: false } : false,
    }),
  );
  const ofPages = contentSecurityPolicy({
    useDefaults: false,
    directives: { ...directivesOf(secure), ...TRUSTED_TYPES },
  });
  const ofReference = contentSecurityPolicy({ useDefaults: false, directives: directivesOf(secure) });
  app.use((request, response, next) =>
    (IS_REFERENCE.test(request.path) ? ofReference : ofPages)(request, response, next),
  );
  app.use('/api/', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  app.use((request, _response, next) => {
    const isForeign = isForeignWrite(request, publicOrigin) && !isFromTemporalUi(request, temporalUiOrigin);
    next(isForeign ? new Refused({ code: 'cross-site-request' }) : undefined);
  });
}

/** No text becomes markup or script unseen; the reference page of the contract is not built for it. */
const TRUSTED_TYPES = { 'require-trusted-types-for': ["'script'"], 'trusted-types': ["'none'"] };
const IS_REFERENCE = /^\/docs(\/|$)/i;

const ownNonce = (_request: unknown, response: object) => `'nonce-${nonceOf(response)}'`;

function directivesOf(secure: boolean) {
  return {
    'default-src': ["'none'"],
    'script-src': ["'self'", ownNonce],
    'style-src': ["'self'", ownNonce],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'manifest-src': ["'self'"],
    'worker-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
    'form-action': ["'self'"],
    'upgrade-insecure-requests': secure ? [] : null,
  };
}

/** Whether a browser on another site sends this. A system with a key is no browser: nothing is sent for it unasked. */
function isForeignWrite(request: Request, publicOrigin: string | undefined): boolean {
  if (READING.has(request.method)) return false;
  if (findShownKey(request) !== undefined && !bringsSession(request)) return false;
  const site = request.get('Sec-Fetch-Site');
  const origin = request.get('Origin');
  const here = publicOrigin ?? `${request.protocol}://${request.get('Host') ?? ''}`;
  const toldForeign = site !== undefined && site !== 'same-origin' && site !== 'none';
  // Behind a proxy the own origin is only known when it is configured; then it is asked for in any case.
  const judgesOrigin = publicOrigin !== undefined || site === undefined;
  return toldForeign || (judgesOrigin && origin !== undefined && origin !== here);
}
