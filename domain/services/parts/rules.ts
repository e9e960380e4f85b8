// Small pieces that rules of several services are written with.
import { isLocalDate, type LocalDate } from '../../calendar/local-date.ts';
import type { Field, Form, Precondition } from '../define.ts';
import { invalidSlots, type Problem } from '../form.ts';

/** A rule on one input that its shape cannot express. */
export function fieldRule<G>(field: Field, problem: Problem, when: (given: G) => boolean): Precondition<G> {
  return { refusal: 'invalid-field', field: field.name, when, slots: invalidSlots(field, problem) };
}

/** The text of a field; empty when it was left out. */
export function textIn(form: Form, name: string): string {
  const value = form[name];
  return typeof value === 'string' ? value : '';
}

/** The date of a field, if it was given. */
export function dateIn(form: Form, name: string): LocalDate | null {
  const text = textIn(form, name);
  return isLocalDate(text) ? text : null;
}
