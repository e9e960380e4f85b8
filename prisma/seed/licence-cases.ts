// The situations drivers are in, and how many of them.
import { addDays, addYears, type LocalDate } from '../../domain/calendar/local-date.ts';
import type { LicenceClass, LicenceStatus } from '../../domain/register/codes.ts';
import { lastEndedCycle } from '../../domain/register/licence.ts';
import type { Chance } from './chance.ts';
import {
  cycleStartedOn,
  drawPoints,
  expiringIn,
  type LicencePlan,
  longTerm,
  monthsAgo,
  ordinary,
  recentExam,
} from './licence-plans.ts';

export interface LicenceCase {
  readonly name: string;
  readonly weight: number;
  readonly plan: (chance: Chance, today: LocalDate) => LicencePlan;
}

const withStatus =
  (status: LicenceStatus, more: Partial<LicencePlan> = {}): LicenceCase['plan'] =>
  (chance, today) => ({ ...ordinary(chance, today), statuses: [status], ...more });

const statusCase = (
  name: string,
  status: LicenceStatus,
  weight: number,
  more: Partial<LicencePlan> = {},
): LicenceCase => ({
  name,
  weight,
  plan: withStatus(status, more),
});

/** A holder of so many years, licensed long enough ago. */
function aged(
  years: number,
  classes: readonly LicenceClass[],
  chance: Chance,
  today: LocalDate,
): LicencePlan {
  const plan = expiringIn(chance.int(120, 3_000), '10y', chance, today);
  return { ...plan, classes, birthOn: addDays(addYears(today, -years), -chance.int(1, 360)) };
}

const AB_CLASSES: readonly (readonly LicenceClass[])[] = [
  ['A1'],
  ['A2'],
  ['A3'],
  ['B1'],
  ['B2'],
  ['A1', 'A2'],
  ['B2', 'E'],
];

/** An A or B licence with points in the cycle that ended so many days ago. */
function abWithPoints(daysSinceEnd: number, chance: Chance, today: LocalDate): LicencePlan {
  const firstIssuedOn = addYears(addDays(today, -daysSinceEnd), -chance.int(3, 5));
  const birthOn = addDays(addYears(firstIssuedOn, -chance.int(24, 36)), -chance.int(0, 364));
  const on = addDays(addYears(cycleStartedOn(firstIssuedOn, today), -1), chance.int(10, 300));
  return {
    birthOn,
    classes: chance.pick(AB_CLASSES),
    firstIssuedOn,
    validity: '6y',
    points: [{ points: 3, on }],
  };
}

export const LICENCE_CASES: readonly LicenceCase[] = [
  { name: 'ordinary', weight: 640, plan: ordinary },
  { name: 'long-term', weight: 60, plan: longTerm },
  {
    name: 'due-with-exam',
    weight: 50,
    plan: (chance, today) => ({
      ...expiringIn(chance.int(0, 89), '6y', chance, today),
      exam: recentExam(chance, today),
    }),
  },
  {
    name: 'due-without-exam',
    weight: 30,
    plan: (chance, today) => expiringIn(chance.int(0, 90), '6y', chance, today),
  },
  {
    name: 'due-exam-unqualified',
    weight: 4,
    plan: (chance, today) => ({
      ...expiringIn(chance.int(10, 80), '10y', chance, today),
      exam: { ...recentExam(chance, today), conclusion: 'unqualified' },
    }),
  },
  {
    name: 'due-exam-outdated',
    weight: 4,
    plan: (chance, today) => ({
      ...expiringIn(chance.int(10, 80), '6y', chance, today),
      exam: { on: monthsAgo(today, 8) },
    }),
  },
  {
    name: 'expired-under-a-year',
    weight: 25,
    plan: (chance, today) => ({
      ...expiringIn(-chance.int(1, 360), '6y', chance, today),
      statuses: ['M'],
      ...(chance.happens(0.5) && { exam: recentExam(chance, today) }),
    }),
  },
  {
    name: 'expired-over-a-year',
    weight: 15,
    plan: (chance, today) => ({
      ...expiringIn(-chance.int(370, 1_000), '6y', chance, today),
      statuses: ['R'],
    }),
  },
  {
    name: 'renewal-deferred',
    weight: 8,
    plan: (chance, today) => {
      const baseOn = addDays(today, chance.int(-300, 60));
      const plan = expiringIn(0, '6y', chance, baseOn);
      return {
        ...plan,
        statuses: ['N'],
        deferral: { kind: 'renewal', baseOn: addYears(plan.firstIssuedOn, 6), to: addYears(baseOn, 2) },
      };
    },
  },
  {
    name: 'full-score',
    weight: 8,
    plan: (chance, today) => {
      const plan = expiringIn(chance.int(400, 1_500), '6y', chance, today);
      const on = cycleStartedOn(plan.firstIssuedOn, today);
      return {
        ...plan,
        statuses: ['B'],
        points: [
          { points: 6, on },
          { points: 6, on: addDays(on, 0) },
        ],
      };
    },
  },
  {
    name: 'study-passed',
    weight: 4,
    plan: (chance, today) => {
      const plan = expiringIn(chance.int(400, 1_500), '6y', chance, today);
      const on = cycleStartedOn(plan.firstIssuedOn, today);
      return { ...plan, points: [{ points: 12, on }], resetOn: today };
    },
  },
  {
    name: 'probation-with-points',
    weight: 10,
    plan: (chance, today) => {
      const firstIssuedOn = addDays(today, -chance.int(60, 350));
      const points = drawPoints(chance, firstIssuedOn, today, 9);
      return { ...expiringIn(100, '6y', chance, today), firstIssuedOn, points };
    },
  },
  { name: 'review-due', weight: 12, plan: (chance, today) => abWithPoints(chance.int(1, 29), chance, today) },
  {
    name: 'review-missed',
    weight: 10,
    plan: (chance, today) => ({ ...abWithPoints(chance.int(40, 300), chance, today), statuses: ['S'] }),
  },
  {
    name: 'reviewed',
    weight: 15,
    plan: (chance, today) => {
      const plan = abWithPoints(chance.int(40, 300), chance, today);
      return { ...plan, reviewedThrough: lastEndedCycle(plan, today) ?? 0 };
    },
  },
  {
    name: 'review-deferred',
    weight: 4,
    plan: (chance, today) => {
      const plan = abWithPoints(chance.int(10, 200), chance, today);
      const baseOn = addDays(cycleStartedOn(plan.firstIssuedOn, today), -1);
      return { ...plan, statuses: ['T'], deferral: { kind: 'review', baseOn, to: addYears(baseOn, 2) } };
    },
  },
  {
    name: 'overage-ab',
    weight: 12,
    plan: (chance, today) => {
      const exam = chance.happens(0.6) ? { exam: recentExam(chance, today, ['C1', 'C2', 'E', 'F']) } : {};
      return { ...aged(chance.int(60, 63), chance.pick(AB_CLASSES), chance, today), ...exam };
    },
  },
  {
    name: 'overage-motorcycle',
    weight: 6,
    plan: (chance, today) => ({
      ...aged(
        chance.int(70, 73),
        chance.pick<readonly LicenceClass[]>([['C1', 'D'], ['C1', 'E'], ['D']]),
        chance,
        today,
      ),
      exam: recentExam(chance, today, ['C1', 'F']),
    }),
  },
  {
    name: 'no-class-left',
    weight: 3,
    plan: (chance, today) =>
      aged(chance.int(70, 75), chance.pick<readonly LicenceClass[]>([['C3'], ['C4'], ['M']]), chance, today),
  },
  {
    name: 'body-certificate-due',
    weight: 12,
    plan: (chance, today) => aged(chance.int(71, 76), ['C1'], chance, today),
  },
  {
    name: 'body-certificate-done',
    weight: 12,
    plan: (chance, today) => ({
      ...aged(chance.int(71, 76), ['C1'], chance, today),
      exam: { ...recentExam(chance, today), submitted: true },
    }),
  },
  {
    name: 'body-certificate-deferred',
    weight: 3,
    plan: (chance, today) => {
      const plan = aged(chance.int(72, 76), ['C2'], chance, today);
      const baseOn = addDays(cycleStartedOn(plan.firstIssuedOn, today), 29);
      return { ...plan, statuses: ['P'], deferral: { kind: 'body-cert', baseOn, to: addYears(baseOn, 2) } };
    },
  },
  {
    name: 'fatal-accident',
    weight: 4,
    plan: (chance, today) => {
      const plan = expiringIn(chance.int(400, 1_500), '6y', chance, today);
      const on = addDays(cycleStartedOn(plan.firstIssuedOn, today), -chance.int(5, 300));
      return {
        ...plan,
        accident: {
          on,
          deaths: chance.int(1, 2),
          liability: chance.pick(['equal', 'main', 'full', 'minor']),
        },
      };
    },
  },
  {
    name: 'downgrade-pending',
    weight: 3,
    plan: (chance, today) => ({
      ...expiringIn(chance.int(400, 1_500), '6y', chance, today),
      classes: ['A2'],
      downgrade: { cause: 'probation-points', lost: ['A2'], exchanged: false },
    }),
  },
  {
    name: 'school-bus-driver',
    weight: 5,
    plan: (chance, today) => ({
      ...expiringIn(chance.int(400, 1_500), '6y', chance, today),
      classes: ['A1'],
      schoolBusQualified: true,
    }),
  },
  { name: 'lost', weight: 15, plan: (chance, today) => ({ ...ordinary(chance, today), document: 'lost' }) },
  {
    name: 'damaged',
    weight: 10,
    plan: (chance, today) => ({ ...ordinary(chance, today), document: 'damaged' }),
  },
  statusCase('transferred', 'C', 6, { elsewhere: true }),
  statusCase('suspended', 'D', 6),
  statusCase('annulled', 'E', 2),
  statusCase('revoked', 'F', 4),
  statusCase('cancelled', 'G', 6),
  statusCase('violations-open', 'H', 15),
  statusCase('accident-open', 'I', 5),
  statusCase('stopped', 'J', 2),
  statusCase('impounded', 'K', 3),
  statusCase('locked', 'L', 3),
  statusCase('detained', 'U', 3),
];
