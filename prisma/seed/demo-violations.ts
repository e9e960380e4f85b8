// Violations of the demo accounts: some that can be handled at once, and one for most reasons why not.
import type { Database } from '../../db/client.ts';
import { addDays, instantAt, type LocalDate } from '../../domain/calendar/local-date.ts';
import type { ViolationKindName } from './violation-kinds.ts';
import { type RecordOf, saveRecords } from './violations.ts';

interface DemoRecord
  extends Partial<Pick<RecordOf, 'source' | 'division' | 'place' | 'isUnderReview' | 'lockedBy'>> {
  readonly login: string;
  readonly usage: string;
  readonly body: string;
  readonly kind: ViolationKindName;
}

const CAR = { login: 'liming', usage: 'A', body: 'sedan' } as const;
const ELSEWHERE = { division: '410102', place: '郑州市中原区建设路' } as const;

/** 李明 may handle the first four; each of the others is refused for a reason of its own. 赵磊 has two more. */
const RECORDS: readonly DemoRecord[] = [
  { ...CAR, kind: 'parking' },
  { ...CAR, kind: 'marking' },
  { ...CAR, kind: 'slightly-fast' },
  { ...CAR, kind: 'lane' },
  { ...CAR, kind: 'covered-plate' },
  { ...CAR, kind: 'emergency-lane' },
  { ...CAR, kind: 'much-too-fast' },
  { ...CAR, kind: 'parking', source: 'on-the-spot' },
  { ...CAR, kind: 'parking', ...ELSEWHERE },
  { ...CAR, kind: 'lamps', isUnderReview: true },
  { ...CAR, kind: 'lamps', lockedBy: 'window' },
  { login: 'liming', usage: 'F', body: 'truck', kind: 'parking' },
  { login: 'zhaolei', usage: 'A', body: 'sedan', kind: 'parking' },
  { login: 'zhaolei', usage: 'A', body: 'sedan', kind: 'red-light' },
  // Somebody else’s: by its number it is not theirs.
  { login: 'wangfang', usage: 'A', body: 'sedan', kind: 'parking' },
];

/** The number of the `index`-th demo record. */
export const demoRecordNo = (index: number) => `4117029${String(index + 1).padStart(9, '0')}`;

/** Writes the records that are not there yet, and how far the points of their owners' licences are known. */
export async function seedDemoViolations(db: Database, today: LocalDate): Promise<number> {
  const known = await db.surveillanceRecord.findMany({
    where: { recordNo: { in: RECORDS.map((_, index) => demoRecordNo(index)) } },
    select: { recordNo: true },
  });
  const isKnown = (recordNo: string) => known.some((row) => row.recordNo === recordNo);
  const owners = await ownersOf(db);
  const records = RECORDS.flatMap(({ login, usage, body, ...record }, index): readonly RecordOf[] => {
    const recordNo = demoRecordNo(index);
    const vehicle = owners.get(login)?.find((each) => each.usage === usage && each.body === body);
    if (isKnown(recordNo) || !vehicle) return [];
    return [{ ...record, recordNo, vehicle, occurredOn: addDays(today, -20 - index) }];
  });
  await saveRecords(db, records);
  await db.licence.updateMany({
    where: {
      pointsAsOf: null,
      holder: { accounts: { some: { login: { in: RECORDS.map(({ login }) => login) } } } },
    },
    data: { pointsAsOf: instantAt(today, '00:00') },
  });
  return records.length;
}

async function ownersOf(db: Database) {
  const accounts = await db.account.findMany({
    where: { login: { in: [...new Set(RECORDS.map(({ login }) => login))] } },
    select: { login: true, person: { select: { vehicles: true } } },
  });
  return new Map(accounts.map(({ login, person }) => [login ?? '', person?.vehicles ?? []]));
}
