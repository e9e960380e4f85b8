// Every answer comes in time: what waits for a PostgreSQL that has fallen silent is told to come again.
import type { Express } from 'express';
import { pathForm } from '../contract/define.ts';
import { CONTRACTS } from '../contract/index.ts';
import { send } from '../handle.ts';
import { problemReply } from '../problem.ts';
import { requestIdOf } from '../request-id.ts';

/** Routes that may take longer, by the form of their path. */
const PATIENT = CONTRACTS.flatMap(({ path, patienceMs }) =>
  patienceMs === undefined ? [] : [{ patienceMs, form: pathForm(path) }],
);

const patienceFor = (path: string): number | undefined =>
  PATIENT.find(({ form }) => form.test(path))?.patienceMs;

/** A write that goes on meanwhile is no loss: its key brings its answer to whoever asks again. */
export function setUpDeadline(app: Express, { patienceMs }: { readonly patienceMs: number }): void {
  app.use((request, response, next) => {
    const deadline = setTimeout(() => {
      if (response.headersSent) return;
      // Without it the answer would wait until the silent store has kept the session.
      Reflect.deleteProperty(request, 'session');
      response.set('Retry-After', '2');
      send(response, problemReply({ code: 'temporarily-unavailable' }, requestIdOf(request)));
    }, patienceFor(request.path) ?? patienceMs);
    response.once('close', () => clearTimeout(deadline));
    next();
  });
}
