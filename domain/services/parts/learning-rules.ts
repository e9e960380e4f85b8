// Who may book which subject of the driving test, as rules in the order in which they are told (services.md §3.22).
import type { ExamSubject } from '../../appointments/facts.ts';
import {
  hasPermitEnded,
  isExhausted,
  REBOOKING_DAYS,
  waitDaysOf,
  waitsAfterFailure,
  waitsForPermit,
} from '../../exams/booking-rules.ts';
import { EXAM_SUBJECTS, isExamSubject, isInOrder } from '../../exams/subjects.ts';
import type { Field, GivenOf, Precondition } from '../define.ts';
import { sessionRule } from './sessions.ts';

type Given = GivenOf<'licence-application'>;

export const EXAM_SUBJECT = {
  name: 'subject',
  zh: '考试科目',
  en: 'Subject',
  required: true,
  kind: 'choice',
  choices: EXAM_SUBJECTS,
} as const satisfies Field;

/** The form is judged before its rules: its subject is one of the four. */
const subjectIn = ({ form }: Given): ExamSubject => (isExamSubject(form.subject) ? form.subject : '1');
const onSubject = (rule: Omit<Precondition<Given>, 'field'>) => ({ ...rule, field: EXAM_SUBJECT.name });

/** What is known of the learner decides before the session is looked at. */
export const LEARNING_RULES: readonly Precondition<Given>[] = [
  { refusal: 'learning-closed', when: ({ subject }) => !subject.isOpen },
  { refusal: 'permit-expired', when: ({ subject, today }) => hasPermitEnded(subject, today) },
  onSubject({ refusal: 'subject-passed', when: (given) => given.subject.passed.includes(subjectIn(given)) }),
  onSubject({ refusal: 'five-times', when: (given) => isExhausted(given.subject, subjectIn(given)) }),
  onSubject({
    refusal: 'subject-order',
    when: (given) => !isInOrder(subjectIn(given), given.subject.passed),
  }),
  onSubject({
    refusal: 'waiting-time',
    when: (given) => waitsForPermit(given.subject, subjectIn(given), given.today),
    slots: (given) => ({ n: String(waitDaysOf(subjectIn(given), given.subject.cls)) }),
  }),
  onSubject({
    refusal: 'waiting-time-after-failure',
    when: (given) => waitsAfterFailure(given.subject, subjectIn(given), given.today),
    slots: { n: String(REBOOKING_DAYS) },
  }),
];

/** The session is one of the subject and for the class, on a day on which the permit is still good. */
export const FITTING_EXAM: readonly Precondition<Given>[] = [
  sessionRule('session-other-subject', ({ subject }, given: Given) => subject !== subjectIn(given)),
  sessionRule('session-other-class', ({ classes }, { subject }: Given) => !classes.includes(subject.cls)),
  {
    ...sessionRule('permit-ends-before-exam', ({ on }, { subject }: Given) => hasPermitEnded(subject, on)),
    slots: ({ subject }) => ({ validTo: subject.permitValidTo ?? '' }),
  },
];
