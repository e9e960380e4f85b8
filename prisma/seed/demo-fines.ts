// Fines of the demo accounts to be paid: decided at a window, one in time and one that has grown.
import type { Database } from '../../db/client.ts';
import { savePenaltyDecision } from '../../db/violations/decisions.ts';
import { addDays, instantAt, type LocalDate } from '../../domain/calendar/local-date.ts';
import { demoRecordNo } from './demo-violations.ts';
import { saveRecords } from './violations.ts';

interface DemoFine {
  readonly login: string;
  /** Days since it was decided. */
  readonly decidedAgo: number;
}

const FINES: readonly DemoFine[] = [
  { login: 'liming', decidedAgo: 3 },
  { login: 'liming', decidedAgo: 25 },
  { login: 'zhaolei', decidedAgo: 3 },
];

/** Their records come after those that are still to be handled. */
const FIRST_RECORD = 100;
const DAYS_UNTIL_DECIDED = 20;

/** Writes the decisions that are not there yet. */
export async function seedDemoFines(db: Database, today: LocalDate): Promise<number> {
  let added = 0;
  for (const [index, fine] of FINES.entries()) {
    const recordNo = demoRecordNo(FIRST_RECORD + index);
    const isKnown = (await db.surveillanceRecord.count({ where: { recordNo } })) > 0;
    if (!isKnown && (await saveFine(db, recordNo, fine, today))) added += 1;
  }
  return added;
}

/** False where the account has no car or no licence: somebody has changed it. */
async function saveFine(
  db: Database,
  recordNo: string,
  { login, decidedAgo }: DemoFine,
  today: LocalDate,
): Promise<boolean> {
  const account = await db.account.findUnique({
    where: { login },
    select: { person: { select: { licence: true, vehicles: { where: { usage: 'A', body: 'sedan' } } } } },
  });
  const licence = account?.person?.licence;
  const [vehicle] = account?.person?.vehicles ?? [];
  if (!licence || !vehicle) return false;
  const decidedOn = addDays(today, -decidedAgo);
  const occurredOn = addDays(decidedOn, -DAYS_UNTIL_DECIDED);
  await saveRecords(db, [{ recordNo, kind: 'parking', vehicle, occurredOn }]);
  const saved = await db.$transaction((tx) =>
    savePenaltyDecision(tx, {
      ...{ recordNo, licenceId: licence.id, applicationId: null, channel: 'window' },
      decidedAt: instantAt(decidedOn, '10:00'),
    }),
  );
  if ('code' in saved) throw new Error(`no decision was made: ${saved.code}`);
  return true;
}
