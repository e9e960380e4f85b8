import fc from 'fast-check';
import { addDays } from '../calendar/local-date.ts';
import { holding, licence, on } from '../services/testing/builders.ts';
import type { PointEntryFacts } from './facts.ts';
import {
  carriedPoints,
  cycleEnd,
  cycleOf,
  cycleStart,
  lastEndedCycle,
  pointsInCycle,
  pointsOn,
  probationOf,
  probationPoints,
  reached12In,
  reached12InCycle,
} from './points.ts';

function entry(
  recordedOn: string,
  points: number,
  overrides: Partial<PointEntryFacts> = {},
): PointEntryFacts {
  return {
    points,
    occurredOn: on(recordedOn),
    recordedOn: on(recordedOn),
    voidedOn: null,
    finePaidOn: on(recordedOn),
    ...overrides,
  };
}
const unpaid = { finePaidOn: null };

describe('cycles', () => {
  const subject = licence({ firstIssuedOn: on('2012-02-29') });

  test.each([
    ['2012-02-28', null, null],
    ['2012-02-29', 0, null],
    ['2013-02-27', 0, null],
    ['2013-02-28', 1, 0],
    ['2016-02-28', 3, 2],
    ['2016-02-29', 4, 3],
  ])('%s lies in cycle %j, the last ended is %j', (text, current, ended) => {
    expect(cycleOf(subject, on(text))).toBe(current);
    expect(lastEndedCycle(subject, on(text))).toBe(ended);
  });

  test('every day lies in exactly the cycle that begins no later and ends no earlier', () => {
    fc.assert(
      fc.property(fc.nat(4000), fc.nat(9000), (issued, later) => {
        const someone = { firstIssuedOn: addDays(on('2000-01-01'), issued) };
        const date = addDays(someone.firstIssuedOn, later);
        const k = cycleOf(someone, date) ?? -1;
        expect(cycleStart(someone, k) <= date && date <= cycleEnd(someone, k)).toBe(true);
        expect(addDays(cycleEnd(someone, k), 1)).toBe(cycleStart(someone, k + 1));
      }),
      { numRuns: 200 },
    );
  });
});

// First issued on 2009-11-20: cycle 5 is 2014-11-20 … 2015-11-19.
describe('points', () => {
  test('belong to the cycle of their recording, unless voided', () => {
    const subject = licence({
      points: [
        entry('2014-11-19', 3),
        entry('2014-11-20', 6, { occurredOn: on('2014-11-01') }),
        entry('2015-11-19', 2),
        entry('2015-03-01', 12, { voidedOn: on('2015-04-01') }),
      ],
    });
    expect(pointsInCycle(subject, 4)).toBe(3);
    expect(pointsInCycle(subject, 5)).toBe(8);
    expect(pointsOn(subject, on('2015-11-18'))).toBe(6);
    expect(pointsOn(subject, on('2015-11-20'))).toBe(0);
    expect(pointsOn(subject, on('2009-01-01'))).toBe(0);
  });

  test('are cleared by the study exam, what follows counts anew', () => {
    const subject = licence({
      points: [entry('2015-01-10', 12), entry('2015-03-01', 3)],
      cycleResets: [{ on: on('2015-02-01'), kind: 'study-exam-passed' }],
    });
    expect(pointsOn(subject, on('2015-01-31'))).toBe(12);
    expect(pointsOn(subject, on('2015-02-01'))).toBe(0);
    expect(pointsInCycle(subject, 5)).toBe(3);
  });

  test('are carried over when a fine is still owed', () => {
    const subject = licence({
      points: [entry('2014-06-01', 3, unpaid), entry('2014-07-01', 2), entry('2015-01-01', 6)],
    });
    expect(carriedPoints(subject, 5)).toBe(5);
    expect(pointsInCycle(subject, 5)).toBe(11);
    expect(pointsOn(subject, on('2014-11-20'))).toBe(5);
  });

  test('are not carried when paid in the cycle, or when they had reached 12', () => {
    expect(
      carriedPoints(licence({ points: [entry('2014-06-01', 3, { finePaidOn: on('2014-11-19') })] }), 5),
    ).toBe(0);
    expect(
      carriedPoints(licence({ points: [entry('2014-06-01', 3, { finePaidOn: on('2014-11-20') })] }), 5),
    ).toBe(3);
    expect(carriedPoints(licence({ points: [entry('2014-06-01', 12, unpaid)] }), 5)).toBe(0);
    expect(
      carriedPoints(
        licence({ points: [entry('2014-06-01', 3, { ...unpaid, voidedOn: on('2014-07-01') })] }),
        5,
      ),
    ).toBe(0);
    expect(carriedPoints(licence(), 0)).toBe(0);
  });

  test('carried points count towards the twelve and are cleared with them', () => {
    const points = [entry('2014-06-01', 6, unpaid), entry('2015-01-01', 6)];
    expect(reached12InCycle(licence({ points }), 5)).toBe(true);
    const cleared = licence({ points, cycleResets: [{ on: on('2015-02-01'), kind: 'study-exam-passed' }] });
    expect(pointsInCycle(cleared, 5)).toBe(0);
    expect(reached12InCycle(cleared, 5)).toBe(true);
  });

  test('twelve split over two cycles is not twelve', () => {
    const subject = licence({ points: [entry('2014-11-19', 6), entry('2014-11-20', 6)] });
    expect(reached12In(subject, { from: on('2014-01-01'), to: on('2015-11-01') })).toBe(false);
  });

  test('within a cycle they never fall but by the exam', () => {
    const records = fc.array(fc.tuple(fc.nat(364), fc.constantFrom(1, 2, 3, 6)), { maxLength: 6 });
    fc.assert(
      fc.property(records, (rows) => {
        const start = on('2014-11-20');
        const subject = licence({ points: rows.map(([n, points]) => entry(addDays(start, n), points)) });
        let before = 0;
        for (let n = 0; n < 365; n += 7) {
          const now = pointsOn(subject, addDays(start, n));
          expect(now).toBeGreaterThanOrEqual(before);
          before = now;
        }
        const total = rows.reduce((sum, [, points]) => sum + points, 0);
        expect(pointsInCycle(subject, 5)).toBe(total);
        expect(reached12InCycle(subject, 5)).toBe(total >= 12);
      }),
      { numRuns: 100 },
    );
  });
});

describe('probation', () => {
  const b2 = holding('B2', { obtainedOn: on('2015-03-15'), how: 'added' });

  test('six to eleven points on an A or B class make it twelve months longer', () => {
    const subject = licence({ points: [entry('2015-06-01', 6)] });
    expect(probationOf(subject, b2)).toEqual({
      normal: { from: '2015-03-15', to: '2016-03-14' },
      extended: { from: '2016-03-15', to: '2017-03-14' },
      examDueOn: '2017-04-13',
    });
  });

  test.each([
    ['five points', [entry('2015-06-01', 5)], b2],
    ['twelve points', [entry('2015-06-01', 12)], b2],
    ['points before it', [entry('2015-03-14', 6)], b2],
    ['a class C', [entry('2015-06-01', 6)], holding('C1', { obtainedOn: on('2015-03-15') })],
  ])('%s do not', (_, points, held) => {
    expect(probationOf(licence({ points }), held)).toMatchObject({ extended: null, examDueOn: '2016-04-13' });
  });

  test('an exchanged class has none', () => {
    expect(probationOf(licence(), holding('C1', { how: 'exchange' }))).toBeNull();
    expect(probationOf(licence(), holding('C1', { how: 'downgrade' }))).toBeNull();
  });

  test('what happened before 2013 does not count', () => {
    const subject = licence({ points: [entry('2012-12-31', 6), entry('2013-01-01', 3)] });
    expect(probationPoints(subject, { from: on('2012-06-01'), to: on('2013-05-31') })).toBe(3);
  });
});
