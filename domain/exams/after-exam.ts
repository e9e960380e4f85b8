// What the result of an exam makes of a licence application: subjects passed, the permit, and what the fifth failure takes away.
import type { ExamBookingFacts, ExamSubject, LearningFacts } from '../appointments/facts.ts';
import { addYears, type LocalDate } from '../calendar/local-date.ts';
import { bookingsOf, hasFailed, isLimited, MOST_BOOKINGS } from './booking-rules.ts';
import { inSubjectOrder, isComplete } from './subjects.ts';

/** 驾驶技能准考证明有效期三年. */
const PERMIT_YEARS = 3;

export interface ExamTaken {
  readonly subject: ExamSubject;
  readonly on: LocalDate;
  readonly outcome: Exclude<ExamBookingFacts['outcome'], 'open'>;
}

export interface LearningAfter {
  readonly passed: readonly ExamSubject[];
  readonly permitIssuedOn: LocalDate | null;
  readonly permitValidTo: LocalDate | null;
  /** All four subjects are passed. */
  readonly isComplete: boolean;
  /** The fifth booking failed: what had been passed is void. */
  readonly isVoided: boolean;
}

/** The application after an exam, whose own booking may still stand among its bookings as open. */
export function afterExam(learning: LearningFacts, exam: ExamTaken): LearningAfter {
  const { permitIssuedOn, permitValidTo } = learning;
  const permit = { permitIssuedOn, permitValidTo };
  if (hasFailed(exam.outcome)) {
    const isVoided = isLastTry(learning, exam.subject);
    return { ...permit, passed: isVoided ? [] : learning.passed, isComplete: false, isVoided };
  }
  const passed = inSubjectOrder([...learning.passed, exam.subject]);
  const issues = exam.subject === '1' && permitIssuedOn === null;
  return {
    ...(issues ? permitFrom(exam.on) : permit),
    ...{ passed, isComplete: isComplete(passed), isVoided: false },
  };
}

/** 科目一考试合格后核发驾驶技能准考证明. */
export function permitFrom(on: LocalDate): Pick<LearningAfter, 'permitIssuedOn' | 'permitValidTo'> {
  return { permitIssuedOn: on, permitValidTo: addYears(on, PERMIT_YEARS) };
}

/** 第五次预约考试仍不合格. */
function isLastTry(learning: LearningFacts, subject: ExamSubject): boolean {
  const earlier = bookingsOf(learning, subject).filter(({ outcome }) => outcome !== 'open');
  return isLimited(subject) && earlier.length + 1 >= MOST_BOOKINGS;
}
