// The steps shared by the services of one lifecycle.
import type { StepWord } from '../define.ts';

/** 受理后邮政送达: what is made is posted, or kept at the pickup counter. */
export const POSTAL_STEPS = [
  'submit',
  'fee',
  'accept',
  'approve',
  'register',
  'produce',
  'deliver',
] as const satisfies readonly StepWord[];

/** A deferral changes the register and nothing else. */
export const DEFERRAL_STEPS = [
  'submit',
  'accept',
  'approve',
  'register',
] as const satisfies readonly StepWord[];

/** What is done at once changes the register and nothing else. */
export const INSTANT_STEPS = ['submit', 'register'] as const satisfies readonly StepWord[];
