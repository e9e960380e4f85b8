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
import { isUnavailable } from '../unavailable.ts';

/** Errors of body parsing, by the type Express gives them. */
const PARSER_ERRORS: Readonly<Record<string, RefusalCode>> = {
  'entity.too.large': 'body-too-large',
  'entity.parse.failed': 'malformed-request',
  'encoding.unsupported': 'media-type-not-supported',
  'charset.unsupported': 'media-type-not-supported',
  'request.aborted': 'malformed-request',
  'request.size.invalid': 'malformed-request',
};

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
  return isUnavailable(error) ? 'temporarily-unavailable' : 'internal-error';
}
