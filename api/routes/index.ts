// Every route of the API, in one list: mounted, documented and checked from it.
import type { ApiDeps, Mounted } from '../mounted.ts';
import { applicationRoutes } from './applications.ts';
import { courierRoutes } from './courier.ts';
import { decisionRoutes } from './decisions.ts';
import { documentRoutes } from './documents.ts';
import { publicRoutes } from './public.ts';
import { sessionRoutes } from './session.ts';
import { taskRoutes } from './tasks.ts';

/** All routes, built on what they collaborate with. */
export function allRoutes(deps: ApiDeps): readonly Mounted[] {
  return [
    sessionRoutes,
    publicRoutes,
    applicationRoutes,
    decisionRoutes,
    taskRoutes,
    documentRoutes,
    courierRoutes,
  ].flatMap((routes) => routes(deps));
}
