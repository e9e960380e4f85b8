import { trialCalendarData } from '../calendar/fixtures/trial-calendar.ts';
import type { Instant } from '../calendar/local-date.ts';
import { toInstant } from '../calendar/local-date.ts';
import { officeCalendar } from '../calendar/office-calendar.ts';
import { pauseClock, resumeClock, startClock, stopClock } from './clock.ts';
import { explainClock } from './explain.ts';

const local = (text: string): Instant => toInstant(`${text}:00+08:00`);
const calendar = officeCalendar(trialCalendarData);

test('a make-up Saturday before Spring Festival', () => {
  const { zh, en } = explainClock(startClock('acceptance', 1, local('2016-02-05T16:00'), calendar));
  expect(zh).toEqual([
    '2016-02-05 16:00 提交,时限 1 个工作日',
    '提交日 2016-02-05(周五)不计入',
    '2016-02-06(周六)为调休上班日(春节),计第 1 个工作日',
    '截止 2016-02-06 17:30 下班时间',
  ]);
  expect(en).toEqual([
    'Fri 2016-02-05 16:00: submitted; the limit is 1 working day(s)',
    'The day it was submitted, Fri 2016-02-05, is not counted',
    'Sat 2016-02-06 is a make-up working day (春节): working day 1',
    'Due Sat 2016-02-06 17:30, closing time',
  ]);
});

test('days off are named with their reason', () => {
  const { zh } = explainClock(startClock('acceptance', 1, local('2015-12-31T15:00'), calendar));
  expect(zh.slice(2, 5)).toEqual([
    '2016-01-01(周五)为法定节假日放假(元旦),不计入',
    '2016-01-02(周六)为法定节假日放假(元旦),不计入',
    '2016-01-03(周日)为法定节假日放假(元旦),不计入',
  ]);
  expect(explainClock(startClock('acceptance', 1, local('2015-11-06T10:00'), calendar)).zh).toContain(
    '2015-11-07(周六)为周末,不计入',
  );
});

test('a submission after hours under the roll policy', () => {
  const roll = { afterHours: 'roll' } as const;
  expect(explainClock(startClock('acceptance', 1, local('2015-11-06T17:31'), calendar, roll)).zh).toContain(
    '2015-11-06(周五)已过下班时间,视为 2015-11-09(周一) 提交',
  );
  expect(explainClock(startClock('acceptance', 1, local('2015-11-07T09:00'), calendar, roll)).en).toContain(
    'Sat 2015-11-07 is not a working day, so it counts as submitted on Mon 2015-11-09',
  );
});

test('calendar days and minutes', () => {
  expect(explainClock(startClock('delivery', 3, local('2015-12-31T16:00'), calendar)).zh).toEqual([
    '2015-12-31 16:00 受理,时限 3 天',
    '受理日 2015-12-31(周四)不计入',
    '连续计算 3 天(含节假日),至 2016-01-03(周日)',
    '截止 2016-01-03 23:59 当日结束',
  ]);
  expect(explainClock(startClock('payment', 30, local('2015-11-02T10:00'), calendar)).zh).toEqual([
    '2015-11-02 10:00 下单,时限 30 分钟',
    '截止 2015-11-02 10:30',
  ]);
});

test('the provisional mark is said in words', () => {
  const { zh, en } = explainClock(startClock('acceptance', 1, local('2016-12-30T18:00'), calendar));
  expect(zh.at(-1)).toBe('2016-12-31 之后的节假日安排尚未公布,暂按周一至周五为工作日推算,公布后可能调整');
  expect(en.at(-1)).toMatch(/^Holidays after 2016-12-31 are not published yet/);
});

test('pauses, resumptions and the end', () => {
  const clock = startClock('supplement', 1, local('2015-11-02T17:00'), calendar);
  const paused = pauseClock(clock, local('2015-11-03T11:00'), '系统维护');
  const resumed = resumeClock(paused, local('2015-11-03T15:45'), calendar);
  const { zh, en, steps } = explainClock(stopClock(resumed, local('2015-11-04T09:00')));
  expect(zh.slice(-3)).toEqual([
    '2015-11-03 11:00 暂停计时:系统维护',
    '2015-11-03 15:45 恢复计时,暂停办公时间 2 小时 15 分钟,截止时间顺延至 2015-11-04 10:45',
    '2015-11-04 09:00 停止计时:按时办结',
  ]);
  expect(en).toHaveLength(steps.length);
});

test('a restart and a resumption too late', () => {
  const acceptance = pauseClock(
    startClock('acceptance', 1, local('2015-11-02T10:00'), calendar),
    local('2015-11-02T11:00'),
    '补正',
  );
  expect(explainClock(resumeClock(acceptance, local('2015-11-04T10:00'), calendar)).zh).toContain(
    '2015-11-04 10:00 恢复计时,时限重新计算',
  );
  const late = pauseClock(
    startClock('delivery', 1, local('2015-11-02T10:00'), calendar),
    local('2015-11-05T10:00'),
    '地址不详',
  );
  expect(explainClock(resumeClock(late, local('2015-11-06T10:00'), calendar)).zh).toContain(
    '2015-11-06 10:00 恢复计时,暂停前已到期,期限不变',
  );
});
