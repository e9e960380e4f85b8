import { holding, licence, on } from '../services/testing/builders.ts';
import {
  bodyAge,
  bodyCertBase,
  bodyCertCancelAfter,
  bodyCertDone,
  bodyCertDueOn,
  bodyCertNextDueOn,
  bodyCertOverdue,
  bodyCertRequired,
  bodyExamValidTo,
} from './body-certificate.ts';
import type { LicenceFacts } from './facts.ts';

// First issued on 2009-11-20: cycle 4 ends 2014-11-19, cycle 5 ends 2015-11-19.
const elder = (overrides: Partial<LicenceFacts> = {}): LicenceFacts =>
  licence({ holderBirthOn: on('1954-11-19'), ...overrides });
const submitted = (text: string, qualified = true) => ({ certNo: '1', submittedOn: on(text), qualified });

test('the age was 60, and is 70 from 1 April 2016', () => {
  expect(bodyAge(on('2016-03-31'))).toBe(60);
  expect(bodyAge(on('2016-04-01'))).toBe(70);
});

test.each<[string, LicenceFacts, number, string, boolean]>([
  ['sixty on the last day of the cycle', elder(), 4, '2015-11-01', true],
  ['sixty a day later', elder({ holderBirthOn: on('1954-11-20') }), 4, '2015-11-01', false],
  ['the same person once the rule has changed', elder(), 4, '2016-04-01', false],
  ['a young driver', licence(), 4, '2015-11-01', false],
])('%s', (_, subject, k, today, required) => {
  expect(bodyCertRequired(subject, k, on(today))).toBe(required);
});

test('C5 needs one every third year from the cycle in which it was obtained', () => {
  const subject = licence({ classes: [holding('C5', { obtainedOn: on('2011-01-10') })] });
  const years = [0, 1, 2, 3, 4, 5, 6].filter((k) => bodyCertRequired(subject, k, on('2015-11-01')));
  expect(years).toEqual([3, 6]);
  const gone = licence({
    classes: [holding('C5', { obtainedOn: on('2011-01-10'), cancelledOn: on('2012-01-01') })],
  });
  expect(bodyCertRequired(gone, 3, on('2015-11-01'))).toBe(false);
});

test('a deferral moves both the due date and the cancellation', () => {
  const deferral = {
    kind: 'body-cert',
    baseOn: on('2014-12-19'),
    from: on('2014-12-01'),
    to: on('2016-02-29'),
  } as const;
  expect(bodyCertDueOn(elder(), 4)).toBe('2014-12-19');
  expect(bodyCertCancelAfter(elder(), 4)).toBe('2015-11-19');
  expect(bodyCertDueOn(elder({ deferrals: [deferral] }), 4)).toBe('2016-02-29');
  expect(bodyCertCancelAfter(elder({ deferrals: [deferral] }), 4)).toBe('2017-02-28');
});

test.each([
  ['2014-10-19', true, false],
  ['2014-10-20', true, true],
  ['2014-10-20', false, false],
])('submitted on %s, qualified %s: done %s', (text, qualified, done) => {
  expect(bodyCertDone(elder({ bodyCertSubmissions: [submitted(text, qualified)] }), 4)).toBe(done);
});

test.each([
  ['2014-12-19', false],
  ['2014-12-20', true],
  ['2015-11-19', true],
  ['2015-11-20', false],
])('on %s overdue: %s', (today, overdue) => {
  expect(bodyCertOverdue(elder(), on(today))).toBe(overdue);
  expect(bodyCertOverdue(elder({ bodyCertSubmissions: [submitted('2014-12-01')] }), on(today))).toBe(false);
});

test.each<[string, LicenceFacts, string, string | null]>([
  ['the ended cycle still open', elder(), '2015-11-01', '2014-12-19'],
  [
    'else the present one',
    elder({ bodyCertSubmissions: [submitted('2014-12-01')] }),
    '2015-11-01',
    '2015-12-19',
  ],
  ['nothing for the young', licence(), '2015-11-01', null],
  ['nothing before the first issue', elder(), '2009-01-01', null],
])('a deferral puts off %s', (_, subject, today, base) => {
  expect(bodyCertBase(subject, on(today))).toBe(base);
});

test.each<[string, LicenceFacts, string, string | null]>([
  ['the cycle that ended, while nothing is submitted', elder(), '2015-11-01', '2014-12-19'],
  [
    'the present one, once it is',
    elder({ bodyCertSubmissions: [submitted('2014-12-01')] }),
    '2015-11-01',
    '2015-12-19',
  ],
  [
    'the one after, from thirty days before the end',
    elder({ bodyCertSubmissions: [submitted('2015-10-20')] }),
    '2015-11-01',
    '2016-12-19',
  ],
  [
    'not a day earlier',
    elder({ bodyCertSubmissions: [submitted('2015-10-19')] }),
    '2015-11-01',
    '2015-12-19',
  ],
  [
    'an unqualified one counts for nothing',
    elder({ bodyCertSubmissions: [submitted('2015-10-20', false)] }),
    '2015-11-01',
    '2014-12-19',
  ],
  ['nothing for the young', licence(), '2015-11-01', null],
  ['nothing before the first issue', elder(), '2009-01-01', null],
  [
    'the third year of C5',
    licence({ classes: [holding('C5', { obtainedOn: on('2015-01-10') })] }),
    '2015-11-01',
    '2017-12-19',
  ],
])('the next date is %s', (_, subject, today, due) => {
  expect(bodyCertNextDueOn(subject, on(today))).toBe(due);
});

test('an examination counts for six months', () => {
  expect(bodyExamValidTo(on('2015-10-20'))).toBe('2016-04-20');
});
