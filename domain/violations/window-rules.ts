// What a window may do with a record while others may be at it: rows 11–14 of violations.md §2 as they apply there.
import type { RefusalCode } from '../refusals.ts';
import type { RecordHolder, RecordState } from './facts.ts';

export interface WindowFacts {
  readonly state: RecordState;
  /** `this-window` is the session that asks. */
  readonly heldBy: RecordHolder | 'this-window';
  /** Another decision waits for a person, or is not in the record yet. */
  readonly isDecidedElsewhere: boolean;
  /** Of the driver, or for the vehicle. */
  readonly hasUnreconciledPayment: boolean;
}

interface WindowRule {
  readonly row: number;
  readonly refusal: RefusalCode;
  readonly when: (facts: WindowFacts) => boolean;
}

const ENDED: readonly RecordState[] = ['penalised', 'paid', 'cancelled'];

const WINDOW_RULES: readonly WindowRule[] = [
  { row: 11, refusal: 'already-handled', when: ({ state }) => ENDED.includes(state) },
  {
    row: 12,
    refusal: 'handled-elsewhere',
    when: ({ isDecidedElsewhere, heldBy }) => isDecidedElsewhere || heldBy === 'other-internet',
  },
  {
    row: 13,
    refusal: 'locked-in-progress',
    when: ({ heldBy }) => heldBy === 'platform' || heldBy === 'window',
  },
  { row: 14, refusal: 'unreconciled-payment', when: ({ hasUnreconciledPayment }) => hasUnreconciledPayment },
];

/** Why a window may not take up or decide on a record; null where it may. */
export function windowRefusal(facts: WindowFacts): RefusalCode | null {
  return WINDOW_RULES.find(({ when }) => when(facts))?.refusal ?? null;
}

/** A lock that was forgotten for so long may be released by an administrator (violations.md §5). */
export const LOCK_KEPT_MINUTES = 24 * 60;
