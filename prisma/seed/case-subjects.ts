// Who could apply for what: subjects of the register that pass the gate.

import type { WantedDelivery } from '../../domain/application/events.ts';
import { checkGate } from '../../domain/application/gate.ts';
import type { LocalDate } from '../../domain/calendar/local-date.ts';
import { renewalWindow } from '../../domain/register/licence.ts';
import { isLocalPlate, LOCAL_ISSUING_OFFICE } from '../../domain/register/local.ts';
import type { Form, Service } from '../../domain/services/define.ts';
import { getService } from '../../domain/services/index.ts';
import { APPLICANT_SERVICES, type ApplicantService } from './applicant-services.ts';
import { fillForm, uploadsOf } from './forms.ts';
import type { Resident } from './register.ts';
import {
  type LicenceBundle,
  licenceFactsOf,
  type PersonRow,
  type VehicleRow,
  vehicleFactsOf,
} from './rows.ts';

/** One thing of one person that a service may be about. */
export interface Candidate {
  readonly service: ApplicantService;
  readonly accountId: string;
  readonly person: PersonRow;
  readonly vehicle: VehicleRow | null;
  readonly licence: LicenceBundle | null;
}

/** Every service for every subject of a resident who may apply at all. */
export function candidatesOf({ account, person, vehicles, licence }: Resident): readonly Candidate[] {
  if (account?.kind !== 'ind-window') return [];
  return APPLICANT_SERVICES.flatMap((service): Candidate[] => {
    const common = { service, accountId: account.id, person };
    if (getService(service).subject === 'vehicle') {
      return vehicles.map(({ vehicle }) => ({ ...common, vehicle, licence: null }));
    }
    return licence ? [{ ...common, vehicle: null, licence }] : [];
  });
}

/** The form of a submission on a day; null when the gate would refuse it. */
export function eligibleForm(
  { service: id, vehicle, licence }: Candidate,
  delivery: WantedDelivery | null,
  today: LocalDate,
): Form | null {
  const service: Service = getService(id);
  const form = fillForm(id, { today, licence });
  const refusal = checkGate(service, {
    account: { state: 'active', kind: 'ind-window', unit: null, hasContact: true },
    serviceOpen: true,
    owned: true,
    local: vehicle
      ? isLocalPlate(vehicle.plate_number)
      : licence?.licence.issuing_office === LOCAL_ISSUING_OFFICE,
    duplicate: false,
    vehicle: vehicle && vehicleFactsOf(vehicle),
    licence: licence && licenceFactsOf(licence),
    subject: {},
    booking: null,
    form,
    documents: uploadsOf(service),
    delivery,
    today,
  });
  return refusal === null ? form : null;
}

/** Whether the approved change is the exchange of one piece for another; only such cases are played past approval. */
export function isPlainReissue({ service, licence }: Candidate, today: LocalDate): boolean {
  const { kind } = getService(service).effect;
  if (kind === 'reissue') return true;
  const window = licence && renewalWindow(licenceFactsOf(licence));
  return kind === 'reissue-licence' && (window === null || today < window.opensOn);
}
