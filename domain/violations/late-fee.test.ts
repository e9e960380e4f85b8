import { calendarCases } from '../calendar/fixtures/trial-calendar.ts';
import { addDays, parseLocalDate } from '../calendar/local-date.ts';
import { lateFeeFen, payDueOn } from './late-fee.ts';

const D19 = calendarCases.legalDateCases.find(({ id }) => id === 'D19');

test('D19: 200 yuan decided on 3 November 2015', () => {
  const dueOn = payDueOn(parseLocalDate(D19?.input.decidedOn ?? ''));
  expect(dueOn).toBe(D19?.expected.payDueOn);
  const dated = Object.entries(D19?.expected ?? {}).filter(([key]) => key.startsWith('fenOn'));
  expect(dated).toHaveLength(4);
  for (const [key, fen] of dated) {
    expect(lateFeeFen(D19?.input.fineFen ?? 0, dueOn, parseLocalDate(key.slice('fenOn'.length)))).toBe(fen);
  }
});

test('before the due date there is none, and it never exceeds the fine', () => {
  const dueOn = parseLocalDate('2015-11-18');
  expect(lateFeeFen(20_000, dueOn, parseLocalDate('2015-11-01'))).toBe(0);
  for (const days of [34, 100, 10_000]) expect(lateFeeFen(20_000, dueOn, addDays(dueOn, days))).toBe(20_000);
  expect(lateFeeFen(0, dueOn, addDays(dueOn, 10))).toBe(0);
});

test('fen stay whole', () => {
  const dueOn = parseLocalDate('2015-11-18');
  expect(lateFeeFen(333, dueOn, addDays(dueOn, 1))).toBe(9);
  expect(lateFeeFen(20_000, dueOn, addDays(dueOn, 1), { dailyPercent: 1, capPercent: 50 })).toBe(200);
});
