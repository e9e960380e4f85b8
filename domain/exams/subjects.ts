// The subjects of the driving test and their order: 科目一, 科目二, 科目三道路, 科目三安全文明 (services.md §3.22).
import type { ExamSubject } from '../appointments/facts.ts';
import type { Choice } from '../services/define.ts';

/** In the order in which they are taken. */
export const EXAM_SUBJECTS = [
  { value: '1', zh: '科目一', en: 'Subject 1: laws and rules' },
  { value: '2', zh: '科目二', en: 'Subject 2: driving on the site' },
  { value: '3a', zh: '科目三道路驾驶技能', en: 'Subject 3: driving on the road' },
  { value: '3b', zh: '科目三安全文明驾驶常识', en: 'Subject 3: safe and civil driving' },
] as const satisfies readonly (Choice & { readonly value: ExamSubject })[];

const ORDER: readonly ExamSubject[] = EXAM_SUBJECTS.map(({ value }) => value);

/** Whether a text names a subject. */
export function isExamSubject(text: unknown): text is ExamSubject {
  return ORDER.some((subject) => subject === text);
}

/** Whether every subject before this one has been passed. */
export function isInOrder(subject: ExamSubject, passed: readonly ExamSubject[]): boolean {
  return ORDER.slice(0, ORDER.indexOf(subject)).every((earlier) => passed.includes(earlier));
}

/** Whether all four have been passed. */
export function isComplete(passed: readonly ExamSubject[]): boolean {
  return ORDER.every((subject) => passed.includes(subject));
}

/** Subjects without repetition, in their order. */
export function inSubjectOrder(subjects: readonly ExamSubject[]): readonly ExamSubject[] {
  return ORDER.filter((subject) => subjects.includes(subject));
}

/** What a subject is called. */
export function subjectName(subject: ExamSubject): string {
  return EXAM_SUBJECTS.find(({ value }) => value === subject)?.zh ?? subject;
}
