// 临时行驶车号牌: how long one is valid (机动车登记规定 第四十六条; every day counts, holidays too).

import type { LocalDate } from '../calendar/local-date.ts';
import { addDays } from '../calendar/local-date.ts';

/** 本行政辖区内 and 跨行政辖区, with the most days of each. */
export const TEMPORARY_PLATE_SCOPES = {
  local: { zh: '本行政辖区内', en: 'Within this city', mostDays: 15 },
  cross: { zh: '跨行政辖区', en: 'Beyond this city', mostDays: 30 },
} as const satisfies Readonly<
  Record<string, { readonly zh: string; readonly en: string; readonly mostDays: number }>
>;

export type TemporaryPlateScope = keyof typeof TEMPORARY_PLATE_SCOPES;

/** 核发不得超过三次. */
export const MOST_TEMPORARY_PLATES = 3;

/** The last day of validity, the day of issue not counted; undefined when the days are not 1 … the scope's most. */
export function findTemporaryPlateValidTo(
  issuedOn: LocalDate,
  scope: TemporaryPlateScope,
  days: number,
): LocalDate | undefined {
  const allowed = Number.isInteger(days) && days >= 1 && days <= TEMPORARY_PLATE_SCOPES[scope].mostDays;
  return allowed ? addDays(issuedOn, days) : undefined;
}

/** Whether one more may be issued to a vehicle that has had `earlier` of them. */
export function mayIssueTemporaryPlate(earlier: number): boolean {
  return earlier < MOST_TEMPORARY_PLATES;
}
