// What the first start of the platform needs: a calendar, accounts to sign in with, and a small register.
import type { Database } from '../../db/client.ts';
import type { LocalDate } from '../../domain/calendar/local-date.ts';
import { seedAppointments } from './appointments.ts';
import { seedCalendar } from './calendar.ts';
import { type DemoAccount, seedDemoAccounts } from './demo-accounts.ts';
import { seedDemoFines } from './demo-fines.ts';
import { seedDemoViolations } from './demo-violations.ts';
import { PARTITION_OF } from './numbers.ts';
import { asOneRun, seedPeople } from './people-run.ts';

const SMALL_REGISTER = 200;
const RUN = 'demo';

/** Seeds what is not there yet and tells of each part. */
export async function seedOnce(
  db: Database,
  today: LocalDate,
  tell: (line: string) => void,
): Promise<readonly DemoAccount[]> {
  tell(`calendar: version ${await seedCalendar(db)}`);
  const accounts = await seedDemoAccounts(db, { today });
  tell(`demo accounts: ${accounts.length}`);
  tell(`violations: ${await seedDemoViolations(db, today)} added`);
  tell(`fines to pay: ${await seedDemoFines(db, today)} added`);
  tell(`sessions to book: ${await seedAppointments(db, today)} added`);
  const done = await db.seedRun.findUnique({ where: { name: RUN } });
  if (done) {
    tell(`register: already there since ${done.seededAt.toISOString()}`);
    return accounts;
  }
  const wanted = { people: SMALL_REGISTER, partition: PARTITION_OF.once, seed: 0, today };
  const figures = await asOneRun(db, RUN, async (tx) => (await seedPeople(tx, wanted)).figures);
  tell(`register: ${figures.people} people, ${figures.vehicles} vehicles, ${figures.licences} licences`);
  return accounts;
}
