import { on } from '../services/testing/builders.ts';
import { afterExam } from './after-exam.ts';
import { booking, failures, learning } from './testing/builders.ts';

const day = on('2015-12-01');

test('科目一 passed: the permit is issued that day, for three years', () => {
  const learner = learning({ passed: [], permitIssuedOn: null, permitValidTo: null });
  expect(afterExam(learner, { subject: '1', on: on('2016-02-29'), outcome: 'passed' })).toEqual({
    passed: ['1'],
    permitIssuedOn: '2016-02-29',
    permitValidTo: '2019-02-28',
    isComplete: false,
    isVoided: false,
  });
});

test('科目一 passed again, after the results were void: the permit stays what it was', () => {
  const learner = learning({ passed: [] });
  const after = afterExam(learner, { subject: '1', on: day, outcome: 'passed' });
  expect(after).toMatchObject({ passed: ['1'], permitIssuedOn: '2015-10-01', permitValidTo: '2018-10-01' });
});

test('a failure takes nothing away but the fifth', () => {
  const before = (count: number) => learning({ bookings: failures(count, '2', on('2015-11-20')) });
  for (const outcome of ['failed', 'absent'] as const) {
    expect(afterExam(before(3), { subject: '2', on: day, outcome })).toMatchObject({
      ...{ passed: ['1'], isVoided: false },
    });
    expect(afterExam(before(4), { subject: '2', on: day, outcome })).toMatchObject({
      ...{ passed: [], isVoided: true, isComplete: false },
    });
  }
  expect(afterExam(before(4), { subject: '2', on: day, outcome: 'passed' })).toMatchObject({
    ...{ passed: ['1', '2'], isVoided: false },
  });
});

test('its own open booking is not counted twice', () => {
  const bookings = [...failures(3, '2', on('2015-11-20')), booking('2', day, 'open')];
  const after = afterExam(learning({ bookings }), { subject: '2', on: day, outcome: 'failed' });
  expect(after.isVoided).toBe(false);
});

test.each(['1', '3b'] as const)('%s may be failed without end', (subject) => {
  const learner = learning({ passed: ['1', '2', '3a'], bookings: failures(8, subject, on('2015-11-20')) });
  expect(afterExam(learner, { subject, on: day, outcome: 'failed' }).passed).toEqual(['1', '2', '3a']);
});

test('with the last of the four the application is passed', () => {
  const learner = learning({ passed: ['3a', '1', '2'] });
  expect(afterExam(learner, { subject: '3b', on: day, outcome: 'passed' })).toMatchObject({
    ...{ passed: ['1', '2', '3a', '3b'], isComplete: true },
  });
});
