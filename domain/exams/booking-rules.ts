// When a subject may be booked: the permit, the waiting days, five bookings at most (驾驶证申领和使用规定; services.md §3.22).
import type { ExamBookingFacts, ExamSubject, LearningFacts } from '../appointments/facts.ts';
import { addDays, daysBetween, type LocalDate } from '../calendar/local-date.ts';
import { AB_CLASSES, type LicenceClass } from '../register/codes.ts';

/** `exam.waitDays`: 科目二, from the day the permit was issued. */
const SUBJECT_2_DAYS = 10;
const SUBJECT_2_DAYS_AB = 20;
/** `exam.waitDays`: 科目三道路驾驶技能. */
const ROAD_DAYS = 20;
const ROAD_DAYS_OF_CARS = 30;
const ROAD_DAYS_AB = 40;
/** C1, M, N, P wait thirty days; D, E, F, which the setting leaves out, as the regulation has it (第三十四条), twenty: assumed. */
const THIRTY_DAYS: ReadonlySet<LicenceClass> = new Set(['C1', 'M', 'N', 'P']);
/** After a failed 科目二 or 科目三. */
export const REBOOKING_DAYS = 10;
/** Bookings of 科目二, and of 科目三道路驾驶技能, within one permit. */
export const MOST_BOOKINGS = 5;

/** Days from the permit until a subject may be booked. */
export function waitDaysOf(subject: ExamSubject, cls: LicenceClass): number {
  switch (subject) {
    case '2':
      return AB_CLASSES.has(cls) ? SUBJECT_2_DAYS_AB : SUBJECT_2_DAYS;
    case '3a':
      if (AB_CLASSES.has(cls)) return ROAD_DAYS_AB;
      return THIRTY_DAYS.has(cls) ? ROAD_DAYS_OF_CARS : ROAD_DAYS;
    case '1':
    case '3b':
      return 0;
  }
}

/** 取得驾驶技能准考证明未满{n}日. */
export function waitsForPermit(learning: LearningFacts, subject: ExamSubject, today: LocalDate): boolean {
  const { permitIssuedOn, cls } = learning;
  return permitIssuedOn !== null && daysBetween(permitIssuedOn, today) < waitDaysOf(subject, cls);
}

/** The permit is no longer good on a day; who has none yet takes 科目一 without. */
export function hasPermitEnded({ permitValidTo }: LearningFacts, on: LocalDate): boolean {
  return permitValidTo !== null && on > permitValidTo;
}

/** 科目二、科目三考试不合格的,十日后预约; who did not come has failed. */
export function waitsAfterFailure(learning: LearningFacts, subject: ExamSubject, today: LocalDate): boolean {
  if (subject === '1') return false;
  const failures = bookingsOf(learning, subject).filter(({ outcome }) => hasFailed(outcome));
  return failures.some(({ on }) => today < addDays(on, REBOOKING_DAYS));
}

/** 该科目预约考试次数已达五次. A cancelled booking is none (`exam.cancelCounts` is false). */
export function isExhausted(learning: LearningFacts, subject: ExamSubject): boolean {
  return isLimited(subject) && bookingsOf(learning, subject).length >= MOST_BOOKINGS;
}

/** Whether the number of bookings of a subject is limited at all. */
export function isLimited(subject: ExamSubject): boolean {
  return subject === '2' || subject === '3a';
}

/** Bookings of a subject within the permit, open ones included. */
export function bookingsOf(
  { bookings, permitIssuedOn }: LearningFacts,
  subject: ExamSubject,
): readonly ExamBookingFacts[] {
  return bookings.filter(
    (booking) => booking.subject === subject && (permitIssuedOn === null || booking.on >= permitIssuedOn),
  );
}

/** Absent counts as failed (应当提前1天取消预约). */
export function hasFailed(outcome: ExamBookingFacts['outcome']): boolean {
  return outcome === 'failed' || outcome === 'absent';
}
