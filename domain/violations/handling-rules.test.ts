import { instantAt, toInstant } from '../calendar/local-date.ts';
import { refusalText, shownCode } from '../refusals.ts';
import type { LicenceFacts, PointEntryFacts, VehicleFacts } from '../register/facts.ts';
import { holding, licence, on, TODAY, vehicle } from '../services/testing/builders.ts';
import type { ViolationFacts, ViolationRecordFacts } from './facts.ts';
import { HANDLING_RULES, type HandlingGiven, pointsAfter, STALE_HOURS } from './handling-rules.ts';

const NOON = instantAt(TODAY, '12:00');
const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => toInstant(Date.parse(NOON) - hours * HOUR_MS);

function given(): HandlingGiven {
  const record: ViolationRecordFacts = {
    source: 'camera',
    division: '411702',
    occurredOn: on('2015-10-12'),
    points: 3,
    fineFen: 20_000,
    penaltyKinds: ['warning', 'fine'],
    state: 'queryable',
    isUnderReview: false,
  };
  return {
    form: { undisputed: 'yes', ownDriving: 'yes', recentlyPenalised: 'no' },
    subject: {
      record,
      heldBy: 'nobody',
      isDecidedElsewhere: false,
      vehicle: vehicle(),
      hasUnreconciledPayment: false,
      licence: licence(),
      pointsAsOf: hoursAgo(1),
      now: NOON,
      today: TODAY,
    },
  };
}

type Fault = (of: HandlingGiven) => HandlingGiven;
const about =
  (facts: Partial<ViolationFacts>): Fault =>
  ({ form, subject }) => ({ form, subject: { ...subject, ...facts } });
const recordWith =
  (facts: Partial<ViolationRecordFacts>): Fault =>
  ({ form, subject }) => ({ form, subject: { ...subject, record: { ...subject.record, ...facts } } });
const vehicleWith =
  (facts: Partial<VehicleFacts>): Fault =>
  ({ form, subject }) => ({
    form,
    subject: { ...subject, vehicle: vehicle({ ...subject.vehicle, ...facts }) },
  });
const licenceWith =
  (facts: Partial<LicenceFacts>): Fault =>
  ({ form, subject }) => ({
    form,
    subject: { ...subject, licence: licence({ ...subject.licence, ...facts }) },
  });
const answering =
  (answers: HandlingGiven['form']): Fault =>
  ({ form, subject }) => ({ form: { ...form, ...answers }, subject });
const all =
  (...faults: readonly Fault[]): Fault =>
  (of) =>
    faults.reduce((made, fault) => fault(made), of);

const entry = (points: number, recordedOn = '2015-03-01'): PointEntryFacts => ({
  ...{ points, occurredOn: on(recordedOn), recordedOn: on(recordedOn) },
  ...{ voidedOn: null, finePaidOn: on(recordedOn) },
});
const pointed = (...points: readonly number[]) => licenceWith({ points: points.map((each) => entry(each)) });
const DEFERRED = { baseOn: TODAY, from: on('2015-11-01'), to: on('2016-11-01') };

const REFUSED: readonly (readonly [row: number, code: string, what: string, fault: Fault])[] = [
  [6, 'not-surveillance-record', 'a ticket of an officer', recordWith({ source: 'on-the-spot' })],
  [7, 'record-not-local', 'of 郑州', recordWith({ division: '410102' })],
  [8, 'vehicle-not-own', 'of somebody else’s vehicle', about({ vehicle: null })],
  [9, 'key-vehicle-excluded', 'of a taxi', vehicleWith({ usage: 'D' })],
  [9, 'key-vehicle-excluded', 'of a hired car', vehicleWith({ usage: 'G' })],
  [9, 'key-vehicle-excluded', 'of a car with a school-bus plate', vehicleWith({ hasSchoolBusPlate: true })],
  ...(['C', 'J', 'K', 'E', 'M', 'P'] as const).map(
    (status) => [10, 'vehicle-status', `status ${status}`, vehicleWith({ statuses: ['G', status] })] as const,
  ),
  ...(['penalised', 'paid', 'cancelled'] as const).map(
    (state) => [11, 'already-handled', `a record that is ${state}`, recordWith({ state })] as const,
  ),
  [12, 'handled-elsewhere', 'decided at a window', about({ isDecidedElsewhere: true })],
  [12, 'handled-elsewhere', 'held at a window', about({ heldBy: 'window' })],
  [12, 'handled-elsewhere', 'held by another platform', about({ heldBy: 'other-internet' })],
  [13, 'locked-in-progress', 'held by another session', about({ heldBy: 'platform' })],
  [14, 'unreconciled-payment', 'a payment in doubt', about({ hasUnreconciledPayment: true })],
  [15, 'disputed', 'who disputes', answering({ undisputed: 'no' })],
  [15, 'disputed', 'an objection under review', recordWith({ isUnderReview: true })],
  [16, 'not-driver', 'who did not drive', answering({ ownDriving: 'no' })],
  [17, 'no-licence', 'no licence', about({ licence: null })],
  ...(['B', 'C', 'D', 'E', 'F', 'G', 'J', 'K', 'L', 'M', 'R', 'U'] as const).map(
    (status) => [18, 'licence-status', `status ${status}`, licenceWith({ statuses: [status] })] as const,
  ),
  [
    ...([18, 'licence-status', 'a deferral under way'] as const),
    licenceWith({ statuses: ['N'], deferrals: [{ kind: 'renewal', ...DEFERRED }] }),
  ],
  [19, 'licence-not-held-then', 'before the first licence', licenceWith({ firstIssuedOn: on('2015-10-13') })],
  [
    ...([19, 'licence-not-held-then', 'before the class was added'] as const),
    all(
      vehicleWith({ body: 'motorcycle', plateCategory: '07' }),
      licenceWith({ classes: [holding('C1'), holding('E', { obtainedOn: on('2015-10-13'), how: 'added' })] }),
    ),
  ],
  [
    ...([19, 'licence-not-held-then', 'an ambulance in the probation'] as const),
    all(
      vehicleWith({ usage: 'J' }),
      licenceWith({ classes: [holding('C1', { obtainedOn: on('2014-12-01') })] }),
    ),
  ],
  [20, 'class-mismatch', 'a coach with a C1', vehicleWith({ size: 'large', body: 'passenger' })],
  [
    ...([20, 'class-mismatch', 'with a class that was lost before'] as const),
    licenceWith({ classes: [holding('C1', { cancelledOn: on('2015-10-12') })] }),
  ],
  ...(['suspend', 'revoke', 'detain'] as const).map(
    (kind) => [21, 'penalty-kind', kind, recordWith({ penaltyKinds: ['fine', kind] })] as const,
  ),
  [22, 'fine-over-limit', 'a fen above 200 yuan', recordWith({ fineFen: 20_001 })],
  [23, 'single-12-points', 'twelve points at once', recordWith({ points: 12 })],
  [24, 'would-reach-12', '9 and 3', pointed(6, 3)],
  [24, 'would-reach-12', '11 and 1', all(pointed(6, 3, 2), recordWith({ points: 1 }))],
  [24, 'would-reach-12', '12 and none', all(pointed(6, 6), recordWith({ points: 0 }))],
  [25, 'points-stale', 'nothing synchronised yet', about({ pointsAsOf: null })],
  [
    25,
    'points-stale',
    'a millisecond over 72 hours',
    about({ pointsAsOf: toInstant(Date.parse(hoursAgo(STALE_HOURS)) - 1) }),
  ],
  [25, 'points-stale', 'points recorded elsewhere lately', answering({ recentlyPenalised: 'yes' })],
];

const PASSES: readonly (readonly [what: string, fault: Fault])[] = [
  ['200 yuan and 3 points', (of) => of],
  ['every division of the city', recordWith({ division: '411729' })],
  ['a vehicle overdue for inspection, with violations', vehicleWith({ statuses: ['G', 'Q', 'I'] })],
  ['a licence with violations, overdue for review', licenceWith({ statuses: ['H', 'S', 'T'] })],
  [
    'a deferral that is over',
    licenceWith({ deferrals: [{ kind: 'renewal', ...DEFERRED, to: on('2015-11-02') }] }),
  ],
  ['on the day of the first licence', licenceWith({ firstIssuedOn: on('2015-10-12') })],
  ['11 points in all', all(pointed(6, 3), recordWith({ points: 2 }))],
  ['points of the cycle before', licenceWith({ points: [entry(9, '2014-11-19')] })],
  ['points that were voided', licenceWith({ points: [{ ...entry(9), voidedOn: on('2015-04-01') }] })],
  ['points of exactly 72 hours ago', about({ pointsAsOf: hoursAgo(STALE_HOURS) })],
  ['no points, however old those on file are', all(about({ pointsAsOf: null }), recordWith({ points: 0 }))],
  [
    'no points, whatever was recorded elsewhere',
    all(answering({ recentlyPenalised: 'yes' }), recordWith({ points: 0 })),
  ],
  ['a warning without fine', recordWith({ fineFen: 0, points: 0, penaltyKinds: ['warning'] })],
  ['an ambulance after the probation', all(vehicleWith({ usage: 'J' }), licenceWith({}))],
  ['a recorded but not yet queryable record', recordWith({ state: 'recorded' })],
];

const firstOf = (of: HandlingGiven) => HANDLING_RULES.find(({ when }) => when(of));

test.each(REFUSED)('row %d %s: %s', (row, code, _, fault) => {
  const found = firstOf(fault(given()));
  expect([found?.row, found && shownCode(found.refusal)]).toEqual([row, code]);
});

test.each(PASSES)('handled here: %s', (_, change) => {
  expect(firstOf(change(given()))).toBeUndefined();
});

test('the rows are 6 to 25, in their order', () => {
  expect(HANDLING_RULES.map(({ row }) => row)).toEqual(Array.from({ length: 20 }, (_, at) => at + 6));
  expect(new Set(REFUSED.map(([row]) => row)).size).toBe(HANDLING_RULES.length);
});

test('of two faults the one of the earlier row is told', () => {
  for (const [row, , what, fault] of REFUSED)
    for (const [laterRow, , laterWhat, later] of REFUSED)
      if (row < laterRow)
        expect([what, laterWhat, firstOf(all(later, fault)(given()))?.row]).toEqual([what, laterWhat, row]);
});

test('the statuses of a licence are named', () => {
  const of = licenceWith({ statuses: ['H', 'B', 'U'] })(given());
  const found = firstOf(of);
  expect(found && refusalText({ code: found.refusal, slots: found.slots?.(of) ?? {} }, 'zh')).toBe(
    '驾驶证状态为“超分、扣留”,不能处理。',
  );
});

test('the points afterwards are those of the cycle and the record’s', () => {
  expect(pointsAfter(pointed(6, 1)(given()).subject)).toBe(10);
  expect(pointsAfter(about({ licence: null })(given()).subject)).toBe(3);
});
