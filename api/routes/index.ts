// Every route of the API, in one list: mounted, documented and checked from it.
import type { ApiDeps, Mounted } from '../mounted.ts';
import { accountRoutes } from './accounts.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { applicationLookupRoutes } from './application-lookups.ts';
import { applicationRoutes } from './applications.ts';
import { appointmentRoutes } from './appointments.ts';
import { auditRoutes } from './audit.ts';
import { bankNoticeRoutes } from './bank-notices.ts';
import { batchRoutes } from './batch.ts';
import { bodyCertificateRoutes } from './body-certificates.ts';
import { bookingRoutes } from './bookings.ts';
import { codecRoutes } from './codec.ts';
import { courierRoutes } from './courier.ts';
import { decisionWithdrawalRoutes } from './decision-withdrawals.ts';
import { decisionRoutes } from './decisions.ts';
import { disclosureRoutes } from './disclosures.ts';
import { documentRoutes } from './documents.ts';
import { examiningHospitalRoutes } from './examining-hospitals.ts';
import { oidcRoutes } from './oidc.ts';
import { operatorRoutes } from './operators.ts';
import { ownAccessRoutes } from './own-access.ts';
import { ownDataRoutes } from './own-data.ts';
import { paperRoutes } from './papers.ts';
import { paymentRoutes } from './payments.ts';
import { phoneCodeRoutes } from './phone-codes.ts';
import { pickupRoutes } from './pickup.ts';
import { plateChoiceRoutes } from './plate-choice.ts';
import { plateRegistrationRoutes } from './plate-registrations.ts';
import { publicRoutes } from './public.ts';
import { registrationRoutes } from './registrations.ts';
import { serviceSwitchRoutes } from './service-switches.ts';
import { sessionRoutes } from './session.ts';
import { sessionPlanRoutes } from './session-plan.ts';
import { staffRoutes } from './staff.ts';
import { statementRoutes } from './statements.ts';
import { submissionRoutes } from './submissions.ts';
import { taskRoutes } from './tasks.ts';
import { temporaryPlateRoutes } from './temporary-plates.ts';
import { violationRoutes } from './violations.ts';
import { windowViolationRoutes } from './window-violations.ts';

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
    submissionRoutes,
    applicationRoutes,
    batchRoutes,
    appointmentRoutes,
    sessionPlanRoutes,
    bodyCertificateRoutes,
    examiningHospitalRoutes,
    plateChoiceRoutes,
    plateRegistrationRoutes,
    temporaryPlateRoutes,
    windowViolationRoutes,
    violationRoutes,
    decisionWithdrawalRoutes,
    decisionRoutes,
    taskRoutes,
    paymentRoutes,
    bankNoticeRoutes,
    paperRoutes,
    pickupRoutes,
    applicationLookupRoutes,
    documentRoutes,
    courierRoutes,
    statementRoutes,
    auditRoutes,
    codecRoutes,
    serviceSwitchRoutes,
  ].flatMap((routes) => routes(deps));
}
