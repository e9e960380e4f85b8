import fc from 'fast-check';
import { addDays, addYears, endOfMonth } from '../calendar/local-date.ts';
import { on, vehicle } from '../services/testing/builders.ts';
import type { VehicleFacts } from './facts.ts';
import { exemptFromLine, inspectionMonths, nextInspectionValidTo, threeCycleDeadline } from './inspection.ts';

const registered = on('2000-06-15');
const dayBefore = (years: number) => addDays(addYears(registered, years), -1);

test.each<[string, Partial<VehicleFacts>, readonly [number, 6 | 12 | 24, 6 | 12 | 24][]]>([
  [
    'a school bus',
    { usage: 'P', body: 'passenger', size: 'medium' },
    [
      [5, 6, 6],
      [10, 6, 6],
    ],
  ],
  ['a car with a school bus plate', { hasSchoolBusPlate: true }, [[6, 6, 6]]],
  ['a coach', { usage: 'B', body: 'passenger', size: 'large' }, [[5, 12, 6]]],
  ['a rented car', { usage: 'G' }, [[5, 12, 6]]],
  ['a truck', { usage: 'F', body: 'truck', size: 'large' }, [[10, 12, 6]]],
  ['a tractor', { usage: 'F', body: 'tractor', size: 'large' }, [[10, 12, 6]]],
  ['a large private bus', { body: 'passenger', size: 'large' }, [[10, 12, 6]]],
  [
    'a large sedan',
    { body: 'sedan', size: 'large' },
    [
      [6, 24, 12],
      [15, 12, 6],
    ],
  ],
  [
    'a private car',
    {},
    [
      [6, 24, 12],
      [15, 12, 6],
    ],
  ],
  [
    'a minibus',
    { body: 'minibus' },
    [
      [6, 24, 12],
      [15, 12, 6],
    ],
  ],
  ['a motorcycle', { body: 'motorcycle' }, [[4, 24, 12]]],
  ['a trailer', { body: 'full-trailer', size: 'large' }, [[10, 12, 12]]],
  ['a special vehicle', { body: 'special-op', size: 'large' }, [[10, 12, 12]]],
])('%s', (_, overrides, steps) => {
  const subject = vehicle({ ...overrides, firstRegisteredOn: registered });
  for (const [years, before, from] of steps) {
    expect(inspectionMonths(subject, dayBefore(years))).toBe(before);
    expect(inspectionMonths(subject, addYears(registered, years))).toBe(from);
  }
});

test('validity always ends with a month, and the third cycle is three steps on', () => {
  fc.assert(
    fc.property(
      fc.nat(6000),
      fc.nat(6000),
      fc.constantFrom('sedan' as const, 'truck' as const, 'motorcycle' as const),
      (a, b, body) => {
        const subject = vehicle({
          body,
          firstRegisteredOn: addDays(on('1998-01-01'), a),
          inspectionValidTo: endOfMonth(addDays(on('1998-01-01'), a + b)),
        });
        const next = nextInspectionValidTo(subject);
        expect(next).toBe(endOfMonth(next));
        expect(next > subject.inspectionValidTo).toBe(true);
        const again = { ...subject, inspectionValidTo: next };
        expect(threeCycleDeadline(subject)).toBe(
          nextInspectionValidTo({ ...again, inspectionValidTo: nextInspectionValidTo(again) }),
        );
      },
    ),
    { numRuns: 200 },
  );
});

describe('six years without the line', () => {
  const today = on('2015-11-03');

  test.each<[string, Partial<VehicleFacts>, boolean]>([
    ['a private car', {}, true],
    [
      'registered on the first day of the rule',
      { manufacturedOn: on('2010-05-01'), firstRegisteredOn: on('2010-09-01') },
      true,
    ],
    [
      'registered a day earlier',
      { manufacturedOn: on('2010-05-01'), firstRegisteredOn: on('2010-08-31') },
      false,
    ],
    ['registered four years after manufacture', { manufacturedOn: on('2008-05-08') }, true],
    ['registered later than that', { manufacturedOn: on('2008-05-07') }, false],
    ['seven seats', { seats: 7 }, false],
    ['a minibus', { body: 'minibus' }, false],
    ['a taxi', { usage: 'D' }, false],
    ['a large sedan', { size: 'large' }, true],
    ['a medium bus', { body: 'passenger', size: 'medium' }, false],
    ['an accident with injuries', { injuryAccident: true }, false],
    ['an illegal alteration', { illegalModPenalty: true }, false],
  ])('%s: %s', (_, overrides, exempt) => {
    expect(exemptFromLine(vehicle(overrides), today)).toBe(exempt);
  });

  test('ends on the sixth anniversary', () => {
    expect(exemptFromLine(vehicle(), on('2018-05-07'))).toBe(true);
    expect(exemptFromLine(vehicle(), on('2018-05-08'))).toBe(false);
  });
});
