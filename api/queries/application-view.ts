// An application as its reader sees it: applicant, staff, or anybody with number and secret.

import type { AccountRole } from '../../db/accounts.ts';
import { type ApplicationRow, certificateOf, stateOf } from '../../db/applications.ts';
import { shownPlace } from '../../db/appointment-places.ts';
import type { listMovements } from '../../db/courier.ts';
import { stored } from '../../db/json.ts';
import { findMatter } from '../../db/matters.ts';
import type { Application } from '../../domain/application/application.ts';
import { COLLECTED_BY_PROXY, eventText } from '../../domain/application/event-texts.ts';
import type { Collector } from '../../domain/application/events.ts';
import { LIFECYCLE } from '../../domain/application/lifecycle.ts';
import { allowedActions } from '../../domain/application/react.ts';
import { reasonText } from '../../domain/application/reason-text.ts';
import { RIGHT_OF_APPEAL } from '../../domain/application/reasons.ts';
import { maskAddress, maskMobile, maskName } from '../../domain/identity/masking.ts';
import { markOf, type PlateMode } from '../../domain/plates/settings.ts';
import { CLOCK_KINDS } from '../../domain/promises/policies.ts';
import type { RegistrationForm } from '../../domain/registration/form.ts';
import { maskForm } from '../../domain/services/form-masking.ts';
import { findService } from '../../domain/services/index.ts';
import { registrationSummary } from './registration-summary.ts';

type Movements = Awaited<ReturnType<typeof listMovements>>;

export interface Reader {
  readonly id: string;
  readonly role: AccountRole;
  /** The own one, and those of colleagues stood in for. */
  readonly roles: readonly AccountRole[];
}

/** Everything of an application that a signed-in reader may see. */
export function applicationView(row: ApplicationRow, movements: Movements, reader: Reader) {
  const application = stateOf(row);
  const isApplicant = reader.role === 'applicant';
  const [task] = row.tasks;
  return {
    ...publicView(row, movements),
    id: row.id,
    version: row.version,
    applicantId: row.applicantId,
    delivery: deliveryView(row, isApplicant),
    allowedActions: [...new Set(reader.roles.flatMap((role) => allowedActions(application.state, role)))],
    supplement: application.supplement && {
      ...application.supplement,
      reasonName: reasonText(application.supplement.reason),
    },
    pickupCode: isApplicant ? application.pickupCode : null,
    task:
      task && !isApplicant
        ? {
            id: task.id,
            kind: task.kind,
            assigneeId: task.assigneeId,
            version: task.version,
            dueAt: task.dueAt,
          }
        : null,
    certificate: isApplicant ? certificateOf(row) : null,
    appointment: shownPlace(row.appointment),
    results: application.results,
    ...contentOf(row, isApplicant),
  };
}

/** What was handed in: to its applicant, and masked to the staff. Of a registration its applicant sees that there was one. */
function contentOf({ lifecycle, service, erasedAt, form, documents }: ApplicationRow, isApplicant: boolean) {
  if (lifecycle !== 'L-REGISTER')
    return { form: isApplicant ? form : maskForm(findService(service)?.inputs ?? [], form), documents };
  if (isApplicant) return { form: {}, documents: [] };
  return { form: erasedAt === null ? registrationSummary(stored<RegistrationForm>(form)) : {}, documents };
}

/** What number and secret show: where it stands and what was promised, nothing personal. */
export function publicView(row: ApplicationRow, movements: Movements) {
  const application = stateOf(row);
  const { state, stage, number, service } = row;
  return {
    number,
    service,
    serviceName: findMatter(service)?.name ?? service,
    state,
    stateName: LIFECYCLE[application.state].zh,
    stateNameEn: LIFECYCLE[application.state].en,
    stage,
    mark: markOfCase(row),
    submittedAt: row.submittedAt,
    acceptBy: row.acceptBy,
    acceptedAt: row.acceptedAt,
    deliverBy: row.deliverBy,
    deliveredAt: row.deliveredAt,
    closedAt: row.closedAt,
    clocks: clocksOf(application).map(
      ({ kind, status, startedAt, dueAt, stoppedAt, outcome, provisional, raised }) => {
        return { kind, status, startedAt, dueAt, stoppedAt, outcome, provisional, raised };
      },
    ),
    timeline: row.events.flatMap(timelineEntry),
    ending: application.ending && {
      ...application.ending,
      reasonName: reasonText(application.ending.reason),
      rightOfAppeal: RIGHT_OF_APPEAL,
    },
    parcels: row.parcels.map((parcel) => ({
      trackingNumber: parcel.trackingNumber,
      movements: movements
        .filter((movement) => movement.trackingNumber === parcel.trackingNumber)
        .map(({ report, occurredAt, place }) => ({ report, occurredAt, place })),
    })),
  };
}

/** 模拟测试; what has no reservation any more was one of the simulation. */
function markOfCase({ service, submittedAt, plateReservation }: ApplicationRow) {
  if (plateReservation) return markOf(stored<PlateMode>(plateReservation.mode));
  const isSimulated = submittedAt !== null && (findService(service)?.simulated ?? false);
  return isSimulated ? markOf('simulation') : null;
}

/** The promises in the order in which they were made. */
export function clocksOf({ clocks }: Application) {
  const inKindsOrder = CLOCK_KINDS.flatMap((kind) => clocks[kind] ?? []);
  return inKindsOrder.sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}

/** Roles, not names; events of the machinery are left out. */
function timelineEntry(event: ApplicationRow['events'][number]) {
  const text = isByProxy(event) ? COLLECTED_BY_PROXY : eventText(event.type);
  if (text === null) return [];
  return [{ seq: event.seq, at: event.at, type: event.type, ...text, by: event.actorRole }];
}

function isByProxy({ type, data }: ApplicationRow['events'][number]): boolean {
  return type === 'collected' && stored<{ readonly by?: Collector }>(data).by === 'proxy';
}

function deliveryView(row: ApplicationRow, isApplicant: boolean) {
  if (row.deliveryMode === null) return null;
  if (row.deliveryMode === 'pickup' || row.address === null) return { mode: row.deliveryMode };
  const { address } = row;
  const shown = isApplicant
    ? address
    : {
        ...address,
        recipient: maskName(address.recipient),
        mobile: maskMobile(address.mobile),
        address: maskAddress(address.address),
      };
  return { mode: row.deliveryMode, zone: row.zone, ...shown };
}
