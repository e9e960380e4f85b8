// The one place where errors become answers. Refusals say what to do; everything else says nothing of its inside.
import { types } from 'node:util';
import type { ErrorRequestHandler, Express } from 'express';
import type { Logger } from 'pino';
import { CaseNotFound } from '../../db/decision.ts';
import type { RefusalCode } from '../../domain/refusals.ts';
import { aboutError } from '../../log.ts';
import { send } from '../handle.ts';
import { problemReply } from '../problem.ts';
import { Refused } from '../refused.ts';
import { requestIdOf } from '../request-id.ts';

/** Errors of body parsing, by the type Express gives them. */
const PARSER_ERRORS: Readonly<Record<string, RefusalCode>> = {
  'entity.too.large': 'body-too-large',
  'entity.parse.failed': 'malformed-request',
  'encoding.unsupported': 'media-type-not-supported',
  'charset.unsupported': 'media-type-not-supported',
  'request.aborted': 'malformed-request',
  'request.size.invalid': 'malformed-request',
};

/** PostgreSQL away, starting, stopping or full: worth another try later. */
const UNAVAILABLE = new RegExp(
  [
    'P1001|P1002|P1008|P1017|P2024|P2028|P2037',
    '57P0\\d|53[123]00|08\\d{3}\\b',
    'ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT',
    'Connection terminated|Can.t reach database server|not queryable|timeout exceeded|connection timeout',
  ].join('|'),
);

// Also of errors that Node itself made, wherever this code runs.
const { isNativeError } = types;

export function setUpErrors(app: Express, logger: Logger): void {
  app.use((_request, _response, next) => next(new Refused({ code: 'not-found' })));
  const answer: ErrorRequestHandler = (error: unknown, request, response, next) => {
    if (response.writableEnded) return;
    if (response.headersSent) return next(error);
    const code = codeOf(error);
    const requestId = requestIdOf(request);
    if (code === 'internal-error') logger.error({ requestId, ...aboutError(error) }, 'request failed');
    if (code === 'temporarily-unavailable') response.set('Retry-After', '2');
    send(response, problemReply(error instanceof Refused ? error.refusal : { code }, requestId));
  };
  app.use(answer);
}

function codeOf(error: unknown): RefusalCode {
  if (error instanceof Refused) return error.refusal.code;
  if (error instanceof CaseNotFound) return 'not-found';
  if (error instanceof URIError) return 'malformed-request';
  if (!isNativeError(error)) return 'internal-error';
  const parser = 'type' in error && typeof error.type === 'string' ? PARSER_ERRORS[error.type] : undefined;
  if (parser) return parser;
  const code = 'code' in error ? String(error.code) : '';
  return UNAVAILABLE.test(`${code} ${error.message}`) ? 'temporarily-unavailable' : 'internal-error';
}
