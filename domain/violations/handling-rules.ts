// Rows 6–25 of violations.md §2 in their order: which surveillance records somebody may handle here. The gate asks 1–5.
import { addMinutes, type LocalDate } from '../calendar/local-date.ts';
import type { RefusalCode } from '../refusals.ts';
import { LIC_BLOCK, LICENCE_STATUSES, type LicenceStatus, type VehicleStatus } from '../register/codes.ts';
import type { DeferralKind, LicenceFacts, VehicleFacts } from '../register/facts.ts';
import { heldClasses, probationOf } from '../register/licence.ts';
import { isLocalDivision } from '../register/local.ts';
import { FULL_SCORE, pointsOn } from '../register/points.ts';
import { coversVehicle, isKeyVehicle } from '../register/vehicle-kinds.ts';
import type { Form, Slots } from '../services/define.ts';
import type { PenaltyKind, RecordState, ViolationFacts } from './facts.ts';

/** `violation.maxOnlineFine`: 简易程序, 二百元以下罚款. */
export const MAX_ONLINE_FINE_FEN = 20_000;
/** `violation.staleHours`. */
export const STALE_HOURS = 72;

const VEHICLE_BLOCK: readonly VehicleStatus[] = ['C', 'J', 'K', 'E', 'M', 'P'];
const ENDED: readonly RecordState[] = ['penalised', 'paid', 'cancelled'];
const SIMPLE: readonly PenaltyKind[] = ['warning', 'fine'];
/** 警车、消防车、救护车、工程救险车: not within the probation of a licence (R123 第六十五条). */
const NOT_IN_PROBATION = ['H', 'I', 'J', 'K'] as const satisfies readonly VehicleFacts['usage'][];

export interface HandlingGiven {
  readonly form: Form;
  readonly subject: ViolationFacts;
}

interface HandlingRule {
  /** Of the table. */
  readonly row: number;
  readonly refusal: RefusalCode;
  readonly when: (given: HandlingGiven) => boolean;
  readonly slots?: (given: HandlingGiven) => Slots;
  readonly field?: string;
}

const ABOUT_RECORD: readonly HandlingRule[] = [
  { row: 6, refusal: 'not-surveillance-record', when: ({ subject }) => subject.record.source !== 'camera' },
  {
    row: 7,
    refusal: 'record-not-local',
    when: ({ subject }) => !isLocalDivision(subject.record.division),
  },
  { row: 8, refusal: 'vehicle-not-own', when: ({ subject }) => subject.vehicle === null },
  {
    row: 9,
    refusal: 'key-vehicle-excluded',
    when: ({ subject: { vehicle } }) => vehicle !== null && isKeyVehicle(vehicle),
  },
  {
    row: 10,
    refusal: 'vehicle-status',
    when: ({ subject: { vehicle } }) => VEHICLE_BLOCK.some((status) => vehicle?.statuses.includes(status)),
  },
  { row: 11, refusal: 'already-handled', when: ({ subject }) => ENDED.includes(subject.record.state) },
  {
    row: 12,
    refusal: 'handled-elsewhere',
    when: ({ subject: { isDecidedElsewhere, heldBy } }) =>
      isDecidedElsewhere || heldBy === 'window' || heldBy === 'other-internet',
  },
  { row: 13, refusal: 'locked-in-progress', when: ({ subject }) => subject.heldBy === 'platform' },
  { row: 14, refusal: 'unreconciled-payment', when: ({ subject }) => subject.hasUnreconciledPayment },
];

const DECLARED: readonly HandlingRule[] = [
  {
    row: 15,
    refusal: 'disputed',
    field: 'undisputed',
    when: ({ form, subject }) => form.undisputed !== 'yes' || subject.record.isUnderReview,
  },
  { row: 16, refusal: 'not-driver', field: 'ownDriving', when: ({ form }) => form.ownDriving !== 'yes' },
];

const ABOUT_LICENCE: readonly HandlingRule[] = [
  { row: 17, refusal: 'violation-no-licence', when: ({ subject }) => subject.licence === null },
  {
    row: 18,
    refusal: 'licence-status',
    when: ({ subject }) => blockingStatuses(subject).length > 0,
    slots: ({ subject }) => ({ 状态: blockingStatuses(subject).join('、') }),
  },
  {
    row: 19,
    refusal: 'licence-not-held-then',
    when: ({ subject }) => onBoth(subject, (licence, vehicle) => wasNotEntitled(licence, vehicle, subject)),
  },
  {
    row: 20,
    refusal: 'class-mismatch',
    when: ({ subject }) =>
      onBoth(subject, (licence, vehicle) => !coveredThen(licence, vehicle, subject.record.occurredOn)),
  },
];

const ABOUT_PENALTY: readonly HandlingRule[] = [
  {
    row: 21,
    refusal: 'penalty-kind',
    when: ({ subject }) => subject.record.penaltyKinds.some((kind) => !SIMPLE.includes(kind)),
  },
  {
    row: 22,
    refusal: 'fine-over-limit',
    when: ({ subject }) => subject.record.fineFen > MAX_ONLINE_FINE_FEN,
  },
  { row: 23, refusal: 'single-12-points', when: ({ subject }) => subject.record.points >= FULL_SCORE },
  {
    row: 24,
    refusal: 'would-reach-12',
    when: ({ subject }) => pointsAfter(subject) >= FULL_SCORE,
  },
  {
    row: 25,
    refusal: 'points-stale',
    when: ({ form, subject }) =>
      subject.record.points > 0 && (isStale(subject) || form.recentlyPenalised === 'yes'),
  },
];

export const HANDLING_RULES: readonly HandlingRule[] = [
  ...ABOUT_RECORD,
  ...DECLARED,
  ...ABOUT_LICENCE,
  ...ABOUT_PENALTY,
];

/** The points of the cycle once the record is handled: those that count today, and the record's. */
export function pointsAfter({ licence, record, today }: ViolationFacts): number {
  return (licence === null ? 0 : pointsOn(licence, today)) + record.points;
}

const DEFERRED_AS = { renewal: 'N', review: 'T', 'body-cert': 'P' } as const satisfies Readonly<
  Record<DeferralKind, LicenceStatus>
>;

/** LIC_BLOCK, 逾期未换证, and a deferral under way (whoever defers may not drive), by their names. */
function blockingStatuses({ licence, today }: ViolationFacts): readonly string[] {
  if (licence === null) return [];
  const deferred = licence.deferrals
    .filter(({ from, to }) => from <= today && today <= to)
    .map(({ kind }): LicenceStatus => DEFERRED_AS[kind]);
  return licence.statuses
    .filter((status) => LIC_BLOCK.has(status) || status === 'M' || deferred.includes(status))
    .map((status) => LICENCE_STATUSES[status]);
}

function onBoth(
  { licence, vehicle }: ViolationFacts,
  asked: (licence: LicenceFacts, vehicle: VehicleFacts) => boolean,
): boolean {
  return licence !== null && vehicle !== null && asked(licence, vehicle);
}

/** Not licensed yet, not for this class yet, or within the probation of a class that may not drive such a vehicle in it. */
function wasNotEntitled(
  licence: LicenceFacts,
  vehicle: VehicleFacts,
  { record: { occurredOn } }: ViolationFacts,
): boolean {
  if (occurredOn < licence.firstIssuedOn) return true;
  const coversNow = coversVehicle(heldClasses(licence), vehicle);
  if (coversNow && !coveredThen(licence, vehicle, occurredOn)) return true;
  return isExcludedInProbation(licence, vehicle, occurredOn);
}

function coveredThen(licence: LicenceFacts, vehicle: VehicleFacts, on: LocalDate): boolean {
  return coversVehicle(heldClasses(licence, on), vehicle);
}

function isExcludedInProbation(licence: LicenceFacts, vehicle: VehicleFacts, on: LocalDate): boolean {
  if (!NOT_IN_PROBATION.some((usage) => usage === vehicle.usage)) return false;
  return licence.classes.some((holding) => {
    const probation = probationOf(licence, holding);
    const end = probation?.extended?.to ?? probation?.normal.to;
    return end !== undefined && holding.obtainedOn <= on && on <= end;
  });
}

function isStale({ pointsAsOf, now }: ViolationFacts): boolean {
  return pointsAsOf === null || addMinutes(pointsAsOf, STALE_HOURS * 60) < now;
}
