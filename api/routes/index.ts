// Every route of the API, in one list: mounted, documented and checked from it.
import type { ApiDeps, Mounted } from '../mounted.ts';
import { accountRoutes } from './accounts.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { applicationRoutes } from './applications.ts';
import { auditRoutes } from './audit.ts';
import { bookingRoutes } from './bookings.ts';
import { codecRoutes } from './codec.ts';
import { courierRoutes } from './courier.ts';
import { decisionRoutes } from './decisions.ts';
import { disclosureRoutes } from './disclosures.ts';
import { documentRoutes } from './documents.ts';
import { oidcRoutes } from './oidc.ts';
import { operatorRoutes } from './operators.ts';
import { ownAccessRoutes } from './own-access.ts';
import { ownDataRoutes } from './own-data.ts';
import { phoneCodeRoutes } from './phone-codes.ts';
import { publicRoutes } from './public.ts';
import { registrationRoutes } from './registrations.ts';
import { sessionRoutes } from './session.ts';
import { staffRoutes } from './staff.ts';
import { taskRoutes } from './tasks.ts';

/** All routes, built on what they collaborate with. */
export function allRoutes(deps: ApiDeps): readonly Mounted[] {
  return [
    sessionRoutes,
    ownAccessRoutes,
    phoneCodeRoutes,
    oidcRoutes,
    accountRoutes,
    operatorRoutes,
    ownDataRoutes,
    disclosureRoutes,
    staffRoutes,
    registrationRoutes,
    bookingRoutes,
    apiKeyRoutes,
    publicRoutes,
    applicationRoutes,
    decisionRoutes,
    taskRoutes,
    documentRoutes,
    courierRoutes,
    auditRoutes,
    codecRoutes,
  ].flatMap((routes) => routes(deps));
}
