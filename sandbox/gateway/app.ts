// Both banks on one address, the page of the payer, and the control.
import express, { type ErrorRequestHandler, type Express } from 'express';
import { alipayRoutes } from './alipay-routes.ts';
import { type Controlled, controlRoutes } from './control-routes.ts';
import { pageRoutes } from './page-routes.ts';
import { type BankRoutesDeps, wechatRoutes } from './wechat-routes.ts';

/** The application over a bank. */
export function createGatewayApp(controlKey: string, gateway: Controlled, deps: BankRoutesDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.get('/health', (_request, response) => void response.json({ ok: true }));
  app.use(pageRoutes(deps));
  app.use('/control', controlRoutes(controlKey, gateway));
  // Signatures are over the text of a body.
  app.use(express.text({ type: () => true, limit: '64kb' }));
  app.use('/v3', wechatRoutes(deps));
  app.use(alipayRoutes(deps));
  app.use((_request, response) => void response.status(404).json({ code: 'NOT_FOUND' }));
  app.use(answerErrors);
  return app;
}

const answerErrors: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const isMalformed = error instanceof SyntaxError;
  response.status(isMalformed ? 400 : 500).json({ code: isMalformed ? 'malformed' : 'SYSTEM_ERROR' });
};
