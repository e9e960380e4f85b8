// The agenda: everybody's acts in the order of time, those of one instant together.
import { type Instant, instantAt, type LocalDate } from '../domain/calendar/local-date.ts';
import type { OfficeCalendar } from '../domain/calendar/office-calendar.ts';
import { firstDay } from './days.ts';
import type { Act, Story } from './story.ts';

/** What happens to one story at one instant, in order. */
export interface Entry<S extends Story> {
  readonly story: S;
  readonly acts: readonly Act[];
}

export interface Appointment<S extends Story> {
  readonly at: Instant;
  readonly entries: readonly Entry<S>[];
}

/** Every act of the stories, beginning on the first working day after `today`. */
export function agendaOf<S extends Story>(
  stories: readonly S[],
  today: LocalDate,
  calendar: OfficeCalendar,
): readonly Appointment<S>[] {
  const byInstant = new Map<Instant, Entry<S>[]>();
  for (const story of stories) {
    const first = firstDay(today, story.workdays, calendar);
    for (const { on, at, acts } of story.steps) {
      const instant = instantAt(on(first, calendar), at);
      const entries = byInstant.get(instant) ?? [];
      byInstant.set(instant, [...entries, { story, acts }]);
    }
  }
  const inOrder = [...byInstant].sort(([one], [other]) => (one < other ? -1 : 1));
  return inOrder.map(([at, entries]) => ({ at, entries }));
}
