// Rows 13–15 of plates.md §5 in their order: what is asked of every number within a session. Row 16 is the session's own clock.
import type { Refusal, RefusalCode } from '../refusals.ts';
import { type MethodUse, methodsLeft, type PlateMethod } from './methods.ts';
import { isOpenNumber, isWithheld } from './open-numbers.ts';

export interface ChoiceGiven {
  readonly method: PlateMethod;
  readonly use: MethodUse;
  /** null while five are drawn. */
  readonly number: string | null;
  /** Whether the pool has nothing against it: nobody holds it, and no vehicle carries it. */
  readonly isFree: boolean;
}

interface ChoiceRule {
  readonly refusal: RefusalCode;
  readonly when: (given: ChoiceGiven) => boolean;
}

export const CHOICE_RULES: readonly ChoiceRule[] = [
  { refusal: 'attempts-used', when: ({ method, use }) => !methodsLeft(use).includes(method) },
  { refusal: 'number-format', when: ({ number }) => number !== null && !isOpenNumber(number) },
  {
    refusal: 'number-not-available',
    when: ({ number, isFree }) => number !== null && (isWithheld(number) || !isFree),
  },
];

/** The first rule that speaks against a choice, or null. */
export function choiceRefusal(given: ChoiceGiven): Refusal | null {
  const rule = CHOICE_RULES.find(({ when }) => when(given));
  if (!rule) return null;
  return given.number === null ? { code: rule.refusal } : { code: rule.refusal, pointer: '/number' };
}
