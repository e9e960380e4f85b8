// 审验 (F10–F13; R123 第六十条, 第六十三条).

import type { LocalDate } from '../calendar/local-date.ts';
import { addDays } from '../calendar/local-date.ts';
import type { LicenceFacts } from './facts.ts';
import { heldClasses } from './held-classes.ts';
import { AB_CLASSES } from './licence-classes.ts';
import { cycleEnd, cycleOf, cycleStart, lastEndedCycle, pointsInCycle, R123_IN_FORCE_ON } from './points.ts';

const REVIEW_WITHIN_DAYS = 30;

/** F10: points on an A or B class, a death with equal or more liability, or a 校车 qualification call for a review. */
export function reviewRequired(licence: LicenceFacts, k: number): boolean {
  const end = cycleEnd(licence, k);
  const abWithPoints = holdsAb(licence, end) && pointsInCycle(licence, k) > 0;
  return abWithPoints || hadFatalAccident(licence, k) || licence.schoolBusQualified;
}

/** F11: 30 days after the end of the cycle, or the end of the deferral granted for it. */
export function reviewDueOn(licence: LicenceFacts, k: number): LocalDate {
  const end = cycleEnd(licence, k);
  const deferral = licence.deferrals.find(({ kind, baseOn }) => kind === 'review' && baseOn === end);
  return deferral?.to ?? addDays(end, REVIEW_WITHIN_DAYS);
}

/** F12: whether cycle `k` has been reviewed. */
export function reviewed(licence: Pick<LicenceFacts, 'reviews'>, k: number): boolean {
  return licence.reviews.some(({ coversThroughCycle }) => coversThroughCycle >= k);
}

/**
 * F13: reviews required and missed in a row, counted back from the last ended cycle to the last reviewed one; cycles
 * that needed none do not break the row. What happened before 2013 does not count.
 */
export function missedReviews(licence: LicenceFacts, today: LocalDate): number {
  const counted = sinceR123(licence);
  let missed = 0;
  for (let k = lastEndedCycle(licence, today) ?? -1; k >= 0 && !reviewed(licence, k); k--) {
    if (cycleEnd(licence, k) < R123_IN_FORCE_ON) break;
    if (reviewDueOn(licence, k) < today && reviewRequired(counted, k)) missed += 1;
  }
  return missed;
}

/** The cycle end that a deferral of the review would put off; null when no review is due or to be expected. */
export function reviewBase(licence: LicenceFacts, today: LocalDate): LocalDate | null {
  const ended = lastEndedCycle(licence, today);
  if (ended !== null && reviewRequired(licence, ended) && !reviewed(licence, ended))
    return cycleEnd(licence, ended);
  const current = cycleOf(licence, today);
  if (current === null) return null;
  const expected = holdsAb(licence, today) || reviewRequired(licence, current);
  return expected ? cycleEnd(licence, current) : null;
}

function holdsAb(licence: LicenceFacts, on: LocalDate): boolean {
  return heldClasses(licence, on).some((cls) => AB_CLASSES.has(cls));
}

function hadFatalAccident(licence: LicenceFacts, k: number): boolean {
  const from = cycleStart(licence, k);
  const to = cycleEnd(licence, k);
  return licence.accidents.some(
    ({ on, deaths, liability, revoked }) =>
      on >= from && on <= to && deaths >= 1 && !revoked && liability !== 'minor' && liability !== 'none',
  );
}

function sinceR123(licence: LicenceFacts): LicenceFacts {
  return {
    ...licence,
    points: licence.points.filter(({ recordedOn }) => recordedOn >= R123_IN_FORCE_ON),
    accidents: licence.accidents.filter(({ on }) => on >= R123_IN_FORCE_ON),
  };
}
