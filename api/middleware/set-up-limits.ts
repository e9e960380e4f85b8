// How much anybody may ask in a minute: so much that nobody at work meets it, and too little to wear the platform out.
import type { Express, Request } from 'express';
import { type Options, rateLimit } from 'express-rate-limit';
import { send } from '../handle.ts';
import { problemReply } from '../problem.ts';
import { requestIdOf } from '../request-id.ts';
import { sourceKeyOf } from '../sign-in/source.ts';

/** Requests a minute. Each process counts its own; what guards a secret is counted in the database (api/limits). */
const PER_ACCOUNT = 600;
/** A whole office, or a neighbourhood behind one carrier's address, may come from the same source. */
const PER_SOURCE = 1_200;

function limitOf(identifier: string, limit: number, by: Pick<Options, 'keyGenerator'> & Partial<Options>) {
  return rateLimit({
    ...{ identifier, limit, windowMs: 60_000, standardHeaders: 'draft-8', legacyHeaders: false },
    ...by,
    handler: (request, response) =>
      send(response, problemReply({ code: 'too-many-requests' }, requestIdOf(request))),
  });
}

/** Limits each source, before anything is read of what it sends. */
export function setUpSourceLimit(app: Express, factor: number): void {
  const keyGenerator = ({ ip }: Request) => sourceKeyOf(ip);
  app.use('/api/v1', limitOf('source', PER_SOURCE * factor, { keyGenerator }));
}

/** Limits each signed-in account, from wherever it asks; keys have a limit of their own. */
export function setUpAccountLimit(app: Express, factor: number): void {
  const keyGenerator = ({ session }: Request) => session.accountId ?? '';
  const skip = ({ session }: Request) => session.accountId === undefined;
  app.use('/api/v1', limitOf('account', PER_ACCOUNT * factor, { keyGenerator, skip }));
}
