// 强制报废 (F27, F28; 机动车强制报废标准规定 第五条, 附件1).

import type { LocalDate } from '../calendar/local-date.ts';
import { addDays, addMonths, addYears } from '../calendar/local-date.ts';
import { SCHOOL_BUS } from './codes.ts';
import type { VehicleFacts } from './facts.ts';
import { isLargeSedan, isPassengerBody, isSmallOrMicro } from './vehicle-kinds.ts';

const LATE_REGISTRATION_YEARS = 2;
/** 报废期满的二个月前 (道路交通安全法实施条例 第九条). */
const CRITICAL_MONTHS = 2;
/** What 附件1 takes a small non-operating car to last when it has been in another use. */
const SMALL_NON_OPERATING_YEARS = 17;

/** F27: the first registration, or the manufacture when registered more than two years after it. */
export function scrapBase({
  firstRegisteredOn,
  manufacturedOn,
}: Pick<VehicleFacts, 'firstRegisteredOn' | 'manufacturedOn'>): LocalDate {
  return firstRegisteredOn > addYears(manufacturedOn, LATE_REGISTRATION_YEARS)
    ? manufacturedOn
    : firstRegisteredOn;
}

/** F28: the register's own date if it has one, else by the table; null when the kind has no limit of years. */
export function mandatoryScrapOn(vehicle: VehicleFacts): LocalDate | null {
  if (vehicle.mandatoryScrapOn !== null) return vehicle.mandatoryScrapOn;
  const years = scrapYears(vehicle);
  return years === null ? null : addYears(scrapBase(vehicle), years);
}

export interface ScrapDates {
  readonly withinYearFrom: LocalDate;
  readonly criticalFrom: LocalDate;
  readonly overdueFrom: LocalDate;
}

/** The dates on which a scrap date comes near, becomes critical and is past. */
export function scrapDates(scrapOn: LocalDate): ScrapDates {
  return {
    withinYearFrom: addYears(scrapOn, -1),
    criticalFrom: addMonths(scrapOn, -CRITICAL_MONTHS),
    overdueFrom: addDays(scrapOn, 1),
  };
}

/**
 * Years of use by kind, null without limit (第五条第一款). A vehicle turned non-operating (营转非, 出租转非) keeps the
 * years of its former use unless the register holds its own date, for the formula needs years that are not on record.
 */
export function scrapYears(vehicle: VehicleFacts): number | null {
  if (isPassengerBody(vehicle)) return passengerYears(vehicle);
  switch (vehicle.body) {
    case 'three-wheeler':
      return 9;
    case 'low-speed-truck':
      return vehicle.singleCylinder ? 9 : 12;
    case 'truck':
    case 'tractor':
      return goodsYears(vehicle);
    case 'special-op':
      return vehicle.hasCargoFunction ? 15 : 30;
    case 'full-trailer':
      return 10;
    case 'semi-trailer':
      return semiTrailerYears(vehicle);
    case 'motorcycle-3w':
      return 12;
    case 'motorcycle':
      return 13;
    default:
      return null;
  }
}

/** 附件1: years in all when a vehicle used for `usedYears` of a limit of `oldYears` becomes a small non-operating car. */
export function cumulativeScrapYears(
  usedYears: number,
  oldYears: number,
  newYears = SMALL_NON_OPERATING_YEARS,
): number {
  return usedYears + (1 - usedYears / oldYears) * newYears;
}

function passengerYears(vehicle: VehicleFacts): number | null {
  const bySize = (small: number, medium: number, large: number): number =>
    isSmallOrMicro(vehicle) ? small : vehicle.size === 'medium' ? medium : large;
  if (SCHOOL_BUS.has(vehicle.usage)) return 15;
  switch (vehicle.usage) {
    case 'D':
    case 'M':
      return bySize(8, 10, 12);
    case 'G':
      return 15;
    case 'N':
      return bySize(10, 12, 15);
    case 'C':
      return 13;
    case 'B':
    case 'E':
    case 'L':
      return bySize(10, 15, 15);
    default:
      return isSmallOrMicro(vehicle) || isLargeSedan(vehicle) ? null : 20;
  }
}

function goodsYears({ usage, size, body }: VehicleFacts): number {
  if (usage === 'R') return 10;
  return size === 'micro' && body === 'truck' ? 12 : 15;
}

function semiTrailerYears({ usage, isContainerSemiTrailer }: VehicleFacts): number {
  if (usage === 'R') return 10;
  return isContainerSemiTrailer ? 20 : 15;
}
