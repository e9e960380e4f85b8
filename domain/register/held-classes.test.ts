import { holding, licence, on } from '../services/testing/builders.ts';
import { age, heldClasses } from './held-classes.ts';

test.each([
  ['1955-11-03', 60],
  ['1955-11-04', 59],
  ['1956-02-29', 59],
])('born %s, on 2015-11-03 aged %i', (birth, years) => {
  expect(age(on(birth), on('2015-11-03'))).toBe(years);
});

test('a birthday on the leap day is reached on 28 February', () => {
  expect(age(on('1956-02-29'), on('2015-02-28'))).toBe(59);
});

test('held on a date, held at all, in the printed order', () => {
  const subject = licence({
    classes: [
      holding('E'),
      holding('B2', { obtainedOn: on('2012-01-01'), cancelledOn: on('2014-01-01') }),
      holding('C1'),
      holding('C1', { obtainedOn: on('2014-01-01'), how: 'downgrade' }),
    ],
  });
  expect(heldClasses(subject)).toEqual(['C1', 'E']);
  expect(heldClasses(subject, on('2011-12-31'))).toEqual(['C1', 'E']);
  expect(heldClasses(subject, on('2013-12-31'))).toEqual(['B2', 'C1', 'E']);
  expect(heldClasses(subject, on('2014-01-01'))).toEqual(['C1', 'E']);
});
