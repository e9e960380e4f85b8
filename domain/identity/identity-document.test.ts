import { parseLocalDate } from '../calendar/local-date.ts';
import {
  ID_DOCUMENTS,
  isIdDocNo,
  mayIdentifyBy,
  normaliseIdDocNo,
  RESIDENT_CATEGORIES,
} from './identity-document.ts';

const today = parseLocalDate('2015-11-01');

test.each([
  ['resident-id', '11010519491231002x', true],
  ['resident-id', '110105194912310021', false],
  ['temporary-resident-id', '440524188001010014', true],
  ['residence-permit', '驻暂 2015-0001', true],
  ['residence-permit', 'A1', false],
  ['hk-id', 'A123456(3)', true],
  ['hk-id', 'A123456(7)', false],
  ['macau-id', '1234567(8)', true],
  ['macau-id', '5123456(7)', true],
  ['macau-id', '2234567(8)', false],
  ['taiwan-permit', '12345678', true],
  ['taiwan-permit', '1234567801', true],
  ['taiwan-permit', '1234567801(B)', true],
  ['taiwan-permit', '123456789', false],
  ['china-travel-document', 'L12345678', true],
  ['china-travel-document', '12345678', false],
  ['chinese-passport', 'G12345678', true],
  ['chinese-passport', 'EA1234567', true],
  ['chinese-passport', 'SE1234567', true],
  ['chinese-passport', 'PE1234567', true],
  ['chinese-passport', 'EI1234567', false],
  ['foreign-passport', 'c01x00t47', true],
  ['foreign-passport', 'C01', false],
  ['other-travel-document', 'TD123456', true],
  ['diplomatic-id', 'D-2015-001', true],
  ['diplomatic-id', 'D_1', false],
] as const)('%s %s: %s', (kind, text, expected) => {
  expect(isIdDocNo(kind, text, today)).toBe(expected);
});

test('numbers have one form', () => {
  expect(normaliseIdDocNo('hk-id', 'a123456(3)')).toBe('A1234563');
  expect(normaliseIdDocNo('resident-id', '110105491231002')).toBe('11010519491231002X');
  expect(normaliseIdDocNo('macau-id', '1234567(8)')).toBe('12345678');
});

test('eight categories, each with a document of its own', () => {
  expect(Object.keys(RESIDENT_CATEGORIES)).toHaveLength(8);
  expect(Object.keys(ID_DOCUMENTS)).toHaveLength(11);
  expect(mayIdentifyBy('local', 'temporary-resident-id')).toBe(true);
  expect(mayIdentifyBy('local', 'hk-id')).toBe(false);
  expect(mayIdentifyBy('mainland-temporary', 'residence-permit')).toBe(false);
  expect(RESIDENT_CATEGORIES['mainland-temporary'].also).toEqual(['residence-permit']);
});
