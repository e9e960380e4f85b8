// 安全技术检验: how often, until when, and who need not bring the vehicle (F23–F26; 道路交通安全法实施条例 第十六条, 公交管〔2014〕138号).

import type { LocalDate } from '../calendar/local-date.ts';
import {
  addDays,
  addMonths,
  addYears,
  endOfMonth,
  fullYearsBetween,
  parseLocalDate,
} from '../calendar/local-date.ts';
import type { VehicleFacts } from './facts.ts';
import {
  isLargeSedan,
  isMotorcycle,
  isOperatingPassenger,
  isPassengerBody,
  isSchoolBus,
  isSmallOrMicro,
} from './vehicle-kinds.ts';

const EXEMPT_YEARS = 6;
const EXEMPT_SEATS = 6;
const EXEMPT_MANUFACTURE_YEARS = 4;
const EXEMPT_REGISTERED_FROM = parseLocalDate('2010-09-01');
const CYCLES_BEFORE_SCRAP = 3;

/** F23: months from one inspection to the next, by the vehicle's full years on a date. */
export function inspectionMonths(vehicle: VehicleFacts, on: LocalDate): 6 | 12 | 24 {
  const years = fullYearsBetween(vehicle.firstRegisteredOn, on);
  if (isSchoolBus(vehicle)) return 6;
  if (isOperatingPassenger(vehicle)) return years < 5 ? 12 : 6;
  if (isPassengerBody(vehicle) && (isSmallOrMicro(vehicle) || isLargeSedan(vehicle))) {
    if (years < 6) return 24;
    return years < 15 ? 12 : 6;
  }
  if (isPassengerBody(vehicle) || vehicle.body === 'truck' || vehicle.body === 'tractor')
    return years < 10 ? 12 : 6;
  if (isMotorcycle(vehicle)) return years < 4 ? 24 : 12;
  return 12;
}

/** F24: the validity that follows one ending on `validTo`, always to a month's last day. */
export function nextInspectionValidTo(
  vehicle: VehicleFacts,
  validTo: LocalDate = vehicle.inspectionValidTo,
): LocalDate {
  return endOfMonth(addMonths(validTo, inspectionMonths(vehicle, validTo)));
}

/** F25: the end of three successive cycles without inspection (R12 第四条第四项). */
export function threeCycleDeadline(vehicle: VehicleFacts): LocalDate {
  let validTo = vehicle.inspectionValidTo;
  for (let n = 0; n < CYCLES_BEFORE_SCRAP; n++) validTo = nextInspectionValidTo(vehicle, validTo);
  return validTo;
}

/** The first day on which three cycles have been missed. */
export function threeCyclesFrom(vehicle: VehicleFacts): LocalDate {
  return addDays(threeCycleDeadline(vehicle), 1);
}

/** F26: 6年免检 — the mark is applied for without bringing the vehicle to the line. */
export function exemptFromLine(vehicle: VehicleFacts, today: LocalDate): boolean {
  const isCar =
    (vehicle.body === 'sedan' || vehicle.body === 'passenger') &&
    (isSmallOrMicro(vehicle) || isLargeSedan(vehicle));
  return (
    vehicle.usage === 'A' &&
    isCar &&
    vehicle.seats <= EXEMPT_SEATS &&
    fullYearsBetween(vehicle.firstRegisteredOn, today) < EXEMPT_YEARS &&
    vehicle.firstRegisteredOn >= EXEMPT_REGISTERED_FROM &&
    vehicle.firstRegisteredOn <= addYears(vehicle.manufacturedOn, EXEMPT_MANUFACTURE_YEARS) &&
    !vehicle.injuryAccident &&
    !vehicle.illegalModPenalty
  );
}
