// Builds the API. The order of the lines is the life of a request.
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import express, { type Express } from 'express';
import { rateLimit } from 'express-rate-limit';
import type pg from 'pg';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import type { Database } from '../db/client.ts';
import type { Deciding } from '../db/deciding.ts';
import { CONTRACTS } from './contract/index.ts';
import { send } from './handle.ts';
import { setUpMetrics } from './metrics.ts';
import { setUpBodyParsing } from './middleware/set-up-body-parsing.ts';
import { setUpDeadline } from './middleware/set-up-deadline.ts';
import { setUpErrors } from './middleware/set-up-errors.ts';
import { setUpHealth } from './middleware/set-up-health.ts';
import { setUpSecurity } from './middleware/set-up-security.ts';
import { callerFinder, setUpSession } from './middleware/set-up-session.ts';
import type { ApiDeps, Mounted } from './mounted.ts';
import { openApiOf } from './openapi.ts';
import { problemReply } from './problem.ts';
import { requestIdOf } from './request-id.ts';
import { allRoutes } from './routes/index.ts';

export interface AppOptions {
  readonly db: Database;
  readonly deciding: Deciding;
  /** Connections of the session store. */
  readonly sessionPool: pg.Pool;
  readonly sessionSecret: string;
  readonly courierSecret: string;
  readonly publicUrl: string | undefined;
  readonly logger: Logger;
  /** Sign-ins and look-ups a minute from one address. */
  readonly guessesPerMinute: number;
  /** How long an answer may take before the caller is told to come again. */
  readonly patienceMs: number;
  /** Says that the process is going down. */
  readonly draining: AbortSignal;
}

/** The whole application, ready to listen. */
export function createApp(options: AppOptions): Express {
  const { db, deciding, logger, courierSecret, publicUrl } = options;
  const deps: ApiDeps = { db, deciding, courierSecret, findCaller: callerFinder(db) };
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
  setUpSecurity(app, { publicOrigin: publicUrl === undefined ? undefined : new URL(publicUrl).origin });
  setUpMetrics(app, db);
  setUpHealth(app, { db, draining: options.draining });
  setUpGuessLimit(app, options.guessesPerMinute);
  setUpBodyParsing(app);
  setUpDeadline(app, { patienceMs: options.patienceMs });
  setUpSession(app, {
    pool: options.sessionPool,
    secret: options.sessionSecret,
    secure,
  });
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

/** What can be guessed is asked slowly: passwords and tracking secrets. */
function setUpGuessLimit(app: Express, guessesPerMinute: number): void {
  const limit = rateLimit({
    windowMs: 60_000,
    limit: guessesPerMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (request, response) =>
      send(response, problemReply({ code: 'too-many-requests' }, requestIdOf(request))),
  });
  app.post(['/api/v1/session', '/api/v1/tracking'], limit);
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
