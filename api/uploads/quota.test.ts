import { LOOSE_BYTES_A_DAY, LOOSE_DOCUMENTS_A_DAY, quotaRefusal } from './quota.ts';

const refusal = { code: 'document-quota-exceeded' };

test.each([
  ['nothing yet', { count: 0, bytes: 0 }, 1, null],
  ['the last document', { count: LOOSE_DOCUMENTS_A_DAY - 1, bytes: 0 }, 1, null],
  ['one document more', { count: LOOSE_DOCUMENTS_A_DAY, bytes: 0 }, 1, refusal],
  ['the last byte', { count: 1, bytes: LOOSE_BYTES_A_DAY - 1 }, 1, null],
  ['one byte more', { count: 1, bytes: LOOSE_BYTES_A_DAY - 1 }, 2, refusal],
])('%s', (_, used, size, expected) => {
  expect(quotaRefusal(used, size)).toEqual(expected);
});
