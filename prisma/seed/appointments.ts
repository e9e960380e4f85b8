// Stations and exam sites of the demonstration, with their sessions of the coming thirty days; each start adds what is missing.
import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/client.ts';
import { offeredDays } from '../../domain/appointments/booking-rules.ts';
import type { AppointmentKind, ExamSubject } from '../../domain/appointments/facts.ts';
import { addDays, instantAt, type LocalDate, weekday } from '../../domain/calendar/local-date.ts';
import { AB_CLASSES, CLASS_ORDER, type LicenceClass } from '../../domain/register/codes.ts';
import { OFFICE } from './register.ts';

interface SessionPlan {
  readonly subject: ExamSubject | null;
  readonly classes: readonly LicenceClass[];
  readonly from: string;
  readonly to: string;
  readonly capacity: number;
  /** Monday 1 … Sunday 7. */
  readonly weekdays: readonly number[];
}

interface SitePlan {
  readonly kind: AppointmentKind;
  readonly name: string;
  readonly address: string;
  readonly sessions: readonly SessionPlan[];
}

const SMALL = CLASS_ORDER.filter((cls) => !AB_CLASSES.has(cls));
const LARGE = [...AB_CLASSES];
const WORKDAYS = [1, 2, 3, 4, 5] as const;

const inspection = (from: string, to: string, capacity: number): SessionPlan => ({
  ...{ subject: null, classes: [], from, to, capacity },
  weekdays: [...WORKDAYS, 6],
});
const exam = (
  subject: ExamSubject,
  classes: readonly LicenceClass[],
  [from, to]: readonly [string, string],
  capacity: number,
  weekdays: readonly number[] = WORKDAYS,
): SessionPlan => ({ subject, classes, from, to, capacity, weekdays });

const INSPECTIONS = [
  inspection('08:30', '10:00', 20),
  inspection('10:00', '11:30', 20),
  inspection('14:30', '16:30', 24),
];
const MORNING = ['09:00', '11:30'] as const;
const AFTERNOON = ['14:30', '17:00'] as const;

const SITES: readonly SitePlan[] = [
  {
    kind: 'inspection',
    name: '驿城区机动车检测站',
    address: '驻马店市驿城区练江大道东段',
    sessions: INSPECTIONS,
  },
  { kind: 'inspection', name: '遂平县机动车检测站', address: '驻马店市遂平县建设路', sessions: INSPECTIONS },
  { kind: 'inspection', name: '确山县机动车检测站', address: '驻马店市确山县盘龙路', sessions: INSPECTIONS },
  {
    kind: 'exam',
    name: '驻马店市驾驶人考试中心',
    address: '驻马店市驿城区金山路南段',
    sessions: [
      exam('1', CLASS_ORDER, MORNING, 60),
      exam('2', SMALL, MORNING, 40),
      exam('3b', CLASS_ORDER, AFTERNOON, 60),
      exam('2', LARGE, AFTERNOON, 12, [2, 4]),
    ],
  },
  {
    kind: 'exam',
    name: '驻马店市道路考试考场',
    address: '驻马店市驿城区驿城大道北段',
    sessions: [exam('3a', SMALL, MORNING, 30), exam('3a', LARGE, AFTERNOON, 10, [3])],
  },
];

/** Makes the sites and published sessions that are not there yet; how many sessions were added. */
export async function seedAppointments(db: Database, today: LocalDate): Promise<number> {
  const { from, to } = offeredDays(today);
  const createdAt = instantAt(today, 0);
  let added = 0;
  for (const { kind, name, address, sessions } of SITES) {
    const site = { office: OFFICE, kind, name };
    const { id: siteId } = await db.appointmentSite.upsert({
      where: { office_kind_name: site },
      update: {},
      create: { ...site, id: randomUUID(), address },
    });
    const rows = [];
    for (let on = from; on <= to; on = addDays(on, 1))
      rows.push(
        ...sessions.filter(({ weekdays }) => weekdays.includes(weekday(on))).map((plan) => rowOf(plan, on)),
      );
    const { count } = await db.appointmentSession.createMany({
      data: rows.map((row) => ({
        ...{ ...row, siteId, kind, office: OFFICE, state: 'open', createdAt, publishedAt: createdAt },
      })),
      skipDuplicates: true,
    });
    added += count;
  }
  return added;
}

function rowOf({ subject, classes, from, to, capacity }: SessionPlan, on: LocalDate) {
  return {
    ...{ id: randomUUID(), subject, classes: [...classes], capacity, on: new Date(on) },
    ...{ startsAt: instantAt(on, from), endsAt: instantAt(on, to) },
  };
}
