// A platform clock that stands still until a test moves it.
import type { PlatformClock } from '../../db/deciding.ts';
import {
  epochMs,
  type Instant,
  type LocalDate,
  localDateOf,
  toInstant,
} from '../../domain/calendar/local-date.ts';

export interface TestClock {
  readonly now: PlatformClock;
  readonly at: Instant;
  readonly today: LocalDate;
  advance(by: { readonly minutes: number }): void;
}

/** Begins in office hours on the Tuesday of the trial's first week. */
export function testClock(start = '2015-11-03T10:00:00+08:00'): TestClock {
  let at = toInstant(start);
  return {
    now: async () => at,
    get at() {
      return at;
    },
    get today() {
      return localDateOf(at);
    },
    advance: ({ minutes }) => {
      at = toInstant(epochMs(at) + minutes * 60_000);
    },
  };
}
