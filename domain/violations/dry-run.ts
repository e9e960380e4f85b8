// Whether a record could be handled now, by somebody who declares what has to be declared.
import type { Refusal } from '../refusals.ts';
import type { Form } from '../services/define.ts';
import type { ViolationFacts } from './facts.ts';
import { HANDLING_RULES } from './handling-rules.ts';

/** The answers that stand in nobody's way. */
const DECLARED: Form = { undisputed: 'yes', ownDriving: 'yes', recentlyPenalised: 'no' };

/** The first of rows 6–25 that refuses; null where none does. */
export function findHandlingRefusal(subject: ViolationFacts): Refusal | null {
  const given = { form: DECLARED, subject };
  const rule = HANDLING_RULES.find(({ when }) => when(given));
  if (!rule) return null;
  const slots = rule.slots?.(given);
  return { code: rule.refusal, ...(slots && { slots }) };
}
