// The station has reported: who passed gets the next validity (F24), 逾期未检验 is over, and the mark with it.
import { type LocalDate, localDateOf } from '../../domain/calendar/local-date.ts';
import type { VehicleFacts } from '../../domain/register/facts.ts';
import { nextInspectionValidTo } from '../../domain/register/inspection.ts';
import { getVehicleFacts } from '../facts.ts';
import { reissue } from './certificates.ts';
import type { Effect } from './effect.ts';

export const recordInspection: Effect = async (tx, { locked, now }) => {
  const { vehicleId, application } = locked;
  if (application.results.at(-1) !== 'passed') return null;
  if (vehicleId === null || application.place === null)
    throw new Error(`application ${locked.id} has no vehicle or no place`);
  const inspectedOn = localDateOf(application.place.startsAt);
  const vehicle = await getVehicleFacts(tx, vehicleId);
  const left = vehicle.statuses.filter((status) => status !== 'Q');
  await tx.vehicle.update({
    where: { id: vehicleId },
    data: {
      inspectionValidTo: new Date(validityAfter(vehicle, inspectedOn)),
      statuses: left.length === 0 ? ['A'] : left,
    },
  });
  // 处理完毕后方可核发检验合格标志 (机动车登记规定 第四十九条).
  const isUnsettled = left.some((status) => status === 'G' || status === 'I');
  if (!isUnsettled) await reissue(tx, locked, 'inspection-mark', localDateOf(now));
  return null;
};

/** One step of F24; where a whole cycle was missed as many as lead past the day of the inspection. */
function validityAfter(vehicle: VehicleFacts, inspectedOn: LocalDate): LocalDate {
  let validTo = nextInspectionValidTo(vehicle);
  while (validTo < inspectedOn) validTo = nextInspectionValidTo(vehicle, validTo);
  return validTo;
}
