// 记分周期, 记分, 实习期 (F2–F9; R123 第五十五条, 第六十九条; 道路交通安全法实施条例 第二十四条).

import type { LocalDate } from '../calendar/local-date.ts';
import { addDays, addMonths, addYears, fullYearsBetween, parseLocalDate } from '../calendar/local-date.ts';
import type { ClassHoldingFacts, LicenceFacts, PointEntryFacts } from './facts.ts';
import { AB_CLASSES } from './licence-classes.ts';

export const FULL_SCORE = 12;

/** Records and accidents before R123 came into force count neither for probation nor for downgrading. */
export const R123_IN_FORCE_ON = parseLocalDate('2013-01-01');

const PROBATION_MONTHS = 12;
const EXTENSION_FROM_POINTS = 6;
const EXAM_WITHIN_DAYS = 30;

type FirstIssued = Pick<LicenceFacts, 'firstIssuedOn'>;
type PointsHistory = Pick<LicenceFacts, 'firstIssuedOn' | 'points' | 'cycleResets'>;

export interface DateSpan {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** F2: the first day of the `k`-th cycle of 12 months from 初次领取之日, k = 0, 1, … */
export function cycleStart({ firstIssuedOn }: FirstIssued, k: number): LocalDate {
  return addYears(firstIssuedOn, k);
}

/** F2: the last day of the `k`-th cycle. */
export function cycleEnd(licence: FirstIssued, k: number): LocalDate {
  return addDays(cycleStart(licence, k + 1), -1);
}

/** F3: the cycle a date lies in; null before the first issue. */
export function cycleOf({ firstIssuedOn }: FirstIssued, on: LocalDate): number | null {
  const k = fullYearsBetween(firstIssuedOn, on);
  return k < 0 ? null : k;
}

/** F3: the last cycle that ended before the date; null when none has. */
export function lastEndedCycle(licence: FirstIssued, on: LocalDate): number | null {
  const k = cycleOf(licence, on);
  return k === null || k === 0 ? null : k - 1;
}

/**
 * F4: the points of cycle `k` (by the day of recording) as they stood at the end of `asOf`. A passed 满分学习 exam clears
 * what the cycle held until then, points carried into it included.
 */
export function pointsInCycle(
  licence: PointsHistory,
  k: number,
  asOf: LocalDate = cycleEnd(licence, k),
): number {
  const start = cycleStart(licence, k);
  const clearedOn = lastReset(licence, { from: start, to: minDate(asOf, cycleEnd(licence, k)) });
  const own = entriesIn(licence, { from: start, to: minDate(asOf, cycleEnd(licence, k)) })
    .filter((entry) => clearedOn === null || entry.recordedOn > clearedOn)
    .reduce((sum, entry) => sum + entry.points, 0);
  return clearedOn === null ? own + carriedPoints(licence, k) : own;
}

/** F5: points carried into cycle `k` because a fine of the cycle before was still owed at its end (RTSR 第二十四条). */
export function carriedPoints(licence: PointsHistory, k: number): number {
  if (k <= 0) return 0;
  const end = cycleEnd(licence, k - 1);
  const owing = entriesIn(licence, { from: cycleStart(licence, k - 1), to: end }).some(
    ({ finePaidOn }) => finePaidOn === null || finePaidOn > end,
  );
  if (!owing) return 0;
  const before = pointsInCycle(licence, k - 1);
  return before < FULL_SCORE ? before : 0;
}

/** F6: the points that count on a date. */
export function pointsOn(licence: PointsHistory, on: LocalDate): number {
  const k = cycleOf(licence, on);
  return k === null ? 0 : pointsInCycle(licence, k, on);
}

/** Whether the points of cycle `k` stood at 12 or more on some day of it (R123 第四十七条, 第五十八条). */
export function reached12InCycle(licence: PointsHistory, k: number): boolean {
  return reached12In(licence, { from: cycleStart(licence, k), to: cycleEnd(licence, k) });
}

/** F9: whether the points stood at 12 or more on some day of the span. They rise only with a record or a new cycle. */
export function reached12In(licence: PointsHistory, span: DateSpan): boolean {
  const first = cycleOf(licence, span.from) ?? 0;
  const last = cycleOf(licence, span.to) ?? -1;
  const cycleStarts = Array.from({ length: Math.max(0, last - first) }, (_, i) =>
    cycleStart(licence, first + 1 + i),
  );
  const days = [span.from, ...cycleStarts, ...entriesIn(licence, span).map(({ recordedOn }) => recordedOn)];
  return days.some((on) => pointsOn(licence, on) >= FULL_SCORE);
}

export interface Probation {
  readonly normal: DateSpan;
  /** The following twelve months, for A and B classes with 6 to 11 points in the first twelve. */
  readonly extended: DateSpan | null;
  /** The 实习期满 examination is to be taken within 30 days after the end. */
  readonly examDueOn: LocalDate;
}

/** F7: the probation of a class holding; null for a class that was exchanged or left by a downgrade. */
export function probationOf(
  licence: Pick<LicenceFacts, 'points'>,
  holding: ClassHoldingFacts,
): Probation | null {
  if (holding.how !== 'initial' && holding.how !== 'added') return null;
  const normal = { from: holding.obtainedOn, to: probationEnd(holding.obtainedOn, 1) };
  const points = probationPoints(licence, normal);
  const isExtended = AB_CLASSES.has(holding.cls) && points >= EXTENSION_FROM_POINTS && points < FULL_SCORE;
  const extended = isExtended
    ? { from: addDays(normal.to, 1), to: probationEnd(holding.obtainedOn, 2) }
    : null;
  return { normal, extended, examDueOn: addDays((extended ?? normal).to, EXAM_WITHIN_DAYS) };
}

/** F8: the points recorded in a window of probation. */
export function probationPoints(licence: Pick<LicenceFacts, 'points'>, window: DateSpan): number {
  return entriesIn(licence, window)
    .filter(({ recordedOn }) => recordedOn >= R123_IN_FORCE_ON)
    .reduce((sum, { points }) => sum + points, 0);
}

/** The last day of the first or, extended, of the second twelve months (R123 第六十九条). */
export function probationEnd(obtainedOn: LocalDate, years: 1 | 2): LocalDate {
  return addDays(addMonths(obtainedOn, years * PROBATION_MONTHS), -1);
}

function entriesIn(
  { points }: Pick<LicenceFacts, 'points'>,
  { from, to }: DateSpan,
): readonly PointEntryFacts[] {
  return points.filter(
    ({ recordedOn, voidedOn }) => voidedOn === null && recordedOn >= from && recordedOn <= to,
  );
}

function lastReset(
  { cycleResets }: Pick<LicenceFacts, 'cycleResets'>,
  { from, to }: DateSpan,
): LocalDate | null {
  return cycleResets
    .filter(({ kind, on }) => kind === 'study-exam-passed' && on >= from && on <= to)
    .reduce<LocalDate | null>((latest, { on }) => (latest === null || on > latest ? on : latest), null);
}

function minDate(one: LocalDate, other: LocalDate): LocalDate {
  return one < other ? one : other;
}
