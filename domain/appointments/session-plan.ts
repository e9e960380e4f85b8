// What a session must be before it is planned: of its site's kind, in order of time, and still to come.
import { type Instant, instantAt, type LocalDate } from '../calendar/local-date.ts';
import type { Refusal } from '../refusals.ts';
import type { LicenceClass } from '../register/codes.ts';
import type { AppointmentKind, ExamSubject } from './facts.ts';

/** People a session may take at most (assumed): more is a slip of the finger. */
export const MOST_PLACES = 500;

export interface SessionPlan {
  readonly subject: ExamSubject | null;
  readonly classes: readonly LicenceClass[];
  readonly on: LocalDate;
  /** Local times, as in 08:30. */
  readonly from: string;
  readonly to: string;
}

/** Begin and end of a plan. */
export function timesOf({ on, from, to }: SessionPlan): {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
} {
  return { startsAt: instantAt(on, from), endsAt: instantAt(on, to) };
}

/** Why a session cannot be planned, or null. */
export function checkPlan(plan: SessionPlan, kind: AppointmentKind, now: Instant): Refusal | null {
  const { startsAt, endsAt } = timesOf(plan);
  if (startsAt >= endsAt) return invalid('/to', '结束时间须晚于开始时间', 'it has to end after it begins');
  if (startsAt <= now) return { code: 'session-has-begun', pointer: '/on' };
  if (kind === 'inspection') {
    if (plan.subject === null && plan.classes.length === 0) return null;
    return invalid(
      '/subject',
      '检验场次没有考试科目和准驾车型',
      'an inspection has neither subject nor classes',
    );
  }
  if (plan.subject === null) return invalid('/subject', '请选择考试科目', 'name the subject of the test');
  if (plan.classes.length === 0)
    return invalid('/classes', '请选择准驾车型', 'name the classes it is held for');
  return null;
}

function invalid(pointer: string, problem: string, problemEn: string): Refusal {
  return { code: 'session-invalid', pointer, slots: { problem, problemEn } };
}
