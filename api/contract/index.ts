// Every contract, for the document and for checks that need no database.
import { accountContracts } from './accounts.ts';
import { apiKeyContracts } from './api-keys.ts';
import { applicationContracts } from './applications.ts';
import { appointmentContracts } from './appointments.ts';
import { auditContracts } from './audit.ts';
import { batchContracts } from './batch.ts';
import { bodyCertificateContracts } from './body-certificates.ts';
import { bookingContracts } from './bookings.ts';
import { codecContracts } from './codec.ts';
import { decisionContracts } from './decisions.ts';
import type { RouteContract } from './define.ts';
import { examiningHospitalContracts } from './examining-hospitals.ts';
import { oidcContracts } from './oidc.ts';
import { paperContracts } from './papers.ts';
import { paymentContracts } from './payments.ts';
import { phoneCodeContracts } from './phone-codes.ts';
import { pickupContracts } from './pickup.ts';
import { plateChoiceContracts } from './plate-choice.ts';
import { privacyContracts } from './privacy.ts';
import { publicContracts } from './public.ts';
import { registrationContracts } from './registrations.ts';
import { serviceSwitchContracts } from './service-switches.ts';
import { sessionContracts } from './session.ts';
import { statementContracts } from './statements.ts';
import { taskContracts } from './tasks.ts';
import { temporaryPlateContracts } from './temporary-plates.ts';
import { violationContracts } from './violations.ts';
import { windowViolationContracts } from './window-violations.ts';

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
  batchContracts,
  appointmentContracts,
  bodyCertificateContracts,
  examiningHospitalContracts,
  plateChoiceContracts,
  temporaryPlateContracts,
  violationContracts,
  windowViolationContracts,
  decisionContracts,
  taskContracts,
  paymentContracts,
  paperContracts,
  pickupContracts,
  statementContracts,
  auditContracts,
  codecContracts,
  serviceSwitchContracts,
].flatMap((group) => Object.values(group));
