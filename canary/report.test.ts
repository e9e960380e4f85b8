// When a run is called clean: enough canaries, every sink proven, nothing found, nothing left out.
import type { Canary } from './canary.ts';
import { LEAST_CANARIES, type Outcome, objections, type Swept, tableOf, tellFinds } from './report.ts';

const canary = (n: number): Canary => ({
  kind: 'mobile',
  value: `1370000${n}`,
  owners: new Set([`owner-${n}`]),
});
const clean: Swept = {
  sink: 'logs',
  items: 2,
  bytes: 3_000,
  unread: 0,
  finds: [],
  foundPlanted: true,
  seconds: 0,
};
const found: Swept = {
  ...clean,
  finds: [1, 2].map((n) => ({
    canary: canary(n),
    encoding: 'as it is',
    where: 'api.log',
    excerpt: 'to ****',
  })),
};
const outcome = (change: Partial<Outcome> = {}): Outcome => ({
  canaries: Array.from({ length: LEAST_CANARIES }, (_, n) => canary(n)),
  swept: [clean],
  failedTests: 0,
  isExercised: true,
  ...change,
});

test('a clean run has nothing against it, and says what was read', () => {
  expect(objections(outcome())).toEqual([]);
  expect(tableOf(outcome())).toContain('1 sinks, 2 items, 3 000 bytes read\nnothing personal was found');
});

test.each([
  ['a find', { swept: [found] }, '2 finds'],
  ['a sink not proven', { swept: [{ ...clean, foundPlanted: false }] }, 'planted'],
  ['what could not be read', { swept: [{ ...clean, unread: 3 }] }, '3 parts could not be read'],
  ['too few canaries', { canaries: [canary(1)] }, '1 canaries, not 500'],
  ['an exercise that was broken off', { isExercised: false }, 'not completed'],
  ['a failed test', { failedTests: 1 }, '1 tests failed'],
] as const)('%s stands against it', (_, change, said) => {
  expect(objections(outcome(change))).toEqual([expect.stringContaining(said)]);
});

test('finds that are alike are told once, by an owner and never by the value', () => {
  const told = tellFinds(found);
  expect(told).toEqual(['logs · api.log: mobile of owner-1, as it is, 2 times', '    to ****']);
  expect(told.join()).not.toContain(canary(1).value);
});
