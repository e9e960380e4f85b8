import { holding, licence, on } from '../services/testing/builders.ts';
import type { AccidentFacts, LicenceFacts, PointEntryFacts } from './facts.ts';
import { missedReviews, reviewBase, reviewDueOn, reviewed, reviewRequired } from './review.ts';

const recorded = (text: string): PointEntryFacts => ({
  points: 2,
  occurredOn: on(text),
  recordedOn: on(text),
  voidedOn: null,
  finePaidOn: on(text),
});
const truckDriver = (overrides: Partial<LicenceFacts> = {}): LicenceFacts =>
  licence({ classes: [holding('B2')], ...overrides });
const accident = (overrides: Partial<AccidentFacts> = {}): AccidentFacts => ({
  on: on('2015-05-01'),
  deaths: 1,
  liability: 'equal',
  revoked: false,
  ...overrides,
});

// First issued on 2009-11-20: cycle 4 ends 2014-11-19, cycle 5 ends 2015-11-19.
describe('a review is required', () => {
  test.each<[string, LicenceFacts, boolean]>([
    ['of a truck driver with points', truckDriver({ points: [recorded('2015-05-01')] }), true],
    ['not of a truck driver without', truckDriver(), false],
    ['not of a car driver with points', licence({ points: [recorded('2015-05-01')] }), false],
    ['after a death with equal liability', licence({ accidents: [accident()] }), true],
    ['not with a minor part', licence({ accidents: [accident({ liability: 'minor' })] }), false],
    ['not without a death', licence({ accidents: [accident({ deaths: 0 })] }), false],
    ['not when the licence was revoked for it', licence({ accidents: [accident({ revoked: true })] }), false],
    [
      'not for an accident of another cycle',
      licence({ accidents: [accident({ on: on('2015-11-20') })] }),
      false,
    ],
    ['of a school bus driver', licence({ schoolBusQualified: true }), true],
    [
      'not when the class was gone by the end of the cycle',
      truckDriver({
        points: [recorded('2015-05-01')],
        classes: [holding('B2', { cancelledOn: on('2015-11-01') })],
      }),
      false,
    ],
  ])('%s', (_, subject, required) => {
    expect(reviewRequired(subject, 5)).toBe(required);
  });
});

test('it is due 30 days after the cycle, or when its deferral ends', () => {
  expect(reviewDueOn(licence(), 5)).toBe('2015-12-19');
  const deferral = {
    kind: 'review',
    baseOn: on('2015-11-19'),
    from: on('2015-11-01'),
    to: on('2017-06-30'),
  } as const;
  expect(reviewDueOn(licence({ deferrals: [deferral] }), 5)).toBe('2017-06-30');
  expect(reviewDueOn(licence({ deferrals: [deferral] }), 4)).toBe('2014-12-19');
});

describe('missed reviews', () => {
  const points = [recorded('2013-06-01'), recorded('2014-06-01'), recorded('2015-06-01')];

  test.each<[string, LicenceFacts, string, number]>([
    ['two ended cycles, the third just due', truckDriver({ points }), '2015-12-19', 2],
    ['a day later three', truckDriver({ points }), '2015-12-20', 3],
    [
      'a review ends the row',
      truckDriver({ points, reviews: [{ on: on('2013-12-01'), coversThroughCycle: 3, withStudy: false }] }),
      '2015-12-20',
      2,
    ],
    [
      'a cycle without points does not break it',
      truckDriver({ points: [recorded('2013-06-01'), recorded('2015-06-01')] }),
      '2015-12-20',
      2,
    ],
    [
      'what was before 2013 does not count',
      truckDriver({ points: [recorded('2012-06-01'), recorded('2012-12-01')] }),
      '2015-12-20',
      0,
    ],
    [
      'a licence in its first cycle has none',
      truckDriver({ firstIssuedOn: on('2015-06-01'), points }),
      '2015-12-20',
      0,
    ],
  ])('%s', (_, subject, today, missed) => {
    expect(missedReviews(subject, on(today))).toBe(missed);
  });

  test('reviewed through a later cycle is reviewed', () => {
    const reviews = [{ on: on('2015-01-01'), coversThroughCycle: 4, withStudy: false }];
    expect([3, 4, 5].map((k) => reviewed({ reviews }, k))).toEqual([true, true, false]);
  });
});

describe('what a deferral of the review puts off', () => {
  const today = on('2015-11-25');

  test.each<[string, LicenceFacts, string | null]>([
    ['the ended cycle that needs it', truckDriver({ points: [recorded('2015-06-01')] }), '2015-11-19'],
    ['the present cycle of an A or B licence', truckDriver(), '2016-11-19'],
    [
      'the present cycle after a fatal accident',
      licence({ accidents: [accident({ on: on('2015-11-21') })] }),
      '2016-11-19',
    ],
    ['nothing for a car driver', licence({ points: [recorded('2015-06-01')] }), null],
    ['nothing before the first issue', truckDriver({ firstIssuedOn: on('2016-01-01') }), null],
  ])('%s', (_, subject, base) => {
    expect(reviewBase(subject, today)).toBe(base);
  });
});
