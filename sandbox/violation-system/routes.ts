// The violation system over HTTP: its feed and its pictures for those who have the key, and control for demonstrations.
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Response } from 'express';
import type { ZodError } from 'zod';
import { checkKey } from '../check-key.ts';
import type { Books } from './books.ts';
import type { Feed } from './feed.ts';
import { type Entry, feedFaults, feedQuery, type News, news, type PageFault, picture } from './messages.ts';

export interface ViolationSystemAppDeps {
  readonly key: string;
  readonly books: Books;
  readonly feed: Feed;
  readonly note: (told: News) => Entry;
}

export function createViolationSystemApp(deps: ViolationSystemAppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json({ limit: '4mb' }));
  const withKey = checkKey('x-violation-system-key', deps.key);
  app.get('/feed', withKey, readFeed(deps));
  app.get('/evidence/:id', withKey, readEvidence(deps));
  app.post('/control/entries', withKey, noteEntry(deps));
  app.post('/control/evidence', withKey, keepEvidence(deps));
  app.post('/control/faults', withKey, setFaults(deps));
  app.get('/health', (_request, response) => void response.json({ ok: true }));
  app.use((_request, response) => void response.status(404).json({ code: 'not-found' }));
  app.use(answerErrors);
  return app;
}

/** Where something is wrong, never what was sent: it may be personal. */
function malformed(response: Response, error: ZodError): void {
  const issues = error.issues.map(({ path, code }) => ({ path: path.join('.'), code }));
  response.status(400).json({ code: 'malformed', issues });
}

function readFeed({ books, feed }: ViolationSystemAppDeps): RequestHandler {
  return (request, response) => {
    const query = feedQuery.safeParse(request.query);
    if (!query.success) return malformed(response, query.error);
    const fault = feed.nextPageFault();
    if (fault !== undefined && fault !== 'none') return failAs(fault, response);
    response.json(books.page(query.data.after, query.data.limit));
  };
}

function failAs(fault: Exclude<PageFault, 'none'>, response: Response): void {
  switch (fault) {
    case 'server-error':
      response.status(503).json({ code: 'unavailable' });
      break;
    case 'hang-up':
      response.socket?.destroy();
      break;
    case 'malformed':
      response.json({ entries: [{ kind: 'record', seq: 'none' }], next: null });
      break;
    case 'silence':
      break;
  }
}

function readEvidence({ books }: ViolationSystemAppDeps): RequestHandler<{ id: string }> {
  return (request, response) => {
    const found = books.findPicture(request.params.id);
    if (!found) return void response.status(404).json({ code: 'unknown-evidence' });
    response.set('cache-control', 'no-store').type(found.mediaType).send(Buffer.from(found.base64, 'base64'));
  };
}

function noteEntry({ note }: ViolationSystemAppDeps): RequestHandler {
  return (request, response) => {
    const told = news.safeParse(request.body);
    if (!told.success) return malformed(response, told.error);
    response.status(201).json({ seq: note(told.data).seq });
  };
}

function keepEvidence({ books }: ViolationSystemAppDeps): RequestHandler {
  return (request, response) => {
    const given = picture.safeParse(request.body);
    if (!given.success) return malformed(response, given.error);
    response.status(201).json({ id: books.keepPicture(given.data) });
  };
}

function setFaults({ feed }: ViolationSystemAppDeps): RequestHandler {
  return (request, response) => {
    const faults = feedFaults.safeParse(request.body);
    if (!faults.success) return malformed(response, faults.error);
    feed.setFaults(faults.data);
    response.json(faults.data);
  };
}

const answerErrors: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const isMalformed = error instanceof SyntaxError;
  response.status(isMalformed ? 400 : 500).json({ code: isMalformed ? 'malformed' : 'internal' });
};
