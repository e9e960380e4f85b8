// New pieces for old ones: plates, marks and documents that citizens hold.
import { type LocalDate, localDateOf } from '../../domain/calendar/local-date.ts';
import type { VehicleCertificate } from '../../domain/services/define.ts';
import type { Transaction } from '../client.ts';
import type { LockedCase } from '../locked-case.ts';
import type { Effect } from './effect.ts';

type CertificateKind = VehicleCertificate | 'driving-licence';

/** The old piece is void, the new one is held; number and validity stay. */
export async function reissue(
  tx: Transaction,
  locked: Pick<LockedCase, 'id' | 'vehicleId' | 'licenceId'>,
  kind: CertificateKind,
  today: LocalDate,
): Promise<void> {
  const { vehicleId, licenceId } = locked;
  const on = new Date(today);
  await tx.certificate.updateMany({
    where: { kind, vehicleId, licenceId, state: { in: ['held', 'lost', 'damaged'] } },
    data: { state: 'voided', voidedOn: on },
  });
  await tx.certificate.create({
    data: { kind, vehicleId, licenceId, state: 'held', issuedOn: on, applicationId: locked.id },
  });
}

/** The effect of a service that makes a new piece and changes nothing else. */
export function reissuing(kind: CertificateKind): Effect {
  return async (tx, { locked, now }) => {
    await reissue(tx, locked, kind, localDateOf(now));
    return null;
  };
}
