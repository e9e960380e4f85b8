import { instantAt } from '../calendar/local-date.ts';
import { refusalText } from '../refusals.ts';
import { on } from '../services/testing/builders.ts';
import { checkPlan, type SessionPlan, timesOf } from './session-plan.ts';

const now = instantAt(on('2015-11-03'), '10:00');
const inspection: SessionPlan = {
  subject: null,
  classes: [],
  on: on('2015-11-10'),
  from: '09:00',
  to: '11:00',
};
const exam: SessionPlan = { ...inspection, subject: '2', classes: ['C1'] };

test('a plan in order is let through, with its times in the office’s zone', () => {
  expect(checkPlan(inspection, 'inspection', now)).toBeNull();
  expect(checkPlan(exam, 'exam', now)).toBeNull();
  expect(timesOf(exam)).toEqual({ startsAt: '2015-11-10T01:00:00.000Z', endsAt: '2015-11-10T03:00:00.000Z' });
});

test.each<[string, SessionPlan, 'inspection' | 'exam', string, string]>([
  ['ends when it begins', { ...exam, to: '09:00' }, 'exam', '/to', '场次信息不正确:结束时间须晚于开始时间。'],
  [
    'began a minute ago',
    { ...exam, on: on('2015-11-03'), from: '09:59' },
    'exam',
    '/on',
    '该场次已开始或者已结束,不能再变更。',
  ],
  [
    'an inspection of a subject',
    exam,
    'inspection',
    '/subject',
    '场次信息不正确:检验场次没有考试科目和准驾车型。',
  ],
  ['an exam of nothing', { ...exam, subject: null }, 'exam', '/subject', '场次信息不正确:请选择考试科目。'],
  ['an exam for nobody', { ...exam, classes: [] }, 'exam', '/classes', '场次信息不正确:请选择准驾车型。'],
])('%s', (_, plan, kind, pointer, zh) => {
  const refusal = checkPlan(plan, kind, now);
  expect(refusal?.pointer).toBe(pointer);
  expect(refusal && refusalText(refusal, 'zh')).toBe(zh);
});

test('a session of today may be planned until it begins', () => {
  expect(checkPlan({ ...exam, on: on('2015-11-03'), from: '10:01' }, 'exam', now)).toBeNull();
});
