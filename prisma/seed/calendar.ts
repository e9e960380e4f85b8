// The calendar that promises are counted by.
import { saveCalendar } from '../../db/calendar.ts';
import type { Database } from '../../db/client.ts';
import { publishedCalendar } from './holidays.ts';

/** Saves the published holidays as the first calendar version; keeps what is there. Returns the newest version. */
export async function seedCalendar(db: Database): Promise<number> {
  const newest = await db.calendarVersion.aggregate({ _max: { version: true } });
  return (
    newest._max.version ?? saveCalendar(db, publishedCalendar(), 'State Council, yearly holiday arrangements')
  );
}
