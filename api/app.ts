// Builds the API. The order of the lines is the life of a request.
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { PayloadCodec } from '@temporalio/common';
import express, { type Express } from 'express';
import type { Store } from 'express-session';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import type { Database } from '../db/client.ts';
import type { Deciding } from '../db/deciding.ts';
import type { PhoneCodes } from '../db/phone-codes.ts';
import type { Gateways } from '../gateway/port.ts';
import type { AtOnce } from './at-once.ts';
import { CONTRACTS } from './contract/index.ts';
import type { Limits } from './limits/limits.ts';
import { setUpMetrics } from './metrics.ts';
import { setUpApiKey, withKeys } from './middleware/set-up-api-key.ts';
import { setUpBodyParsing } from './middleware/set-up-body-parsing.ts';
import { setUpDeadline } from './middleware/set-up-deadline.ts';
import { setUpErrors } from './middleware/set-up-errors.ts';
import { setUpHealth } from './middleware/set-up-health.ts';
import { setUpAccountLimit, setUpSourceLimit } from './middleware/set-up-limits.ts';
import { setUpSecurity } from './middleware/set-up-security.ts';
import { callerFinder, setUpSession } from './middleware/set-up-session.ts';
import { setUpTemporalUi } from './middleware/set-up-temporal-ui.ts';
import type { ApiDeps, Mounted } from './mounted.ts';
import { openApiOf } from './openapi.ts';
import { pickupPasses } from './pickup/passes.ts';
import { allRoutes } from './routes/index.ts';
import { knownDevices } from './sign-in/known-devices.ts';
import type { IdentityProvider } from './sign-in/oidc.ts';

export interface AppOptions {
  readonly db: Database;
  readonly deciding: Deciding;
  /** Connections of the session store. */
  readonly sessionStore: Store;
  readonly sessionSecret: string;
  readonly courierSecret: string;
  readonly gateways: Gateways;
  readonly payloadCodec: PayloadCodec;
  /** Of sessions and one-time codes. */
  readonly clockMs: () => number;
  readonly publicUrl: string | undefined;
  /** Of Temporal's own pages, which may ask for payloads to be opened; undefined where there are none. */
  readonly temporalUiOrigin: string | undefined;
  /** Of the staff; null where none is set up. */
  readonly identityProvider: IdentityProvider | null;
  readonly logger: Logger;
  readonly limits: Limits;
  readonly phoneCodes: PhoneCodes;
  /** Waits a moment for the end of what is done at once. */
  readonly atOnce: AtOnce;
  /** How many times the usual limits; above 1 only where a load is tried out. */
  readonly limitFactor: number;
  /** How long an answer may take before the caller is told to come again. */
  readonly patienceMs: number;
  /** Says that the process is going down. */
  readonly draining: AbortSignal;
}

/** The whole application, ready to listen. */
export function createApp(options: AppOptions): Express {
  const { db, deciding, logger, courierSecret, payloadCodec, publicUrl, temporalUiOrigin } = options;
  const deps: ApiDeps = {
    db,
    deciding,
    courierSecret,
    gateways: options.gateways,
    payloadCodec,
    findCaller: withKeys(callerFinder(deciding, options.clockMs)),
    devices: knownDevices(options.sessionSecret),
    passes: pickupPasses(options.sessionSecret, options.clockMs),
    limits: options.limits,
    phoneCodes: options.phoneCodes,
    atOnce: options.atOnce,
    clockMs: options.clockMs,
    identityProvider: options.identityProvider,
  };
  const app = express();
  const secure = publicUrl?.startsWith('https:') ?? false;
  // TLS ends at the proxy before us: it tells of the scheme, and of the address that guesses are counted by.
  if (secure) app.set('trust proxy', 1);

  app.use(
    pinoHttp({
      logger,
      genReqId: () => randomUUID(),
      autoLogging: false,
      // Neither addresses with their queries nor headers: nothing personal may reach a log.
      serializers: { req: ({ id, method }) => ({ id, method }), res: ({ statusCode }) => ({ statusCode }) },
    }),
  );
  setUpTemporalUi(app, temporalUiOrigin);
  setUpSecurity(app, {
    publicOrigin: publicUrl === undefined ? undefined : new URL(publicUrl).origin,
    temporalUiOrigin,
    secure,
  });
  setUpMetrics(app, db);
  setUpHealth(app, { db, draining: options.draining });
  setUpSourceLimit(app, options.limitFactor);
  setUpBodyParsing(app);
  setUpDeadline(app, { patienceMs: options.patienceMs });
  setUpApiKey(app, deciding);
  setUpSession(app, {
    store: options.sessionStore,
    secret: options.sessionSecret,
    secure,
  });
  setUpAccountLimit(app, options.limitFactor);
  for (const mounted of allRoutes(deps)) mount(app, mounted);
  setUpReference(app);
  setUpErrors(app, logger);
  return app;
}

function mount(app: Express, { contract, handler }: Mounted): void {
  const path = contract.path.replaceAll(/\{(\w+)\}/g, ':$1');
  app[contract.method](path, (request, response, next) => {
    response.locals.operation = contract.operation;
    return handler(request, response, next);
  });
}

/** The contract for machines at /openapi.json and for people at /docs. */
function setUpReference(app: Express): void {
  const document = openApiOf(CONTRACTS);
  app.get('/openapi.json', (_request, response) => void response.json(document));
  const files = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  app.get('/docs/swagger-initializer.js', (_request, response) => {
    const initializer =
      "window.onload = () => { window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset], layout: 'StandaloneLayout' }); };";
    response.type('application/javascript').send(initializer);
  });
  app.get('/', (_request, response) => response.redirect('/docs/'));
  app.use('/docs', express.static(files, { index: 'index.html' }));
}
