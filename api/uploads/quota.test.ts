import { LOOSE_A_DAY, quotaRefusal } from './quota.ts';

const refusal = { code: 'document-quota-exceeded' };

describe.each(['person', 'unit'] as const)('of a %s', (whose) => {
  const { count, bytes } = LOOSE_A_DAY[whose];

  test.each([
    ['nothing yet', { count: 0, bytes: 0 }, 1, null],
    ['the last document', { count: count - 1, bytes: 0 }, 1, null],
    ['one document more', { count, bytes: 0 }, 1, refusal],
    ['the last byte', { count: 1, bytes: bytes - 1 }, 1, null],
    ['one byte more', { count: 1, bytes: bytes - 1 }, 2, refusal],
  ])('%s', (_, used, size, expected) => {
    expect(quotaRefusal(used, size, whose)).toEqual(expected);
  });
});

test('a unit may lay out more than one batch', () => {
  expect(LOOSE_A_DAY.unit.count).toBeGreaterThan(200);
});
