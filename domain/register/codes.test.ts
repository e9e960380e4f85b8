import {
  BLOCKING_HARD,
  CANCELLED,
  KEY_EXTRA,
  KEY_VEHICLE,
  LIC_BLOCK,
  LICENCE_STATUSES,
  OPERATING,
  PASSENGER_FREIGHT,
  PLATE_CATEGORIES,
  USAGES,
  VEHICLE_STATUSES,
} from './codes.ts';

test('the lists are complete', () => {
  expect(Object.keys(VEHICLE_STATUSES).join('')).toBe('ABCDEFGHIJKLMNOPQ');
  expect(Object.keys(LICENCE_STATUSES).join('')).toBe('ABCDEFGHIJKLMNPRSTU');
  expect(Object.keys(USAGES).join('')).toBe('ABCDEFGHIJKLMNOPQRS');
  expect(Object.keys(PLATE_CATEGORIES)).toHaveLength(16);
});

test('the sets are those of the rules', () => {
  const text = (set: ReadonlySet<string>): string => [...set].sort().join('');
  expect(text(CANCELLED)).toBe('EMP');
  expect(text(BLOCKING_HARD)).toBe('BCEFJKLMNOP');
  expect(text(LIC_BLOCK)).toBe('BCDEFGJKLRU');
  expect(text(KEY_VEHICLE)).toBe('BCDEFOPQRS');
  expect(text(KEY_EXTRA)).toBe('G');
  expect(text(PASSENGER_FREIGHT)).toBe('BCDEFR');
  expect(text(OPERATING)).toBe('BCDEFGR');
});
