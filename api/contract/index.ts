// Every contract, for the document and for checks that need no database.
import { accountContracts } from './accounts.ts';
import { apiKeyContracts } from './api-keys.ts';
import { applicationContracts } from './applications.ts';
import { auditContracts } from './audit.ts';
import { bookingContracts } from './bookings.ts';
import { codecContracts } from './codec.ts';
import { decisionContracts } from './decisions.ts';
import type { RouteContract } from './define.ts';
import { oidcContracts } from './oidc.ts';
import { phoneCodeContracts } from './phone-codes.ts';
import { privacyContracts } from './privacy.ts';
import { publicContracts } from './public.ts';
import { registrationContracts } from './registrations.ts';
import { sessionContracts } from './session.ts';
import { taskContracts } from './tasks.ts';

/** All contracts in the order of the document. */
export const CONTRACTS: readonly RouteContract[] = [
  publicContracts,
  sessionContracts,
  phoneCodeContracts,
  oidcContracts,
  accountContracts,
  privacyContracts,
  registrationContracts,
  bookingContracts,
  apiKeyContracts,
  applicationContracts,
  decisionContracts,
  taskContracts,
  auditContracts,
  codecContracts,
].flatMap((group) => Object.values(group));
