import fc from 'fast-check';
import type { LicenceClass } from './licence-classes.ts';
import {
  AB_CLASSES,
  CLASS_ORDER,
  closure,
  DOWNGRADES,
  findDowngrade,
  inClassOrder,
  isLicenceClass,
  LICENCE_CLASSES,
} from './licence-classes.ts';

test('the order holds every class once', () => {
  expect([...CLASS_ORDER].sort()).toEqual(Object.keys(LICENCE_CLASSES).sort());
});

test.each<[readonly LicenceClass[], string]>([
  [['A1'], 'A1 A3 B1 B2 C1 C2 C3 C4 M'],
  [['C1'], 'C1 C2 C3 C4'],
  [['C2', 'D'], 'C2 D E F'],
  [['C5'], 'C5'],
  [[], ''],
])('%j allows %s', (classes, allowed) => {
  expect(inClassOrder(closure(classes)).join(' ')).toBe(allowed);
});

test('what is allowed allows nothing more', () => {
  fc.assert(
    fc.property(fc.subarray([...CLASS_ORDER]), (classes) => {
      const once = closure(classes);
      expect(inClassOrder(closure(once))).toEqual(inClassOrder(once));
    }),
    { numRuns: 200 },
  );
});

test.each<[string, string, string]>([
  ['A1', 'A1', 'A3 B1 B2'],
  ['A1 A2', 'A1', 'A2 A3'],
  ['A2', 'A2', 'B1 B2'],
  ['A2 A3', 'A2', 'A3 B1 B2'],
  ['A3', 'A3', 'C1'],
  ['A3 B1', 'A3', 'B1'],
  ['A3 B2', 'A3', 'B2'],
  ['A3 B1 B2', 'A3', 'B1 B2'],
  ['B1', 'B1', 'C1 M'],
  ['B1 B2', 'B1', 'B2'],
  ['B2', 'B2', 'C1 M'],
  ['B2 D E', 'B2', 'C1 D E M'],
  ['A1 B1', 'A1', 'A3 B1 B2'],
  ['A2 B2 D', 'A2', 'B1 B2 D'],
])('%s loses %s and keeps %s', (before, lost, after) => {
  expect(findDowngrade(before.split(' ').filter(isLicenceClass))).toEqual({ lost, after: after.split(' ') });
});

test('without A and B there is nothing to lose', () => {
  expect(findDowngrade(['C1', 'D'])).toBeUndefined();
  expect(findDowngrade([])).toBeUndefined();
});

test('a downgrade takes the highest class away and gives no class that was not allowed before', () => {
  fc.assert(
    fc.property(fc.subarray([...CLASS_ORDER]), (classes) => {
      const downgrade = findDowngrade(classes);
      if (downgrade === undefined) return;
      expect(downgrade.after).not.toContain(downgrade.lost);
      const allowed = closure(classes);
      for (const cls of downgrade.after) expect(allowed.has(cls)).toBe(true);
      expect(
        classes.filter((cls) => !AB_CLASSES.has(cls)).every((cls) => downgrade.after.includes(cls)),
      ).toBe(true);
    }),
    { numRuns: 200 },
  );
  expect(Object.keys(DOWNGRADES)).toHaveLength(11);
});
