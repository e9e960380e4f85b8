// The sessions of the registration window that may be booked.
import type { Half } from '../../db/bookings.ts';
import { latestCalendar } from '../../db/calendar.ts';
import type { Deciding } from '../../db/deciding.ts';
import { type LocalDate, localDateOf, timeOfMinutes } from '../../domain/calendar/local-date.ts';

const DAYS_OFFERED = 10;

export interface OfferedSession {
  readonly on: LocalDate;
  readonly half: Half;
  /** Local times, as in 08:30. */
  readonly from: string;
  readonly to: string;
}

/** From the next working day on, as the office's calendar has its hours. */
export async function listOfferedSessions(
  deciding: Deciding,
  office: string,
): Promise<readonly OfferedSession[]> {
  const calendar = await latestCalendar(deciding, office);
  const sessions: OfferedSession[] = [];
  let on = localDateOf(await deciding.now());
  for (let day = 0; day < DAYS_OFFERED; day += 1) {
    on = calendar.nextWorkday(on);
    for (const [index, { opens, closes }] of calendar.spansOn(on).entries()) {
      const hours = { from: timeOfMinutes(opens), to: timeOfMinutes(closes) };
      sessions.push({ on, half: index === 0 ? 'am' : 'pm', ...hours });
    }
  }
  return sessions;
}
