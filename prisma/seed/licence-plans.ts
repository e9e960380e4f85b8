// Licences in every situation the rules know, each planned backwards from today.
import { addDays, addMonths, addYears, type LocalDate } from '../../domain/calendar/local-date.ts';
import type { LicenceClass, LicenceStatus } from '../../domain/register/codes.ts';
import type { AccidentFacts, DeferralKind, ValidityKind } from '../../domain/register/facts.ts';
import type { Chance } from './chance.ts';

export interface PlannedPoints {
  readonly points: number;
  readonly on: LocalDate;
  readonly unpaid?: boolean;
  readonly voided?: boolean;
}

export interface PlannedExam {
  readonly on: LocalDate;
  readonly conclusion?: 'qualified' | 'unqualified';
  /** Left out: the classes of the licence. */
  readonly classes?: readonly LicenceClass[];
  readonly submitted?: boolean;
}

/** What is settled about a licence; everything left out is as usual. */
export interface LicencePlan {
  readonly birthOn: LocalDate;
  readonly classes: readonly LicenceClass[];
  readonly firstIssuedOn: LocalDate;
  readonly validity: ValidityKind;
  readonly statuses?: readonly LicenceStatus[];
  readonly elsewhere?: boolean;
  readonly schoolBusQualified?: boolean;
  readonly points?: readonly PlannedPoints[];
  readonly resetOn?: LocalDate;
  /** Years from the first issue that have been reviewed, counted through this cycle. */
  readonly reviewedThrough?: number;
  readonly exam?: PlannedExam;
  readonly deferral?: { readonly kind: DeferralKind; readonly baseOn: LocalDate; readonly to: LocalDate };
  readonly accident?: {
    readonly on: LocalDate;
    readonly deaths: number;
    readonly liability: AccidentFacts['liability'];
  };
  readonly downgrade?: {
    readonly cause: string;
    readonly lost: readonly LicenceClass[];
    readonly exchanged: boolean;
  };
  readonly document?: 'held' | 'lost' | 'damaged';
}

export const YEARS_OF = { '6y': 6, '10y': 16 } as const;

const CLASS_GROUPS: readonly { readonly weight: number; readonly classes: readonly LicenceClass[] }[] = [
  { weight: 520, classes: ['C1'] },
  { weight: 140, classes: ['C2'] },
  { weight: 60, classes: ['C1', 'D'] },
  { weight: 50, classes: ['C1', 'E'] },
  { weight: 70, classes: ['B2'] },
  { weight: 20, classes: ['B2', 'E'] },
  { weight: 30, classes: ['A2'] },
  { weight: 10, classes: ['A1'] },
  { weight: 6, classes: ['A1', 'A2'] },
  { weight: 8, classes: ['A3'] },
  { weight: 10, classes: ['B1'] },
  { weight: 4, classes: ['B1', 'B2'] },
  { weight: 2, classes: ['A3', 'B2'] },
  { weight: 8, classes: ['C3'] },
  { weight: 12, classes: ['C4'] },
  { weight: 5, classes: ['C5'] },
  { weight: 15, classes: ['D'] },
  { weight: 20, classes: ['E'] },
  { weight: 4, classes: ['F'] },
  { weight: 3, classes: ['M'] },
  { weight: 1, classes: ['N'] },
  { weight: 1, classes: ['P'] },
];

export const drawClasses = (chance: Chance) => chance.weighted(CLASS_GROUPS).classes;

/** A licence whose 6 or 10 years end so many days from today; its holder is of ordinary age. */
export function expiringIn(
  days: number,
  validity: '6y' | '10y',
  chance: Chance,
  today: LocalDate,
): LicencePlan {
  const firstIssuedOn = addYears(addDays(today, days), -YEARS_OF[validity]);
  const birthOn = addDays(addYears(firstIssuedOn, -chance.int(19, 38)), -chance.int(0, 364));
  return { birthOn, classes: drawClasses(chance), firstIssuedOn, validity };
}

/** A licence in the middle of its validity. */
export function ordinary(chance: Chance, today: LocalDate): LicencePlan {
  const plan = chance.happens(0.12) ? longTerm(chance, today) : withYearsLeft(chance, today);
  return chance.happens(0.35) ? { ...plan, points: drawPoints(chance, plan.firstIssuedOn, today, 11) } : plan;
}

function withYearsLeft(chance: Chance, today: LocalDate): LicencePlan {
  const validity = chance.happens(0.6) ? '6y' : '10y';
  return expiringIn(chance.int(95, (validity === '6y' ? 6 : 10) * 365 - 20), validity, chance, today);
}

export function longTerm(chance: Chance, today: LocalDate): LicencePlan {
  const firstIssuedOn = addDays(today, -chance.int(16 * 366 + 30, 28 * 365));
  const birthOn = addDays(addYears(firstIssuedOn, -chance.int(19, 30)), -chance.int(0, 364));
  return { birthOn, classes: drawClasses(chance), firstIssuedOn, validity: 'long' };
}

/** The first day of the running cycle. */
export function cycleStartedOn(firstIssuedOn: LocalDate, today: LocalDate): LocalDate {
  const thisYear = addYears(firstIssuedOn, Number(today.slice(0, 4)) - Number(firstIssuedOn.slice(0, 4)));
  return thisYear <= today ? thisYear : addYears(thisYear, -1);
}

/** Entries in the running cycle, together at most `most`. */
export function drawPoints(
  chance: Chance,
  firstIssuedOn: LocalDate,
  today: LocalDate,
  most: number,
): readonly PlannedPoints[] {
  const entries: PlannedPoints[] = [];
  let on = cycleStartedOn(firstIssuedOn, today);
  let left = most;
  while (left > 0 && chance.happens(0.7)) {
    on = addDays(on, chance.int(0, 60));
    if (on > today) break;
    const points = Math.min(left, chance.pick([1, 2, 3, 3, 6]));
    entries.push({ points, on, unpaid: chance.happens(0.1), voided: chance.happens(0.03) });
    left -= points;
  }
  return entries;
}

/** A qualified examination some weeks ago, good for six months. */
export function recentExam(chance: Chance, today: LocalDate, classes?: readonly LicenceClass[]): PlannedExam {
  return { on: addDays(today, -chance.int(1, 60)), ...(classes && { classes }) };
}

export const monthsAgo = (today: LocalDate, months: number) => addMonths(today, -months);
