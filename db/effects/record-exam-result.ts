// The result of an exam enters the licence application: the last try of the day counts.
import { recordAttempt } from '../exam-attempts.ts';
import type { Effect } from './effect.ts';

export const recordExamResult: Effect = async (tx, { locked }) => {
  const { results } = locked.application;
  const outcome = results.at(-1) === 'passed' ? 'passed' : 'failed';
  await recordAttempt(tx, locked.id, { outcome, madeUp: results.length > 1 });
  return null;
};
