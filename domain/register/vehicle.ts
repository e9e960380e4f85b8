// Everything the rules ask of a vehicle, in one place to import from.

import type { LocalDate } from '../calendar/local-date.ts';
import { addDays } from '../calendar/local-date.ts';

export {
  exemptFromLine,
  inspectionMonths,
  nextInspectionValidTo,
  threeCycleDeadline,
  threeCyclesFrom,
} from './inspection.ts';
export type { ScrapDates } from './scrap.ts';
export { cumulativeScrapYears, mandatoryScrapOn, scrapBase, scrapDates, scrapYears } from './scrap.ts';
export {
  coversVehicle,
  isKeyVehicle,
  isLargeSedan,
  isMotorcycle,
  isOperatingPassenger,
  isPassengerBody,
  isPassengerFreight,
  isSchoolBus,
  isSmallOrMicro,
  requiredClass,
} from './vehicle-kinds.ts';

const TRANSFER_DAYS = 30;

export interface TransferIn {
  readonly tempPlateValidTo: LocalDate;
  readonly overdueFrom: LocalDate;
}

/** 转入: within 30 calendar days of the transfer out, while its temporary plate is valid (R124 第十四条). */
export function transferInDates(outOn: LocalDate): TransferIn {
  const tempPlateValidTo = addDays(outOn, TRANSFER_DAYS);
  return { tempPlateValidTo, overdueFrom: addDays(tempPlateValidTo, 1) };
}
